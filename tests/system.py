"""The system as a user starts it, seen from outside: over HTTP, by signals, in the process table."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import cv2
import httpx
import numpy as np
import psutil
import yaml

from tests.conftest import find_free_port

ROOT = Path(__file__).parents[1]
START_TIMEOUT_S = 120


class System:
    """`make serve` without make, at a port and with data of its own."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.address = f"http://127.0.0.1:{find_free_port()}"
        self.folder, self.log = folder, folder / "log"
        self._command = [sys.executable, "-m", "serve.launch", "--config", str(self._config(folder, settings))]
        self._environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/gallery.db",
            "BLOB_URL": f"file:{folder}/blobs",
        }

    def _config(self, folder: Path, settings: dict[str, Any]) -> Path:
        config = yaml.safe_load((ROOT / "serve_config.yaml").read_text(encoding="utf-8"))
        config["http_options"]["port"] = int(self.address.rpartition(":")[2])
        arguments = config["applications"][0]["args"]
        arguments["gallery"]["moderation"] = False  # what is hung is seen at once
        arguments.update(settings)
        (folder / "config.yaml").write_text(yaml.safe_dump(config))
        return folder / "config.yaml"

    def start(self) -> None:
        with self.log.open("a") as log:
            self.process = psutil.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )
        self.client = httpx.Client(base_url=self.address, timeout=200)  # above the system's own

    def wait_until_ready(self) -> None:
        wait_until(self.is_ready, START_TIMEOUT_S, lambda: self.log.read_text()[-3000:])

    def restart(self) -> None:
        self.start()
        self.wait_until_ready()

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()[-3000:]
        try:
            return self.client.get("/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def stop(self, number: signal.Signals) -> int:
        """The exit status. Whatever outlives the launcher is an orphan, and is named."""
        self.client.close()
        children = self.process.children(recursive=True)
        self.process.send_signal(number)
        status = self.process.wait(60)
        _, orphans = psutil.wait_procs(children, timeout=10)
        assert orphans == []
        return status

    def kill(self) -> None:
        """Everything at once, as when the power goes."""
        self.client.close()
        if self.process.is_running():
            everybody = self.processes()
            for process in everybody:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            psutil.wait_procs(everybody, timeout=10)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def processes(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def approve(self, artwork_id: str) -> dict[str, Any]:
        """What a moderator does first: is added on this machine, signs in, and looks."""
        said = {"name": "Mina", "password": "four words at a window"}
        subprocess.run(
            [sys.executable, "-m", "gallery.admin", "add", said["name"]],
            cwd=ROOT, env=self._environment, input=said["password"], text=True, check=True,
        )  # fmt: skip
        token = self.client.post("/api/v1/session", json=said).raise_for_status().json()["token"]
        path, signed_in = f"/api/v1/artworks/{artwork_id}/decisions", {"Authorization": f"Bearer {token}"}
        return self.client.post(path, json={"action": "approve"}, headers=signed_in).raise_for_status().json()

    def replica(self, deployment: str) -> psutil.Process:
        """The process of a deployment's one replica; at work, Ray adds the method to its title."""
        name = f"ray::ServeReplica:sketch2art:{deployment}"
        (found,) = [child for child in self.process.children(recursive=True) if title(child).startswith(name)]
        return found

    def paint(self, seed: int, styles: str = "random:4") -> httpx.Response:
        return self.client.post("/api/v1/paintings", files={"sketch": doodle(seed)}, data={"styles": styles})


def title(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline()).strip()
    except psutil.NoSuchProcess:
        return ""


def wait_until(claim: Callable[[], bool], timeout_s: float, story: Callable[[], str] = str) -> None:
    deadline = time.monotonic() + timeout_s
    while not claim():
        assert time.monotonic() < deadline, story()
        time.sleep(0.2)


def doodle(seed: int) -> bytes:
    """A house under a sun, by an unsteady hand: a PNG that no other seed draws."""
    page = np.full((700, 600), 255, np.uint8)
    hand = np.random.default_rng(seed)
    corners = np.array([[150, 600], [150, 350], [300, 200], [450, 350], [450, 600], [150, 600]])
    cv2.polylines(page, [np.int32(corners + hand.integers(-15, 16, corners.shape))], False, 0, 9, cv2.LINE_AA)
    cv2.circle(page, (480, 120), int(hand.integers(35, 60)), 0, 9, cv2.LINE_AA)
    return cv2.imencode(".png", page)[1].tobytes()
