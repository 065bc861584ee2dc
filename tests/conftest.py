"""How a run is shared out, and servers that tests talk to: started when the first test asks, ended with the run."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

START_TIMEOUT_S = 30


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="the tests that kill and starve, in full: hours, not seconds")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is only worth its time in full is not even skipped otherwise."""
    if not config.getoption("soak"):
        items[:] = [item for item in items if item.get_closest_marker("soak") is None]


class Shared(LoadScopeScheduling):
    """Each worker takes a file at a time, and one of them all files that need Ray: a run has one cluster."""

    RAY = ("tests/serve/", "tests/test_end_to_end.py")

    def _split_scope(self, nodeid: str) -> str:
        return "ray" if nodeid.startswith(self.RAY) else nodeid.split("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Shared:
    return Shared(config, log)


@pytest.fixture(scope="session")
def soak(pytestconfig: pytest.Config) -> bool:
    """Whether this is `make soak`."""
    return pytestconfig.getoption("soak")


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Finds a port that nobody listens at."""
    return find_free_port


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def find_postgresql() -> Path | None:
    """The folder of PostgreSQL's programs: on the PATH, or where Debian has them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


class PostgreSQL:
    """A server at a socket in a folder of its own; who asks for a database gets a new one."""

    def __init__(self, programs: Path, folder: Path):
        self.folder = folder
        self._programs = programs
        self._made = 0
        self._starter = ["setpriv", "--pdeathsig=INT"]  # whatever ends the run, ends the server
        if os.getuid() == 0:  # which it refuses to run as
            shutil.chown(folder, "postgres", "postgres")
            self._starter += ["--reuid=postgres", "--regid=postgres", "--init-groups"]
        self._run("initdb", "-D", folder / "data", "-U", "gallery", "-A", "trust", "-E", "UTF8", "--no-sync",
                  "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")  # fmt: skip

    def start(self) -> None:
        with (self.folder / "log").open("a") as log:
            self._server = subprocess.Popen(
                [*self._starter, self._programs / "postgres", "-D", self.folder / "data", "-k", self.folder,
                 "-h", "", "-F", "-c", "max_connections=60", "-c", "full_page_writes=off"],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self._run("pg_isready", "-q", "-h", self.folder, "-d", "postgres", times=START_TIMEOUT_S * 10)

    def stop(self) -> None:
        """At once, as when the power goes; also a second time."""
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(START_TIMEOUT_S)

    def url(self, database: str) -> str:
        return f"postgresql://gallery@/{database}?host={self.folder}"

    def create(self, *, template: str = "template0") -> str:
        """The name of a new database, with all that is in the template."""
        self._made += 1
        self.tell(f"CREATE DATABASE gallery{self._made} TEMPLATE {template}")
        return f"gallery{self._made}"

    def drop(self, database: str) -> None:
        self.tell(f"DROP DATABASE {database} WITH (FORCE)")

    def tell(self, statement: str, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str | Path, times: int = 1) -> None:
        command = [*self._starter, self._programs / program, *arguments]
        for _ in range(times):
            done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return
            time.sleep(0.1)
        pytest.fail(f"{program}: {done.stdout}{done.stderr}")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    programs = find_postgresql()
    if programs is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("PostgreSQL is not here; Debian has it as postgresql")
    # pytest's folders are closed to the user that the server runs as.
    with tempfile.TemporaryDirectory(prefix="gallery-pg-") as folder:
        os.chmod(folder, 0o755)
        server = PostgreSQL(programs, Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


class S3:
    """An S3 server that can go away and come back at the same address; every bucket is a new one."""

    def __init__(self) -> None:
        self._made = 0
        self._port = 0
        self.start()

    def start(self) -> None:
        from moto.server import ThreadedMotoServer

        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=self._port, verbose=False)
        self._server.start()
        _, self._port = self._server.get_host_and_port()

    def stop(self) -> None:
        self._server.stop()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def create(self) -> str:
        import httpx

        self._made += 1
        assert httpx.put(f"{self.address}/bucket{self._made}").status_code == 200
        return f"bucket{self._made}"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3]:
    server = S3()
    yield server
    server.stop()


@pytest.fixture
def bucket(s3_server: S3, monkeypatch: pytest.MonkeyPatch) -> str:
    """The BLOB_URL of a new bucket, whose server the environment names."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server.address)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "gallery")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    return f"s3://{s3_server.create()}/blobs"
