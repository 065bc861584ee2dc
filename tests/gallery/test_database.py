"""Both databases: how they are opened, and what becomes of a request when they are locked, gone or full."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gallery import database, ownership
from gallery.database import database_at, open_engine, sqlite_path
from gallery.outages import is_away, is_full
from gallery.problems import NotFound
from gallery.settings import LocationError
from gallery.submission import Revision
from gallery.works import utc_now


@pytest.fixture
def store(site):
    return site.state.store


@pytest.fixture
def server(request, postgresql):
    """The PostgreSQL that the gallery of this test is on."""
    return postgresql


on_postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@pytest.fixture
def backend(request) -> str:
    return getattr(request, "param", "sqlite")


def assert_busy(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/busy")
    assert answer.headers["retry-after"] == "2"


def test_sqlite_is_opened_so_that_nothing_acknowledged_is_lost(store):
    with store.database.reading() as session:
        values = [session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]

    assert values == ["wal", 2, 1]  # 2: FULL


def test_a_write_takes_sqlites_lock_at_once_and_a_read_takes_none(store):
    said: list[str] = []
    database.event.listen(store.database.engine, "before_cursor_execute", lambda *asked: said.append(asked[2]))

    with store.database.writing() as writer, store.database.reading() as reader:
        writer.connection()
        reader.connection()

    assert said == ["BEGIN IMMEDIATE", "BEGIN"]


def test_writers_of_one_sqlite_process_take_turns(store, monkeypatch):
    monkeypatch.setattr(database, "TURN_TIMEOUT_S", 0.05)

    with store.database.writing(), pytest.raises(TimeoutError), store.database.writing():
        pytest.fail("two writers at once")


@on_postgresql
def test_writers_of_a_server_do_not_wait_for_each_other(store):
    with store.database.writing() as one, store.database.writing() as other:
        assert one.scalar(text("SELECT 1")) == other.scalar(text("SELECT 1"))


@on_postgresql
def test_a_server_is_asked_in_utc_and_not_for_long(store):
    for settings in ({}, {"rolled": "back"}):
        with Session(store.database.engine) as session:
            found = [session.scalar(text(f"SHOW {name}")) for name in ("timezone", "lock_timeout", "statement_timeout")]
            if settings:
                session.rollback()
        assert found == ["UTC", "5s", "8s"]


@on_postgresql
def test_a_server_that_dies_is_busy_and_is_found_again_once_it_is_back(client, server, submission):
    server.stop()
    try:
        for answer in (client.get("/api/v1/artworks"), client.post("/api/v1/artworks", json=submission)):
            assert_busy(answer)
        assert client.get("/readyz").json()["reasons"] == ["The database does not answer."]
        assert client.get("/healthz").status_code == 200
    finally:
        server.start()

    assert client.get("/readyz").status_code == 200
    assert client.post("/api/v1/artworks", json=submission).status_code == 201


@on_postgresql
def test_a_table_that_somebody_locks_is_busy_and_reading_goes_on(client, site, submission, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", ("lock_timeout = 50",))
    hasty = open_engine(site.state.store.database.engine.url)
    with site.state.store.database.engine.begin() as locking:
        locking.execute(text("LOCK TABLE artworks IN EXCLUSIVE MODE"))
        with pytest.raises(DBAPIError) as refusal, hasty.begin() as other:
            other.execute(text("LOCK TABLE artworks IN ROW EXCLUSIVE MODE"))
        assert client.get("/api/v1/artworks").status_code == 200
    hasty.dispose()

    assert is_away(refusal.value)
    assert client.post("/api/v1/artworks", json=submission).status_code == 201


@on_postgresql
@pytest.mark.parametrize(
    ("condition", "full", "away"),
    [("disk_full", True, True), ("read_only_sql_transaction", False, True), ("admin_shutdown", False, True),
     ("query_canceled", False, True), ("deadlock_detected", False, True), ("too_many_connections", False, True),
     ("division_by_zero", False, False), ("not_null_violation", False, False)],
)  # fmt: skip
def test_what_a_server_says_is_told_apart(store, condition, full, away):
    raising = text(f"DO $$ BEGIN RAISE EXCEPTION 'so' USING ERRCODE = '{condition}'; END $$")

    with pytest.raises(DBAPIError) as failure, store.database.writing() as session:
        session.execute(raising)

    assert (is_full(failure.value), is_away(failure.value)) == (full, away)


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)
def test_of_many_who_hang_one_painting_one_does(visit, site, submission, backend):
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: visit(site).post("/api/v1/artworks", json=submission).status_code, range(6)))

    assert sorted(answers) == [201] + [409] * 5


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)
def test_every_like_of_many_at_once_is_counted(visit, site, artwork, backend):
    address = f"/api/v1/artworks/{artwork['id']}"
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: visit(site).put(f"{address}/like").status_code, range(12)))

    assert answers == [204] * 12
    assert visit(site).get(address).json()["likes"] == 12


@on_postgresql
def test_a_work_that_is_taken_down_stays_down_whoever_changes_it_at_that_moment(site, client, submission):
    said = client.post("/api/v1/artworks", json=submission).json()
    artwork_id, token = said["artwork"]["id"], said["edit_token"]
    store = site.state.store

    def change() -> None:
        with store.database.writing() as session:
            row = ownership.owned(session, artwork_id, token)
            ownership.revise(row, Revision(title="New"), now=utc_now(), level="check")

    with ThreadPoolExecutor(1) as other:
        with store.database.writing() as session:
            ownership.withdraw(ownership.owned(session, artwork_id, token), now=utc_now())
            session.flush()
            changing = other.submit(change)
            with pytest.raises(TimeoutError):
                changing.result(0.3)
        with pytest.raises(NotFound):
            changing.result()

    assert client.get(f"/api/v1/artworks/{artwork_id}").status_code == 404


@pytest.mark.parametrize("url", ["", "gallery.db", "mysql://db/gallery", "postgresql+psycopg2://db/g", "oracle://x"])
def test_a_database_that_is_neither_is_refused(url):
    with pytest.raises(LocationError, match="DATABASE_URL must"):
        open_engine(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_server_may_be_named_as_people_name_it(scheme):
    assert database_at(f"{scheme}://me@db/gallery").drivername == "postgresql+psycopg"
    assert sqlite_path(database_at(f"{scheme}://me@db/gallery")) is None


def test_a_file_may_be_named_with_its_driver():
    assert sqlite_path(database_at("sqlite+pysqlite:///data/g.db")) == Path("data/g.db")


def test_a_gallery_in_a_file_needs_no_driver_for_servers():
    code = "import sys; sys.modules['psycopg'] = None; sys.modules['obstore'] = None; import gallery.site"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
