"""Whether the database has the tables that this code was written for, and making it so.

A laptop's SQLite is brought up to date by whoever starts first. Any other database is altered only
by a person who said so.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import URL

from gallery.database import database_at, open_engine, sqlite_path
from gallery.settings import database_url

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
COMMAND = "alembic upgrade head"


class SchemaError(RuntimeError):
    """The database and this code do not belong together."""


class SchemaBehind(SchemaError):
    """Revisions are missing; the message names the database and the command to run."""


class SchemaAhead(SchemaError):
    """The database has revisions that this code does not know."""


def is_current(engine: Engine) -> bool:
    """Whether every revision has been applied, and no other: one small query."""
    return _revisions(engine) == {_chain().get_current_head()}


def bring_up_to_date(url: str) -> None:
    """Migrate an SQLite database that is behind, under a lock between processes.

    Raises SchemaBehind for any other database that is behind, SchemaAhead for one of a newer gallery.
    """
    parsed = database_at(url)
    path = sqlite_path(parsed)
    if path is None:
        _refuse_unless_current(parsed)
        return
    with _lock_beside(path):
        upgrade(parsed)


def upgrade(url: URL) -> None:
    """Migrate any database that is behind. Raises SchemaAhead for one of a newer gallery."""
    if not _is_current_at(url):
        command.upgrade(_config(url), "head")


def _refuse_unless_current(url: URL) -> None:
    if not _is_current_at(url):
        name = url.render_as_string(hide_password=True)
        raise SchemaBehind(f"The database {name} is behind. Run: {COMMAND}")


def _is_current_at(url: URL) -> bool:
    engine = open_engine(url)
    try:
        applied = _revisions(engine)
    finally:
        engine.dispose()
    unknown = applied - {script.revision for script in _chain().walk_revisions()}
    if unknown:
        name = url.render_as_string(hide_password=True)
        raise SchemaAhead(
            f"The database {name} is ahead of this code (revision {', '.join(sorted(unknown))}). "
            "Run the newer release of the gallery, or downgrade the database with it."
        )
    return applied == {_chain().get_current_head()}


def _revisions(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


def _config(url: URL | None = None) -> Config:
    config = Config(toml_file=PROJECT)
    if url is not None:
        config.attributes["url"] = url
    return config


@cache
def _chain() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


@contextmanager
def _lock_beside(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{path}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file closes, also by a crash
        yield


if __name__ == "__main__":
    try:
        bring_up_to_date(database_url())
    except SchemaError as error:
        raise SystemExit(str(error)) from None
