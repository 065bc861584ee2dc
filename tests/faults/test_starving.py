"""A gallery whose database is locked or whose disk is full says so, and goes on by itself."""

import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.faults.conftest import Gallery, upload
from tests.faults.visitors import hang

DISK = "8m"


def paint(gallery: Gallery, number: int) -> httpx.Response:
    form = {"files": {"sketch": ("a.png", upload(number))}, "data": {"styles": "1"}}
    return gallery.client.post("/api/v1/paintings", **form)


@contextmanager
def locked(gallery: Gallery) -> Iterator[None]:
    """Somebody else is writing, and does not come to an end."""
    with closing(sqlite3.connect(gallery.folder / "gallery.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_short_lock_is_waited_for(gallery: Gallery, soak: bool) -> None:
    gallery.start()
    answers: list[httpx.Response] = []

    with locked(gallery):
        asking = threading.Thread(target=lambda: answers.append(paint(gallery, 1)))
        asking.start()
        time.sleep(3 if soak else 1)
        assert answers == []
    asking.join(30)

    assert [answer.status_code for answer in answers] == [201]


def test_a_long_lock_is_busy_and_reading_goes_on(gallery: Gallery) -> None:
    gallery.start()
    painting = paint(gallery, 1).json()["paintings"][0]["id"]

    with locked(gallery), ThreadPoolExecutor() as pool:
        asked = [pool.submit(paint, gallery, 2), pool.submit(hang, gallery.client, gallery.history, painting, "sky")]
        assert gallery.client.get("/api/v1/artworks").json()["artworks"] == []
        assert gallery.client.get("/").status_code == 200

        refused = [future.result() for future in asked]

    assert (refused[0].status_code, refused[1].status) == (503, 503)
    assert "retry-after" in refused[0].headers
    assert hang(gallery.client, gallery.history, painting, "sea").outcome == "ok"
    assert gallery.faults() == []


@pytest.fixture
def small_disk(gallery: Gallery) -> tuple[str, ...]:
    """A command that runs another one with a small disk under the gallery's folder, invisible to all others."""
    script = f'mount -t tmpfs -o size={DISK} tmpfs "{gallery.folder}" && exec "$@"'
    inside = ("unshare", "--mount", "sh", "-c", script, "sh")
    if shutil.which("unshare") is None or subprocess.run([*inside, "true"], capture_output=True).returncode:
        pytest.skip("mounting a disk takes Linux and root")
    return inside


def test_a_full_disk_is_told_and_enough_room_is_enough(gallery: Gallery, small_disk: tuple[str, ...]) -> None:
    gallery.start(inside=small_disk)
    seen = Path(f"/proc/{gallery.process.pid}/root{gallery.folder}")
    kept = paint(gallery, 0).json()["paintings"][0]["id"]
    assert hang(gallery.client, gallery.history, kept, "before").outcome == "ok"
    room = os.statvfs(seen)
    (seen / "ballast").write_bytes(bytes(max(room.f_bavail * room.f_bsize - 100_000, 0)))

    answers = [paint(gallery, number) for number in range(1, 12)]

    statuses = [answer.status_code for answer in answers]
    assert set(statuses) <= {201, 507}
    assert statuses[-1] == 507
    assert gallery.client.get("/api/v1/artworks").json()["artworks"][0]["title"] == "before"
    assert not list((seen / "blobs").rglob(".writing-*"))

    (seen / "ballast").unlink()
    painting = paint(gallery, 99).json()["paintings"][0]["id"]
    assert hang(gallery.client, gallery.history, painting, "after").outcome == "ok"
    gallery.folder = Path(shutil.copytree(seen, gallery.folder / "seen"))
    gallery.database_url = f"sqlite:///{gallery.folder}/gallery.db"
    assert gallery.faults() == []
