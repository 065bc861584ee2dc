"""The chain of revisions, and who may run it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from gallery import schema, search
from gallery.database import database_at, open_engine
from gallery.schema import PROJECT, SchemaAhead, SchemaBehind, bring_up_to_date, is_current, upgrade
from gallery.tables import ArtworkRow, Base, DrawingRow

SEED = (
    "INSERT INTO images (sha256, ext, width, height, bytes) VALUES ('s', 'png', 256, 256, 1),"
    " ('p', 'webp', 512, 512, 2)",
    "INSERT INTO paintings (id, picture_sha256, sketch_sha256, crop_x, crop_y, crop_side, style, seed, release,"
    " created_at, expires_at) VALUES ('one', 'p', 's', -1, 0, 9, 4, 17, 'r', '2026-01-01', '2026-01-02')",
    "INSERT INTO artworks (id, painting_id, status, title, artist, alt, licence, consent_training, offered_styles,"
    " palette, likes, edit_token_sha256, created_at, updated_at) VALUES ('a', 'one', 'approved', '새벽', 'Éva', '',"
    " 'CC0-1.0', true, '[]', '[]', 3, 'hash', '2026-01-01', '2026-01-01')",
    "INSERT INTO artwork_variants (artwork_id, width, image_sha256) VALUES ('a', 320, 'p')",
    "INSERT INTO likes VALUES ('a', 'v', '2026-01-01')",
    "INSERT INTO reports (id, artwork_id, reason, created_at) VALUES ('r', 'a', 'why', '2026-01-01')",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> Iterator[str]:
    """A database that is empty yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/gallery.db"
        return
    server = request.getfixturevalue("postgresql")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def connection(url):
    upgrade(database_at(url))
    engine = open_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def config(url: str) -> Config:
    alembic = Config(toml_file=PROJECT)
    alembic.attributes["url"] = make_url(url)
    return alembic


def seed(connection: Connection) -> None:
    for statement in SEED:
        connection.execute(text(statement))
    connection.commit()


def is_of_the_search(name: str) -> bool:
    """What each database has in its own way, beside the tables."""
    return name.startswith(("artwork_grams", "artwork_places", "ix_artworks_grams"))


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def test_a_new_database_gets_the_tables_of_the_code(connection):
    opts = {"compare_type": True, "include_object": lambda _, name, *about: not is_of_the_search(name)}
    context = MigrationContext.configure(connection, opts=opts)

    assert compare_metadata(context, Base.metadata) == []
    assert is_current(connection.engine)


def test_constraints_and_indexes_have_the_names_of_the_convention(connection):
    def names(metadata: MetaData) -> set[str]:
        beside = {name for name in metadata.tables if name == "alembic_version" or is_of_the_search(name)}
        kept = [table for table in metadata.sorted_tables if table.name not in beside]
        called = {str(part.name) for table in kept for part in (*table.constraints, *table.indexes)}
        return {name for name in called if not is_of_the_search(name)}

    migrated = MetaData()
    migrated.reflect(connection)

    assert names(migrated) == names(Base.metadata)


def test_revisions_go_down_and_up_again_with_people_in_the_gallery(connection, url):
    seed(connection)

    command.downgrade(config(url), "base")
    assert tables(connection) == {"alembic_version"}
    connection.rollback()
    command.upgrade(config(url), "head")

    seed(connection)
    assert connection.scalar(text("SELECT title FROM artworks")) == "새벽"


def test_each_revision_goes_down_and_up_again_and_loses_nobody(connection, url):
    def people() -> list:
        """All that the first revision knows of, in whatever order its columns are."""
        asked = ("id, title, artist, likes FROM artworks", "artwork_id, reason FROM reports", "* FROM likes")
        found = [connection.execute(text(f"SELECT {columns}")).all() for columns in asked]
        connection.rollback()  # a reader that stays would keep the next revision waiting
        return found

    seed(connection)
    before = people()
    for script in list(ScriptDirectory.from_config(config(url)).walk_revisions())[:-1]:
        command.downgrade(config(url), script.down_revision)
        assert people() == before
    for script in reversed(list(ScriptDirectory.from_config(config(url)).walk_revisions())):
        command.upgrade(config(url), script.revision)
    assert people() == before


def test_works_that_hang_already_can_be_found_afterwards(connection, url):
    seed(connection)
    command.downgrade(config(url), "0001")
    connection.rollback()

    command.upgrade(config(url), "head")

    found = connection.execute(text("SELECT style, artist_key, search FROM artworks")).one()
    assert found == (4, "eva", "새벽\neva\n")
    assert connection.scalar(text("SELECT visitor_sha256 FROM reports")) == "r"


