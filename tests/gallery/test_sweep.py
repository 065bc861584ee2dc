"""What nobody owns goes, and nothing else does."""

import asyncio
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from gallery import caretaker, sweep
from gallery.blobs import digest
from gallery.works import utc_now

LONG_AGO = time.time() - 10 * 86_400


on_both = pytest.mark.parametrize("backend", ["sqlite", "postgresql"])


@pytest.fixture
def swept(portal, site):
    """Sweeps, as long after now as is said."""

    def swept(**ahead: float) -> None:
        site.state.store.clock = lambda: utc_now() + timedelta(**ahead)
        portal.call(caretaker.sweep, site.state.store)

    return swept


def rows(site) -> dict[str, int]:
    names = ("images", "paintings", "artworks", "artwork_variants", "likes", "reports", "answers")
    with site.state.store.database.reading() as session:
        return {name: session.scalar(text(f"SELECT count(*) FROM {name}")) for name in names}


def files(data: Path) -> set[str]:
    return {path.name for path in (data / "blobs").rglob("*.*")}


def name_of(url: str) -> str:
    return url.rpartition("/")[2]


@on_both
def test_paintings_that_nobody_hung_go_with_their_images(swept, site, data, painted):
    swept(days=1, minutes=59)
    assert rows(site)["paintings"] == 2

    swept(days=1, hours=1, seconds=2)

    assert (rows(site)["paintings"], rows(site)["images"], files(data)) == (0, 0, set())


def test_what_hangs_stays_with_all_its_images(swept, client, site, data, painted, artwork):
    variants = [variant["url"] for variant in artwork["painting"]["variants"]]
    images = [artwork["painting"]["url"], artwork["sketch"]["url"], *variants]

    swept(days=30)

    assert rows(site)["paintings"] == 1
    assert files(data) == {name_of(url) for url in images}
    assert [client.get(url).status_code for url in images] == [200] * 5
    assert client.get(f"/api/v1/artworks/{artwork['id']}").json() == artwork


@on_both
def test_what_was_taken_down_goes_for_good_a_day_later(swept, client, site, data, submission):
    hung = client.post("/api/v1/artworks", json=submission).json()
    address, mine = f"/api/v1/artworks/{hung['artwork']['id']}", {"Authorization": f"Bearer {hung['edit_token']}"}
    client.put(f"{address}/like")
    client.post(f"{address}/reports", json={"reason": "x"})
    client.delete(address, headers=mine)

    swept(hours=23)
    assert client.get(address, headers=mine).json()["status"] == "withdrawn"
    swept(days=2)

    assert client.get(address, headers=mine).status_code == 404
    assert set(rows(site).values()) == {0}
    assert files(data) == set()


@pytest.mark.parametrize("status", ["pending", "hidden"])
def test_what_waits_for_a_moderator_or_was_hidden_by_one_stays(swept, site, artwork, status):
    with site.state.store.database.writing() as session:
        session.execute(text("UPDATE artworks SET status = :status"), {"status": status})

    swept(days=30)

    assert (rows(site)["artworks"], rows(site)["paintings"], rows(site)["images"]) == (1, 1, 5)


def test_bytes_that_two_paintings_share_stay_while_one_is_there(swept, client, site, data, doodle):
    def paint() -> dict:
        form = {"files": {"sketch": ("a", doodle)}, "data": {"styles": "1", "seed": "7"}}
        return client.post("/api/v1/paintings", **form).json()["paintings"][0]

    first = paint()
    site.state.store.clock = lambda: utc_now() + timedelta(hours=12)
    second = paint()
    assert first["url"] == second["url"]

    swept(days=1, hours=2)

    assert rows(site)["paintings"] == 1
    assert client.get(first["url"]).status_code == 200


def test_bytes_that_were_written_again_meanwhile_are_left_to_whoever_needs_them(swept, site, data, painted):
    name = name_of(painted["paintings"][0]["url"])
    path = data / "blobs" / name[:2] / name
    soon = time.time() + 86_400 + 3_600
    os.utime(path, (soon, soon))

    swept(days=1, hours=1, seconds=2)

    assert files(data) == {name}


@on_both
def test_a_sketch_that_nothing_was_painted_of_goes_too(swept, client, site, data, painters, doodle):
    painters.clumsy = {1}
    form = {"files": {"sketch": ("a", doodle)}, "data": {"styles": "1"}}
    client.post("/api/v1/paintings", headers={"Accept": "text/event-stream"}, **form)
    swept(hours=12)
    assert len(files(data)) == 1

    swept(days=1, seconds=1)

    assert (rows(site)["images"], files(data)) == (0, set())


def test_bytes_that_no_row_speaks_of_go_when_they_are_old(swept, data, painted):
    stray, young = (digest(words) + ".png" for words in (b"stray", b"young"))
    for name in (stray, young):
        (data / "blobs" / name[:2]).mkdir(exist_ok=True)
        (data / "blobs" / name[:2] / name).write_bytes(b"x")
    os.utime(data / "blobs" / stray[:2] / stray, (LONG_AGO, LONG_AGO))
    before = files(data)

    swept()

    assert files(data) == before - {stray}


def test_what_is_no_file_of_ours_is_never_touched(swept, data, painted):
    for name in ("notes.txt", "0" * 63 + ".png"):
        (data / "blobs" / "00").mkdir(parents=True, exist_ok=True)
        (data / "blobs" / "00" / name).write_text("mine")
        os.utime(data / "blobs" / "00" / name, (LONG_AGO, LONG_AGO))

    swept()

    assert {"notes.txt", "0" * 63 + ".png"} <= files(data)


def test_answers_that_nobody_asks_for_again_are_forgotten(swept, client, site, doodle):
    client.post("/api/v1/paintings", files={"sketch": ("a", doodle)}, headers={"Idempotency-Key": "k"})

    swept(hours=23)
    assert rows(site)["answers"] == 1
    swept(days=1, seconds=1)
    assert rows(site)["answers"] == 0


@on_both
def test_more_than_one_batch_is_swept(swept, site, data, painted, monkeypatch):
    monkeypatch.setattr(sweep, "BATCH", 1)

    swept(days=2)

    assert (rows(site)["paintings"], files(data)) == (0, set())


def test_the_caretaker_sweeps_at_intervals_and_survives_a_bad_hour(portal, site, monkeypatch, caplog):
    calls = []

    async def sweeping(store: object) -> None:
        calls.append(store)
        if len(calls) == 1:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(caretaker, "sweep", sweeping)

    async def watch() -> None:
        house = asyncio.ensure_future(caretaker.keep_house(site.state.store, 0.01))
        while len(calls) < 3:
            await asyncio.sleep(0.01)
        house.cancel()
        await asyncio.gather(house, return_exceptions=True)

    portal.call(watch)
    assert "the sweep was not finished" in caplog.text


def test_an_open_site_is_swept(portal, site, monkeypatch):
    swept = asyncio.Event()

    async def sweeping(store: object) -> None:
        swept.set()

    monkeypatch.setattr(caretaker, "sweep", sweeping)

    async def open_and_close() -> None:
        async with site.router.lifespan_context(site):
            await asyncio.wait_for(swept.wait(), 10)

    portal.call(open_and_close)
