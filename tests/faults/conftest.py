"""Galleries in processes of their own, on either database, that are killed, starved and locked out."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from gallery.database import database_at
from gallery.folder import Folder
from gallery.fsck import check
from gallery.schema import upgrade
from gallery.snapshot import opened
from tests.faults.history import History, complaints

ROOT = Path(__file__).parents[2]


def upload(number: int) -> bytes:
    """A file that no other number has."""
    return random.Random(number).randbytes(4_000)


class Gallery:
    """The process, its data and its address. `start` again after it died goes on with the same data."""

    def __init__(self, folder: Path, database_url: str, port: int) -> None:
        self.folder, self.database_url, self._port = folder, database_url, port
        self.address = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {"DATABASE_URL": database_url, "BLOB_URL": f"file:{folder}/blobs"}
        self.history = History(folder / "history.jsonl")
        self.client = httpx.Client(base_url=self.address, timeout=30)

    def start(self, *dying: str, inside: tuple[str, ...] = ()) -> None:
        """dying: the point and the time at which it kills itself. inside: a command that runs it."""
        command = [*inside, sys.executable, "-m", "tests.faults.victim", str(self._port), *dying]
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "log").read_text()[-3000:]
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            return self.client.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def faults(self) -> list[str]:
        """All that is wrong with what it shows and keeps; it must be running."""
        found = list(complaints(self.history, self.client))
        found += [f"{one.kind}: {one.said}" for one in self.history.operations if one.status == 500]
        with opened(database_at(self.database_url)) as engine:
            images = check(engine, Folder(self.folder / "blobs"), older_than=datetime.now(UTC), sweep=False)
        return [*found, str(images.faults)] if images.faults else found

    def run(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, env=self.environment,
                              capture_output=True, text=True, check=False)  # fmt: skip

    def is_sound(self) -> bool:
        """What the database says of itself."""
        with opened(database_at(self.database_url)) as engine, engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                return connection.scalar(text("PRAGMA integrity_check")) == "ok"
            return connection.scalar(text("SELECT 1")) == 1


@pytest.fixture
def gallery(request: pytest.FixtureRequest, tmp_path: Path, free_port: Callable[[], int]) -> Iterator[Gallery]:
    """On SQLite, or on what a test is parametrized with."""
    url = f"sqlite:///{tmp_path}/gallery.db"
    if getattr(request, "param", "sqlite") == "postgresql":
        server: Any = request.getfixturevalue("postgresql")
        url = server.url(server.create())
        upgrade(database_at(url))
    gallery = Gallery(tmp_path, url, free_port())
    yield gallery
    gallery.client.close()
    if gallery.process.poll() is None:
        gallery.kill()
