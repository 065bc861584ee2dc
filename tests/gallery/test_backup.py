"""Out of one gallery and into another, whichever databases and places they have."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from gallery import moderators, sessions
from gallery.backup import backup
from gallery.belonging import name_of
from gallery.blobs import Blobs, open_blobs
from gallery.database import database_at
from gallery.folder import Folder
from gallery.restore import restore
from gallery.settings import blob_url, database_url
from gallery.snapshot import opened
from gallery.sweep import sweep_rows
from gallery.tables import Base
from gallery.transfer import Faults, each, names, read_whole
from gallery.works import utc_now

PEN = {"tool": "pen", "width": 12, "points": [[9, 42.5, 0.5, 0], [81, 43, 1, 16]]}
STROKES = {"version": 1, "width": 90, "height": 90, "strokes": [PEN]}


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def data(data, backend, request, monkeypatch) -> Path:
    """A file beside a folder, or a server beside a bucket."""
    if backend == "postgresql":
        monkeypatch.setenv("BLOB_URL", request.getfixturevalue("bucket"))
    return data


@pytest.fixture
def elsewhere(backend, tmp_path, request) -> Iterator[tuple[str, Blobs]]:
    """An empty gallery of the other kind: its database and its place."""
    if backend == "postgresql":
        yield f"sqlite:///{tmp_path}/elsewhere/gallery.db", Folder(tmp_path / "elsewhere" / "blobs")
        return
    server = request.getfixturevalue("postgresql")
    name = server.create()
    yield server.url(name), open_blobs(request.getfixturevalue("bucket"))
    server.drop(name)


class Hanging:
    """Hangs works through the API; `acknowledged` has the ids of those that are known to hang."""

    def __init__(self, client) -> None:
        self.client = client
        self.acknowledged: list[str] = []

    def hang(self, number: int) -> None:
        asked = {"styles": "1", "seed": str(number)}
        painted = self.client.post("/api/v1/paintings", files={"sketch": ("a.png", b"a doodle")}, data=asked)
        said = {"title": f"새벽 {number}", "artist": "Éva", "licence": "CC0-1.0", "emotion": "calm", "strokes": STROKES}
        answer = self.client.post("/api/v1/artworks", json={"painting": painted.json()["paintings"][0]["id"], **said})
        self.acknowledged.append(answer.json()["artwork"]["id"])


@pytest.fixture
def hanging(client) -> Hanging:
    filled = Hanging(client)
    filled.hang(0)
    client.put(f"/api/v1/artworks/{filled.acknowledged[0]}/like")
    client.post(f"/api/v1/artworks/{filled.acknowledged[0]}/reports", json={"reason": "why"})
    return filled


def saved(folder: Path) -> Path:
    assert not backup(database_url(), open_blobs(blob_url()), folder)
    return folder


def everything(url: str) -> dict[str, list]:
    with opened(database_at(url)) as engine, engine.connect() as connection:
        found = {table.name: connection.execute(table.select()).all() for table in Base.metadata.sorted_tables}
        return {name: sorted(rows, key=str) for name, rows in found.items()}


def lost(url: str, place: Blobs) -> Faults:
    with opened(database_at(url)) as engine, engine.connect() as connection:
        return each(names(connection), lambda name: read_whole(name, place))


def test_all_that_was_there_is_there_again(hanging, data, elsewhere, tmp_path):
    with opened(database_url()) as engine:
        name = name_of(engine)
    before = everything(database_url())

    folder = saved(tmp_path / "backup")
    rows, faults = restore(folder, *elsewhere)

    assert {name for name, kept in before.items() if kept} >= {"artworks", "artwork_variants", "likes", "reports"}
    assert everything(elsewhere[0]) == before
    assert rows == {name: len(kept) for name, kept in before.items()}
    assert not faults
    assert not lost(*elsewhere)
    assert elsewhere[1].owner() == name


def test_moderators_are_kept_and_their_sessions_are_not(site, elsewhere, tmp_path):
    with site.state.store.database.writing() as session:
        assert moderators.add(session, "Mina", "admin", "hash", now=utc_now())
        sessions.begin(session, "mina", now=utc_now())

    rows, _ = restore(saved(tmp_path / "backup"), *elsewhere)

    assert (rows["moderators"], rows["sign_ins"]) == (1, 0)


def test_a_backup_is_a_gallery_itself(hanging, tmp_path):
    folder = saved(tmp_path / "backup")

    assert not lost(f"sqlite:///{folder}/gallery.db", Folder(folder / "blobs"))
    assert {path.name for path in folder.iterdir()} == {"gallery.db", "blobs", "manifest.json"}


def test_all_that_was_acknowledged_before_is_in_a_backup_of_a_running_gallery(hanging, elsewhere, tmp_path):
    stop = threading.Event()

    def go_on() -> None:
        for number in range(1, 1000):
            if stop.is_set():
                return
            hanging.hang(number)

    visitor = threading.Thread(target=go_on)
    visitor.start()
    try:
        before = list(hanging.acknowledged)
        restore(saved(tmp_path / "backup"), *elsewhere)
    finally:
        stop.set()
        visitor.join()

    assert set(before) <= {row.id for row in everything(elsewhere[0])["artworks"]} <= set(hanging.acknowledged)
    assert not lost(*elsewhere)


class SweptWhileRead:
    """A place whose gallery is swept of all that expired before the first image is read."""

    def __init__(self, place: Blobs, store) -> None:
        self._place, self._store = place, store
        self._turn = threading.Lock()

    def read(self, sha256: str, *, ext: str) -> bytes:
        with self._turn:
            while sweep_rows(self._store):
                pass
        return self._place.read(sha256, ext=ext)


def test_what_is_swept_meanwhile_is_left_out(hanging, site, painted, tmp_path):
    store = site.state.store
    store.clock = lambda: utc_now() + timedelta(days=3)

    assert not backup(database_url(), SweptWhileRead(store.blobs, store), tmp_path / "backup")

    copy = f"sqlite:///{tmp_path}/backup/gallery.db"
    assert not lost(copy, Folder(tmp_path / "backup" / "blobs"))
    assert len(everything(copy)["paintings"]) == len(everything(copy)["artworks"]) == 1
