"""Disks that fill up and come back: nobody is told a lie, and nobody has to restart anything."""

import os

import httpx
import pytest
from sqlalchemy import event

MANY_STROKES = {
    "version": 1,
    "width": 100,
    "height": 100,
    "strokes": [{"tool": "pen", "width": 9, "points": [[1 + i % 50, 2, 0.5, 3] for i in range(5_000)]}],
}
ENOSPC = OSError(28, "No space left on device")


def paint(client: httpx.Client, sketch: bytes = b"ink") -> httpx.Response:
    return client.post("/api/v1/paintings", files={"sketch": ("a", sketch)}, data={"styles": "1,2", "seed": "1"})


def fill(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """From the `at`-th time on that bytes are to reach the disk, there is no room."""
    calls, fsync = [], os.fsync

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) >= at:
            raise ENOSPC
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", full)


@pytest.mark.parametrize("at", range(1, 8))
def test_a_full_disk_is_told_by_name_whenever_it_fills_and_room_is_enough_to_go_on(client, site, at, monkeypatch):
    fill(monkeypatch, at)
    answer = paint(client)

    assert (answer.status_code, answer.json()["type"]) == (507, "/problems/storage-full")
    assert client.get("/api/v1/artworks").status_code == 200
    with site.state.store.database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM paintings").scalar() == 0

    monkeypatch.undo()
    made = paint(client)
    assert made.status_code == 201
    for painting in made.json()["paintings"]:
        assert client.get(painting["url"]).status_code == 200


def test_a_full_disk_hangs_nothing_by_half(client, submission, monkeypatch):
    fill(monkeypatch, 1)
    assert client.post("/api/v1/artworks", json=submission).status_code == 507
    assert client.get("/api/v1/artworks").json()["artworks"] == []

    monkeypatch.undo()
    assert client.post("/api/v1/artworks", json=submission).status_code == 201


def test_a_full_database_is_a_full_disk(client, site, submission):
    database = site.state.store.database
    database.engine.dispose()

    def cramp(connection, _entry) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(database.engine, "connect", cramp)
    answer = client.post("/api/v1/artworks", json={**submission, "alt": "x" * 300, "strokes": MANY_STROKES})
    assert (answer.status_code, answer.json()["type"]) == (507, "/problems/storage-full")
    assert client.get("/api/v1/artworks").json()["artworks"] == []

    event.remove(database.engine, "connect", cramp)
    database.engine.dispose()
    assert client.post("/api/v1/artworks", json=submission).status_code == 201


def test_bytes_that_went_missing_are_not_found_and_told_to_the_log(client, data, artwork, caplog):
    for path in (data / "blobs").rglob("*.webp"):
        path.unlink()

    assert client.get(artwork["painting"]["url"]).status_code == 404
    assert "missing" in caplog.text
