"""The store: what it promises when machines stop and writers meet."""

import os
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from gallery.painting import Wish
from gallery.pictures import encode_sketch
from gallery.store import Fresh


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def store(site):
    return site.state.store


def keep(store):
    blank = encode_sketch(np.full((8, 8), 255, np.uint8))
    dark = encode_sketch(np.zeros((8, 8), np.uint8))
    return store.keep(blank, [Fresh(Wish(1, 2), "tiny-128", dark)], crop=(0, 0, 8))


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


def test_the_same_bytes_are_stored_once(store, data: Path):
    first, _ = keep(store)
    second, _ = keep(store)

    assert first == second
    assert len(list((data / "blobs").rglob("*.png"))) == 2


def test_a_failed_request_leaves_no_row_behind(store):
    blank = encode_sketch(np.full((8, 8), 255, np.uint8))
    fresh = [Fresh(Wish(1, 2), release, blank) for release in ("tiny-128", None)]

    with pytest.raises(IntegrityError, match=r"(?i)not.null"):
        store.keep(blank, fresh, crop=(0, 0, 8))

    with store.database.reading() as session:
        counts = [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("images", "paintings")]
    assert counts == [0, 0]


def test_instants_come_back_in_utc(store):
    _, (kept,) = keep(store)

    assert store.painting(kept.id) == kept
    assert store.painting(kept.id).expires_at.utcoffset().total_seconds() == 0
