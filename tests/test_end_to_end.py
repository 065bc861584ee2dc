"""The system as a user starts it, seen from outside: over HTTP, by signals, in the process table."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import cv2
import httpx
import numpy as np
import psutil
import pytest
import yaml

ROOT = Path(__file__).parents[1]
RELEASES = ROOT / "model" / "releases"
START_TIMEOUT_S = 120
PSS_LIMIT_BYTES = 3 * 10**9

pytestmark = [
    pytest.mark.ray,
    pytest.mark.skipif(not any(RELEASES.glob("*/config.json")), reason="model/releases/ is empty: nothing to serve"),
]


class System:
    """`make serve` without make, at a port and with data of its own."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.address = f"http://127.0.0.1:{free_port()}"
        self.log = folder / "log"
        self._command = [sys.executable, "-m", "serve.launch", "--config", str(self._config(folder, settings))]
        self._environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/gallery.db",
            "BLOB_URL": f"file:{folder}/blobs",
        }

    def _config(self, folder: Path, settings: dict[str, Any]) -> Path:
        config = yaml.safe_load((ROOT / "serve_config.yaml").read_text(encoding="utf-8"))
        config["http_options"]["port"] = int(self.address.rpartition(":")[2])
        config["applications"][0]["args"].update(settings)
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

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        if self.process.is_running():
            for process in [*self.process.children(recursive=True), self.process]:
                process.kill()
            self.process.wait(10)

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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with System(tmp_path_factory.mktemp("system")) as running:
        running.wait_until_ready()
        yield running


def test_a_doodle_comes_back_as_a_picture(system: System) -> None:
    answer = system.client.post("/api/stylize", files={"contentImage": doodle(1)}, data={"seed": 5})

    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.headers["x-seed"] == "5"
    assert cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_COLOR).shape == (512, 512, 3)


def test_the_same_wish_is_the_same_picture_alone_and_in_company(system: System) -> None:
    styles = [style["id"] for style in system.client.get("/api/v1/styles").json()["styles"]]
    wish = {"styles": str(styles[0]), "seed": 3}

    alone = system.client.post(
        "/api/v1/paintings", files={"sketch": doodle(2)}, data=wish, headers={"accept": "image/png"}
    )
    answer = system.paint(2, "all")
    assert answer.status_code == 201, answer.text
    company = answer.json()["paintings"]

    (url,) = [painting["url"] for painting in company if painting["style"] == styles[0]]
    found = [cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) for data in
             (alone.content, system.client.get(url).content)]  # fmt: skip
    assert len(company) == len(styles)
    assert np.abs(found[0].astype(int) - found[1]).mean() < 6  # the second one is a lossy WebP


def test_thirty_two_clients_at_once_are_painted_for_or_asked_to_wait(system: System) -> None:
    with ThreadPoolExecutor(32) as clients:
        answers = list(clients.map(system.paint, range(100, 132)))

    statuses = {answer.status_code for answer in answers}
    assert 201 in statuses
    assert statuses <= {201, 503}
    assert all("retry-after" in answer.headers for answer in answers if answer.status_code == 503)
    assert all(answer.json()["failed"] == [] for answer in answers if answer.status_code == 201)
    waited = {status: [one.elapsed for one in answers if one.status_code == status] for status in statuses}
    assert 503 not in waited or max(waited[503]) < max(waited[201])  # told at once, not when its turn would come


def test_a_painter_that_is_killed_loses_nothing_and_is_replaced(system: System) -> None:
    painter = system.replica("Painter")
    painter.suspend()  # so that nothing is finished before it dies
    with ThreadPoolExecutor(4) as clients:
        asked = [clients.submit(system.paint, seed) for seed in range(200, 204)]
        time.sleep(1)
        painter.kill()
        answers = [future.result() for future in asked]

    assert [answer.status_code for answer in answers] == [201] * 4
    assert [len(answer.json()["paintings"]) for answer in answers] == [4] * 4
    assert system.replica("Painter").pid != painter.pid
    wait_until(system.is_ready, 30)


def test_the_whole_system_fits_into_three_gigabytes(system: System) -> None:
    processes = [system.process, *system.process.children(recursive=True)]

    assert sum(process.memory_full_info().pss for process in processes) < PSS_LIMIT_BYTES


def test_what_was_hung_still_hangs_after_a_restart(system: System) -> None:
    painting = system.paint(300).json()["paintings"][0]
    submission = {"painting": painting["id"], "title": "House with sun", "artist": "Ada",
                  "licence": "CC-BY-4.0", "consent_training": False}  # fmt: skip
    hung = system.client.post("/api/v1/artworks", json=submission).raise_for_status().json()["artwork"]

    assert system.stop(signal.SIGTERM) == 0
    system.start()
    system.wait_until_ready()

    (found,) = system.client.get("/api/v1/artworks").json()["artworks"]
    assert found == hung
    assert "House with sun" in system.client.get("/").text
    assert system.client.get(found["painting"]["url"]).headers["content-type"] == "image/webp"


def test_ctrl_c_ends_it_without_orphans(system: System) -> None:
    assert system.stop(signal.SIGINT) == 0


def test_a_deploy_that_fails_ends_the_launcher_with_the_reason(tmp_path: Path) -> None:
    release = next(RELEASES.glob("*/config.json")).parent
    damaged = Path(shutil.copytree(release, tmp_path / "damaged"))
    next((damaged / "samples").iterdir()).write_text("no picture")

    with System(tmp_path, releases=[str(damaged)]) as system:
        status = system.process.wait(180)

    assert status == 1
    assert "cannot identify image file" in system.log.read_text().splitlines()[-1]
