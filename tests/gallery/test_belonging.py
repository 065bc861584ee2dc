"""Images outlive a database that was named by mistake: nothing of another gallery's is swept."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from gallery import backup, caretaker, fsck, restore
from gallery.belonging import adopt, belong, name_of
from gallery.blobs import open_blobs
from gallery.schema import bring_up_to_date
from gallery.settings import blob_url
from gallery.snapshot import opened
from gallery.works import utc_now


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def sweep(portal, site):
    """Sweeps the gallery of the fixtures, ten days after all that was done there."""

    def swept() -> None:
        site.state.store.clock = lambda: utc_now() + timedelta(days=10)
        portal.call(caretaker.sweep, site.state.store)

    return swept


@pytest.fixture
def mistaken(tmp_path, monkeypatch):
    """Another database than the one whose images are at BLOB_URL, which the environment names from now on."""
    url = f"sqlite:///{tmp_path}/mistaken.db"
    bring_up_to_date(url)
    monkeypatch.setenv("DATABASE_URL", url)
    with opened(url) as engine:
        yield engine


def images(data: Path) -> set[str]:
    return {path.name for path in (data / "blobs").glob("??/*")}


def grow_old(data: Path) -> None:
    for path in (data / "blobs").glob("??/*"):
        os.utime(path, (time.time() - 99_999,) * 2)


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_a_place_remembers_whose_it_is(kind, tmp_path, request):
    place = open_blobs(f"file:{tmp_path}/blobs" if kind == "folder" else request.getfixturevalue("bucket"))
    assert place.owner() is None

    for name in ("the first", "the second"):
        place.own(name)
        assert place.owner() == name

    with pytest.raises(FileNotFoundError):
        place.read("owner", ext="png")
    assert [found for shard in ("ow", "00") for found in place.listing(shard)] == []


def test_a_gallery_owns_the_place_it_was_first_in(site, data, artwork, sweep, mistaken):
    engine, blobs = site.state.store.database.engine, site.state.store.blobs
    sweep()

    assert belong(engine, blobs)
    assert not belong(mistaken, blobs)
    assert blobs.owner() == name_of(engine) != name_of(mistaken)


def test_an_empty_place_is_anybodys(mistaken, tmp_path):
    assert belong(mistaken, open_blobs(f"file:{tmp_path}/new"))


def test_images_of_before_places_had_owners_go_to_the_database_that_knows_them(site, artwork, mistaken):
    engine, blobs = site.state.store.database.engine, site.state.store.blobs
    assert blobs.owner() is None

    assert not belong(mistaken, blobs)
    assert belong(engine, blobs)


def test_fronts_that_start_at_once_are_one_gallery(site):
    engine = site.state.store.database.engine

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(name_of, [engine] * 8))) == 1


@pytest.mark.parametrize("owned", [True, False])
def test_a_database_named_by_mistake_loses_nothing(
    open_site, portal, data, artwork, sweep, monkeypatch, tmp_path, caplog, owned
):
    if owned:
        sweep()
    there = images(data)
    grow_old(data)
    url = f"sqlite:///{tmp_path}/mistaken.db"
    bring_up_to_date(url)
    monkeypatch.setenv("DATABASE_URL", url)

    portal.call(caretaker.sweep, open_site().state.store)

    assert images(data) == there
    assert "belong to another gallery" in caplog.text


def test_sweeping_by_hand_takes_saying_that_the_other_gallery_is_gone(data, artwork, sweep, mistaken, capsys):
    sweep()
    grow_old(data)

    with pytest.raises(SystemExit, match="belong to another gallery"):
        fsck.main(["--sweep"])
    assert len(images(data)) == 5
    assert fsck.main(["--sweep", "--adopt"]) == 0
    assert images(data) == set()
    assert belong(mistaken, open_blobs(blob_url()))


def test_a_gallery_that_was_started_once_takes_a_backup_and_its_name(site, artwork, tmp_path, monkeypatch):
    name = name_of(site.state.store.database.engine)
    assert backup.main([str(tmp_path / "backup")]) == 0
    url = f"sqlite:///{tmp_path}/started.db"
    bring_up_to_date(url)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("BLOB_URL", f"file:{tmp_path}/started")
    with opened(url) as engine:
        adopt(engine, open_blobs(blob_url()))

        assert restore.main([str(tmp_path / "backup")]) == 0

        assert name_of(engine) == name
        assert belong(engine, open_blobs(blob_url()))
