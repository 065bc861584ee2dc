"""serve/deploy/nginx.yaml's configuration, run by a real nginx before a server that tells what it sees."""

import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
import yaml

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
DEPLOY = Path(__file__).parents[2] / "serve" / "deploy"
MIB = 2**20

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not here; Debian has it as nginx")


class Mirror(BaseHTTPRequestHandler):
    """Answers with the headers that it was sent, and with how many bytes."""

    def do_POST(self) -> None:
        length = len(self.rfile.read(int(self.headers["content-length"])))
        answer = json.dumps({**{name.lower(): value for name, value in self.headers.items()}, "read": length}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def mirror() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def nginx(tmp_path: Path, mirror: int, free_port: Callable[[], int]) -> Iterator[httpx.Client]:
    """A client of nginx, whose TLS is left out: a certificate is the operator's."""
    port = free_port()
    config = next(yaml.safe_load_all((DEPLOY / "nginx.yaml").read_text(encoding="utf-8")))["data"]["nginx.conf"]
    for said, meant in {
        "sketch2art-serve-svc:8000": f"127.0.0.1:{mirror}",
        "listen 8443 ssl": f"listen 127.0.0.1:{port}",
        "/tmp/": f"{tmp_path}/",
    }.items():
        assert said in config
        config = config.replace(said, meant)
    lines = [line for line in config.splitlines() if "ssl_" not in line]
    (tmp_path / "nginx.conf").write_text("\n".join(lines))
    as_whom = "user root;" * (os.getuid() == 0)  # else its workers could not enter pytest's folders
    command = [NGINX, "-c", tmp_path / "nginx.conf", "-p", tmp_path, "-e", "stderr", "-g", f"daemon off; {as_whom}"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, stderr=log)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        wait_until_open(client, process, tmp_path / "log")
        yield client
    process.terminate()
    process.wait(20)


def wait_until_open(client: httpx.Client, process: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text()
        try:
            client.get("/-/healthz")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_what_is_for_load_balancers_does_not_come_through(nginx: httpx.Client) -> None:
    forged = {
        "x-request-timeout-seconds": "-1",
        "x-request-disconnect-disabled": "?1",
        "x-forwarded-for": "203.0.113.7",
        "x-request-id": "who-drew-this-house",
    }

    seen = nginx.post("/api/v1/paintings", content=b"drawing", headers=forged).json()

    assert not {"x-request-timeout-seconds", "x-request-disconnect-disabled"} & set(seen)
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["x-request-id"] == "who-drew-this-house"
    assert seen["host"] == nginx.base_url.netloc.decode()


def test_a_body_of_eleven_mebibytes_comes_through_and_no_larger_one(nginx: httpx.Client) -> None:
    assert nginx.post("/draw", content=bytes(11 * MIB)).json()["read"] == 11 * MIB

    refused = nginx.post("/draw", content=bytes(11 * MIB + 1))

    assert refused.status_code == 413
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "/problems/too-large"


def test_serves_own_routes_are_for_the_cluster_alone(nginx: httpx.Client) -> None:
    assert nginx.get("/-/routes").status_code == 404
