"""The system as a user starts it, seen from outside: over HTTP, by signals, in the process table."""

import ipaddress
import itertools
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import grpc
import numpy as np
import psutil
import pytest

from tests.faults.history import History, complaints
from tests.faults.visitors import Visitors
from tests.system import ROOT, System, doodle, wait_until

RELEASES = ROOT / "model" / "releases"
PSS_LIMIT_BYTES = 3 * 10**9

pytestmark = [
    pytest.mark.ray,
    pytest.mark.skipif(not any(RELEASES.glob("*/config.json")), reason="model/releases/ is empty: nothing to serve"),
]


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
    assert sum(process.memory_full_info().pss for process in system.processes()) < PSS_LIMIT_BYTES


def test_only_the_public_port_is_reachable_without_a_token(system: System) -> None:
    listening = {where.laddr for process in system.processes() for where in process.net_connections("tcp")
                 if where.status == psutil.CONN_LISTEN}  # fmt: skip
    open_to_all = [where.port for where in listening if not is_loopback(where.ip)]

    assert int(system.address.rpartition(":")[2]) not in open_to_all
    assert [what_a_stranger_is_told(port) for port in open_to_all] == [grpc.StatusCode.UNAUTHENTICATED] * 3


def is_loopback(address: str) -> bool:
    found = ipaddress.ip_address(address)
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def what_a_stranger_is_told(port: int) -> grpc.StatusCode:
    """By the port at which a replica takes calls of other replicas."""
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel, pytest.raises(grpc.RpcError) as refusal:
        channel.unary_unary("/ray.serve.ASGIService/HandleRequest")(b"", timeout=10)
    return refusal.value.code()


def test_who_leaves_with_the_upload_sent_takes_no_place_and_leaves_nothing(system: System) -> None:
    painter = system.replica("Painter")
    painter.suspend()
    for seed in range(50):  # with four paintings each more than three times what has room
        leave_after_sending(system, doodle(seed))
        time.sleep(0.02)
    painter.resume()

    answer = system.paint(99)

    assert answer.status_code == 201, answer.text
    assert not list(system.folder.rglob(".writing-*"))
    wait_until(system.is_ready, 30)


def leave_after_sending(system: System, upload: bytes) -> None:
    host, port = system.address.removeprefix("http://").split(":")
    request = system.client.build_request("POST", "/api/v1/paintings", files={"sketch": upload})
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"POST /api/v1/paintings HTTP/1.1\r\n{head}\r\n".encode() + request.read())


def test_what_was_acknowledged_survives_the_death_of_parts_and_of_everything(system: System) -> None:
    history = History(system.folder / "history")
    numbers = itertools.count(1_000)
    with Visitors(system.address, history, sketch=doodle, people=3, numbers=numbers):
        for part in ("Painter", "Preprocessor"):
            wait_for_more(history)
            system.replica(part).kill()
        wait_for_more(history)
        died = time.monotonic()
        system.kill()

    assert {one.status for one in history.operations if one.ended_s < died} <= {200, 201, 204, 503}
    system.restart()
    assert list(complaints(history, system.client)) == []


def wait_for_more(history: History) -> None:
    """Until two more works hang."""
    hung = len(history.of("submit", "ok"))
    wait_until(lambda: len(history.of("submit", "ok")) > hung + 1, 90)


@pytest.mark.soak  # the tests before it bring back what hung after a harder end than this
def test_what_was_hung_still_hangs_after_a_restart(system: System) -> None:
    painting = system.paint(300).json()["paintings"][0]
    submission = {"painting": painting["id"], "title": "House with sun", "artist": "Ada",
                  "licence": "CC-BY-4.0", "consent_training": False}  # fmt: skip
    waiting = system.client.post("/api/v1/artworks", json=submission).raise_for_status().json()["artwork"]
    hung = system.approve(waiting["id"])

    assert system.stop(signal.SIGTERM) == 0
    system.start()
    system.wait_until_ready()

    found = system.client.get("/api/v1/artworks").json()["artworks"][0]
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
