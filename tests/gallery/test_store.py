"""The store: what it promises when machines stop and writers meet."""

import os
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import event, text

from gallery import database
from gallery.blobs import Blobs
from gallery.pictures import encode_sketch
from gallery.store import Fresh


@pytest.fixture
def store(site):
    return site.state.store


def keep(store):
    blank = encode_sketch(np.full((8, 8), 255, np.uint8))
    dark = encode_sketch(np.zeros((8, 8), np.uint8))
    return store.keep(blank, [Fresh(style=1, seed=2, release="tiny-128", picture=dark)], crop=(0, 0, 8))


def test_bytes_are_on_disk_under_their_name_before_a_row_speaks_of_them(store, monkeypatch):
    steps: list[str] = []

    def recorded(name: str, does):
        def wrapper(*args, **kwargs):
            steps.append(name)
            return does(*args, **kwargs)

        return wrapper

    monkeypatch.setattr(os, "fsync", recorded("fsync", os.fsync))
    monkeypatch.setattr(os, "replace", recorded("rename", os.replace))
    event.listen(store.database.engine, "begin", lambda connection: steps.append("begin"))
    event.listen(store.database.engine, "commit", lambda connection: steps.append("commit"))

    keep(store)

    # For each image: a new folder's parent, the file, the rename, the folder; then one transaction.
    image = ["fsync", "fsync", "rename", "fsync"]
    assert steps == [*image, *image, "begin", "commit"]


def test_a_write_that_fails_leaves_no_file_behind(tmp_path, monkeypatch):
    blobs = Blobs(f"file:{tmp_path}")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (tmp_path / "4e").mkdir()
    with pytest.raises(OSError, match="No space left"):
        blobs.add(b"hello world, again", ext="png")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_same_bytes_are_stored_once(store, data: Path):
    first, _ = keep(store)
    second, _ = keep(store)

    assert first == second
    assert len(list((data / "blobs").rglob("*.png"))) == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "/x", "0" * 63 + "\n"])
def test_only_a_hash_names_a_blob(tmp_path, name):
    with pytest.raises(FileNotFoundError):
        Blobs(f"file:{tmp_path}").read(name, ext="png")


def test_blobs_live_in_a_folder(tmp_path):
    with pytest.raises(ValueError, match="BLOB_URL"):
        Blobs("s3://bucket")


def test_sqlite_is_opened_so_that_nothing_acknowledged_is_lost(store):
    with store.database.reading() as session:
        values = [session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]

    assert values == ["wal", 2, 1]  # 2: FULL


def test_a_write_takes_its_lock_at_once_and_a_read_takes_none(store):
    said: list[str] = []
    event.listen(store.database.engine, "before_cursor_execute", lambda *asked: said.append(asked[2]))

    with store.database.writing() as writer, store.database.reading() as reader:
        writer.connection()
        reader.connection()

    assert said == ["BEGIN IMMEDIATE", "BEGIN"]


def test_a_failed_request_leaves_no_row_behind(store):
    blank = encode_sketch(np.full((8, 8), 255, np.uint8))
    fresh = [Fresh(style=1, seed=2, release=release, picture=blank) for release in ("tiny-128", None)]

    with pytest.raises(Exception, match="NOT NULL"):
        store.keep(blank, fresh, crop=(0, 0, 8))

    with store.database.reading() as session:
        counts = [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("images", "paintings")]
    assert counts == [0, 0]


def test_instants_come_back_in_utc(store):
    _, (kept,) = keep(store)

    assert store.painting(kept.id) == kept
    assert store.painting(kept.id).expires_at.utcoffset().total_seconds() == 0


def test_writers_of_one_process_take_turns(store, monkeypatch):
    monkeypatch.setattr(database, "TURN_TIMEOUT_S", 0.05)

    with store.database.writing(), pytest.raises(TimeoutError), store.database.writing():
        pytest.fail("two writers at once")
