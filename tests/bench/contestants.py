"""Who is compared: how each is started, asked and ended."""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx
import psutil
import yaml

from tests.conftest import find_free_port
from tests.system import ROOT, System, wait_until

PEERS = ROOT / ".venv" / "bench"
"""Where `make bench` installs what nothing else needs."""


def threads() -> dict[str, str]:
    """The environment of every network, the same for all: the product's own two threads, or what BENCH_THREADS says."""
    return {"OMP_NUM_THREADS": os.environ.get("BENCH_THREADS", "2"), "GOMP_SPINCOUNT": "3000"}


Ask = Callable[[httpx.Client, bytes, int], int]
"""ask(client, upload, styles): the number of paintings that came back; 0 when told to come again."""


@dataclass
class Contestant:
    """A server of its own process and port. command: without the port; ready: what answers once it can be asked."""

    name: str
    command: tuple[str, ...]
    ask: Ask
    release: Path
    folder: Path
    ready: str = "/"
    packages: tuple[Path, ...] = (PEERS, ROOT)
    address: str = ""
    started_s: float = 0.0

    def __enter__(self) -> Self:
        port = find_free_port()
        self.address = f"http://127.0.0.1:{port}"
        path = ":".join(map(str, self.packages))
        own = {"BENCH_RELEASE": str(self.release), "PYTHONPATH": path, "BENTOML_HOME": str(self.folder)}
        environment = os.environ | threads() | own | {"BENTOML_DO_NOT_TRACK": "1"}
        began = time.monotonic()
        with (self.folder / f"{self.name}.log").open("a") as log:
            self._process = psutil.Popen([*self.command, str(port)], cwd=ROOT, env=environment, stdout=log, stderr=log)
        wait_until(self._answers, 120, (self.folder / f"{self.name}.log").read_text)
        self.started_s = time.monotonic() - began
        return self

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}{self.ready}", timeout=5).status_code < 400
        except httpx.TransportError:
            return False

    def processes(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]

    def __exit__(self, *_: object) -> None:
        everybody = self.processes()
        for process in everybody:
            process.kill()
        psutil.wait_procs(everybody, timeout=10)


class Ours(System):
    """The product, as it is shipped but for its release and, if others are to be tried, its threads."""

    name, ask = "sketch2art", staticmethod(lambda client, upload, styles: ask_us(client, upload, styles))

    def __init__(self, release: Path, folder: Path) -> None:
        super().__init__(folder, releases=[str(release)])

    def _config(self, folder: Path, settings: dict[str, Any]) -> Path:
        path = super()._config(folder, settings)
        config = yaml.safe_load(path.read_text())
        painter = next(one for one in config["applications"][0]["deployments"] if one["name"] == "Painter")
        painter["ray_actor_options"]["runtime_env"]["env_vars"] |= threads()
        path.write_text(yaml.safe_dump(config))
        return path

    def __enter__(self) -> Self:
        began = time.monotonic()
        super().__enter__()
        self.wait_until_ready()
        self.started_s = time.monotonic() - began
        return self


def memory_mb(processes: list[psutil.Process]) -> float:
    return sum(process.memory_full_info().pss for process in processes) / 1e6


def spent_s(processes: list[psutil.Process]) -> float:
    """Seconds of a core, those of children that have ended included."""
    return sum(sum(process.cpu_times()[:4]) for process in processes)


def ask_us(client: httpx.Client, upload: bytes, styles: int) -> int:
    """One painting comes as it is; several are stored, named, and fetched by their names."""
    if styles == 1:
        answer = client.post("/api/stylize", files={"contentImage": upload}, data={"style": "1"})
        return _came(answer, lambda: 1)
    wanted = ",".join(map(str, range(1, styles + 1)))
    answer = client.post("/api/v1/paintings", files={"sketch": upload}, data={"styles": wanted})
    paintings = _came(answer, lambda: answer.json()["paintings"]) or []
    return sum(client.get(one["url"]).raise_for_status() is not None for one in paintings)


def ask_original(client: httpx.Client, upload: bytes, styles: int) -> int:
    answer = client.post("/stylize", files={"contentImage": upload}, data={"styles": str(styles)})
    return _came(answer, lambda: 1 if styles == 1 else len(_files(answer.json())))


def ask_lit(client: httpx.Client, upload: bytes, styles: int) -> int:
    sent = {"sketch": base64.b64encode(upload).decode(), "styles": styles}
    answer = client.post("/predict", json=sent)
    return _came(answer, lambda: len(_files(answer.json())))


def ask_bento(client: httpx.Client, upload: bytes, styles: int) -> int:
    answer = client.post("/paint", json={"uploads": [f"{styles}:{base64.b64encode(upload).decode()}"]})
    return _came(answer, lambda: len(_files(answer.json()[0])))


def _files(encoded: list[str] | dict[str, list[str]]) -> list[bytes]:
    found = encoded if isinstance(encoded, list) else encoded["output"]
    return [base64.b64decode(file) for file in found]


def _came(answer: httpx.Response, count: Callable[[], object]) -> object:
    if answer.status_code in (429, 503):
        return 0
    answer.raise_for_status()
    return count()


def contestants(release: Path, folder: Path) -> list[Contestant | Ours]:
    bentoml = (sys.executable, "-m", "bentoml", "serve", "tests.bench.bento:Paint", "--host", "127.0.0.1", "--port")
    return [
        Ours(release, folder),
        Contestant(
            "chain", (sys.executable, "-m", "tests.bench.chain"), ask_original, release, folder, "/ready", (ROOT,)
        ),
        Contestant("original", (sys.executable, "-m", "tests.bench.original"), ask_original, release, folder),
        Contestant("litserve", (sys.executable, "-m", "tests.bench.lit"), ask_lit, release, folder),
        Contestant("bentoml", bentoml, ask_bento, release, folder),
    ]


class Bare:
    """The network alone, in a process that is asked now and then."""

    def __init__(self, release: Path, seconds: float) -> None:
        environment = os.environ | threads() | {"BENCH_RELEASE": str(release), "BENCH_SECONDS": str(seconds)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.bare"], cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout.readline() == "ready\n"

    def rate(self, styles: int) -> tuple[float, float]:
        """Paintings a second in batches of eight, and the seconds of a core that one takes."""
        self._process.stdin.write(f"{styles}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()
