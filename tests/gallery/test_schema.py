"""The chain of revisions, and who may run it."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.engine import make_url

from gallery import schema
from gallery.database import open_engine
from gallery.schema import PROJECT, SchemaAhead, SchemaBehind, bring_up_to_date, is_current
from gallery.tables import Base

SEED = (
    "INSERT INTO images VALUES ('s', 'png', 256, 256, 1), ('p', 'webp', 512, 512, 2)",
    "INSERT INTO paintings VALUES ('one', 'p', 's', -1, 0, 9, 4, 17, 'r', '2026-01-01', '2026-01-02')",
    "INSERT INTO artworks VALUES ('a', 'one', 'approved', '새벽', 'Mina', NULL, '', 'CC0-1.0', 1, NULL, '[]',"
    " '[]', 3, 'hash', '2026-01-01', '2026-01-01')",
    "INSERT INTO artwork_variants VALUES ('a', 320, 'p')",
    "INSERT INTO likes VALUES ('a', 'v', '2026-01-01')",
    "INSERT INTO reports VALUES ('r', 'a', 'why', '2026-01-01')",
)


@pytest.fixture
def url(tmp_path) -> str:
    return f"sqlite:///{tmp_path}/new/gallery.db"


@pytest.fixture
def connection(url):
    bring_up_to_date(url)
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


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def test_a_new_database_gets_the_tables_of_the_code(connection):
    context = MigrationContext.configure(connection, opts={"compare_type": True})

    assert compare_metadata(context, Base.metadata) == []
    assert is_current(connection.engine)


def test_constraints_and_indexes_have_the_names_of_the_convention(connection):
    def names(metadata: MetaData) -> set[str]:
        kept = [table for table in metadata.sorted_tables if table.name != "alembic_version"]
        return {str(part.name) for table in kept for part in (*table.constraints, *table.indexes)}

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


def test_the_chain_has_one_head():
    assert len(ScriptDirectory.from_config(Config(toml_file=PROJECT)).get_heads()) == 1


def test_many_that_start_at_once_migrate_once(url):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(bring_up_to_date, [url] * 4))

    engine = open_engine(url)
    assert is_current(engine)
    engine.dispose()


def test_a_current_database_is_left_alone(connection, url):
    seed(connection)

    bring_up_to_date(url)

    assert connection.scalar(text("SELECT count(*) FROM artworks")) == 1


def test_a_database_ahead_of_the_code_is_named(connection, url):
    connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    connection.commit()

    with pytest.raises(SchemaAhead, match=r"gallery\.db is ahead of this code \(revision 9999\)"):
        bring_up_to_date(url)


def test_another_database_that_is_behind_is_named_with_the_command_to_run(url, monkeypatch):
    # Stands in for a server: SQLite that the code takes for something else.
    monkeypatch.setattr(schema, "sqlite_path", lambda parsed: None)
    open_engine(url).dispose()

    with pytest.raises(SchemaBehind, match=r"gallery\.db is behind\. Run: alembic upgrade head"):
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

    subprocess.run([sys.executable, "-m", "gallery.schema"], check=True, cwd=PROJECT.parent)

    engine = open_engine(url)
    assert is_current(engine)
    engine.dispose()
