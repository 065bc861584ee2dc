"""A cluster of two nodes seen from outside, and the people who ask it for paintings."""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import psutil
import yaml

ROOT = Path(__file__).parents[2]
NODES = Path(__file__).with_name("two_nodes.py")
CREW = {"Front": 2, "Preprocessor": 2, "Painter": 1}


class System:
    """The cluster from outside: its public port, its metrics, its logs, its processes."""

    def __init__(self, folder: Path, port: int, environment: dict[str, str]):
        self.folder, self.address = folder, f"http://127.0.0.1:{port}"
        self._log = (folder / "stderr").open("w")
        self.process = psutil.Popen(
            [sys.executable, NODES, str(port)], cwd=ROOT, env=environment | {"RAY_TMPDIR": str(folder)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
        )  # fmt: skip

    def start(self) -> None:
        self.told = self._hear()

    def deploy(self, config: dict[str, Any]) -> None:
        path = self.folder / "config.yaml"
        path.write_text(yaml.safe_dump(config))
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        assert self._hear() == {"deployed": "config.yaml"}

    def _hear(self) -> dict[str, Any]:
        while not (line := self.process.stdout.readline()).startswith("{"):  # Ray has something to say too
            assert line, (self.folder / "stderr").read_text()[-3000:]
        return json.loads(line)

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz", timeout=10).status_code == 200
        except httpx.TransportError:
            return False

    def paint(self, client: int, styles: str = "random:1", **headers: str) -> httpx.Response:
        return self.send(doodle(client), client, styles, **headers)

    def send(self, upload: bytes, client: int, styles: str = "random:1", **headers: str) -> httpx.Response:
        """As nginx would pass it on for the client of this number."""
        return httpx.post(
            f"{self.address}/api/v1/paintings", files={"sketch": upload}, data={"styles": styles},
            headers={"x-forwarded-for": f"198.51.{client // 250}.{client % 250}", **headers}, timeout=90,
        )  # fmt: skip

    def replicas(self, deployment: str) -> list[psutil.Process]:
        name = f"ray::ServeReplica:sketch2art:{deployment}"
        return [child for child in self.process.children(recursive=True) if title(child).startswith(name)]

    def crew(self) -> set[psutil.Process]:
        return {process for deployment in CREW for process in self.replicas(deployment)}

    def measured(self) -> set[str]:
        """The names of all series that the nodes export."""
        pages = [httpx.get(address, timeout=30).text for address in self.told["metrics"]]
        return {name for page in pages for name in re.findall(r"^(ray_\w+)", page, re.MULTILINE)}

    def lines(self) -> Iterator[dict[str, Any]]:
        """What the replicas have written down."""
        for path in Path(self.told["logs"]).glob("replica_*.log"):
            yield from (json.loads(line) for line in path.read_text().splitlines() if line.startswith("{"))

    def stop(self) -> list[psutil.Process]:
        """Ends it; who outlives that."""
        children = self.process.children(recursive=True)
        self.process.communicate()
        self._log.close()
        return psutil.wait_procs(children, timeout=20)[1]


class Visitors:
    """People who go on asking for paintings while something is changed."""

    def __init__(self, system: System, first: int, count: int = 2):
        self._system, self._next, self._gone = system, first, threading.Event()
        self._threads = [threading.Thread(target=self._keep_asking) for _ in range(count)]
        self._lock = threading.Lock()
        self.answers: list[httpx.Response] = []

    def _keep_asking(self) -> None:
        while not self._gone.is_set():
            with self._lock:
                self._next += 1
                number = self._next
            self.answers.append(self._system.paint(number))

    def refusals(self) -> list[tuple[int, str]]:
        return [(answer.status_code, answer.text[-2000:]) for answer in self.answers if answer.status_code != 201]

    def saw(self, release: str) -> bool:
        return any(release in answer.text for answer in self.answers)

    def __enter__(self) -> "Visitors":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._gone.set()
        for thread in self._threads:
            thread.join(120)


def title(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline()).strip()
    except psutil.NoSuchProcess:
        return ""


def wait_until(claim: Callable[[], bool], timeout_s: float, story: Callable[[], object] = str) -> None:
    deadline = time.monotonic() + timeout_s
    while not claim():
        assert time.monotonic() < deadline, story()
        time.sleep(0.3)


def doodle(seed: int) -> bytes:
    page = np.full((500, 500), 255, np.uint8)
    corners = np.random.default_rng(seed).integers(40, 460, (6, 2))
    cv2.polylines(page, [np.int32(corners)], True, 0, 9, cv2.LINE_AA)
    return cv2.imencode(".png", page)[1].tobytes()