def test_works_that_hang_already_have_a_colour_and_are_found_by_parts_of_words(connection, url):
    seed(connection)
    palette = '["#f2efe9", "#3a6fc4", "#23221f", "#f2efe9", "#f2efe9"]'
    connection.execute(text(f"UPDATE artworks SET palette = '{palette}', search = '새벽 eva'"))
    connection.commit()
    command.downgrade(config(url), "0004")
    connection.rollback()

    command.upgrade(config(url), "head")

    assert connection.scalar(text("SELECT colour FROM artworks")) == "blue"
    assert connection.execute(text("SELECT width, format FROM artwork_variants")).all() == [(320, "webp")]
    with Session(connection) as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "WALKS", ())
        found = [search.first_ids(session, [word], [], [ArtworkRow.id], limit=1) for word in ("벽", "va", "av")]
    assert found == [["a"], ["a"], []]


@pytest.mark.parametrize(
    ("status", "log", "keeps_it"),
    [
        ("approved", "", True),
        ("pending", "", False),
        ("hidden", "hide", False),
        ("hidden", "approve", True),
        ("pending", "restore", True),
    ],
)
def test_what_was_seen_by_everybody_keeps_its_place_on_the_wall(connection, url, status, log, keeps_it):
    seed(connection)
    connection.execute(text(f"UPDATE artworks SET status = '{status}'"))
    line = f"INSERT INTO moderation_log VALUES ('l', '2026-01-03', 'Mina', '{log}', 'a', '', '')"
    connection.execute(text(line if log else "SELECT 1"))
    connection.commit()
    command.downgrade(config(url), "0003")
    connection.rollback()

    command.upgrade(config(url), "head")

    kept = connection.execute(text("SELECT created_at, hung_at FROM artworks")).one()
    assert kept.hung_at == (kept.created_at if keeps_it else None)


def test_strokes_move_to_a_table_of_their_own_and_back(connection, url):
    seed(connection)
    command.downgrade(config(url), "0007")
    connection.execute(text("""UPDATE artworks SET strokes = '{"version": 1}'"""))
    connection.commit()

    command.upgrade(config(url), "head")
    with Session(connection) as session:
        assert [(row.artwork_id, row.strokes) for row in session.scalars(select(DrawingRow))] == [("a", {"version": 1})]

    command.downgrade(config(url), "0007")
    assert json.loads(str(connection.scalar(text("SELECT CAST(strokes AS TEXT) FROM artworks")))) == {"version": 1}


def test_the_chain_has_one_head():
    assert len(ScriptDirectory.from_config(Config(toml_file=PROJECT)).get_heads()) == 1


def test_many_that_start_at_once_migrate_once(tmp_path):
    url = f"sqlite:///{tmp_path}/new/gallery.db"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(bring_up_to_date, [url] * 4))

    engine = open_engine(url)
    assert is_current(engine)
    engine.dispose()


def test_migrations_of_a_server_wait_for_each_other(postgresql):
    name = postgresql.create()
    environment = os.environ | {"DATABASE_URL": postgresql.url(name)}
    command = [sys.executable, "-m", "alembic", "upgrade", "head"]
    jobs = [subprocess.Popen(command, cwd=PROJECT.parent, env=environment) for _ in range(2)]

    assert [job.wait() for job in jobs] == [0, 0]
    postgresql.drop(name)


def test_a_current_database_is_left_alone(connection, url):
    seed(connection)

    bring_up_to_date(url)

    assert connection.scalar(text("SELECT count(*) FROM artworks")) == 1


def test_a_server_that_is_behind_is_named_with_the_command_to_run(postgresql):
    name = postgresql.create()

    with pytest.raises(SchemaBehind, match=rf"{name}\?host=\S+ is behind\. Run: alembic upgrade head"):
        bring_up_to_date(postgresql.url(name))
    postgresql.drop(name)


def test_a_database_ahead_of_the_code_is_named(connection, url):
    connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    connection.commit()

    with pytest.raises(SchemaAhead, match=r"gallery\S+ is ahead of this code \(revision 9999\)"):
        bring_up_to_date(url)


def test_a_password_is_never_part_of_the_message(monkeypatch):
    monkeypatch.setattr(schema, "_is_current_at", lambda url: False)

    with pytest.raises(SchemaBehind) as refusal:
        bring_up_to_date("postgresql://gallery:s3cret@db.example/gallery")

    assert "db.example" in str(refusal.value)
    assert "s3cret" not in str(refusal.value)


def test_a_database_in_memory_is_refused():
    with pytest.raises(ValueError, match="forgets everything"):
        bring_up_to_date("sqlite://")


def test_the_module_migrates_from_the_command_line(url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)

    done = subprocess.run([sys.executable, "-m", "gallery.schema"], cwd=PROJECT.parent, capture_output=True, text=True)

    engine = open_engine(url)
    is_a_file = url.startswith("sqlite")
    assert (is_current(engine), done.returncode == 0) == (is_a_file, is_a_file)
    assert is_a_file or "Run: alembic upgrade head" in done.stderr
    engine.dispose()
