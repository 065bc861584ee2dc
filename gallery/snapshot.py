"""All rows of a gallery at one moment, as an SQLite file, whatever database they are in; and back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, delete, func, select

from gallery.database import for_writing, open_engine, sqlite_path
from gallery.schema import bring_up_to_date
from gallery.tables import Base, IdentityRow

_ROWS = 100
"""In memory at once: an artwork's strokes may be 2 MB."""

Counts = dict[str, int]


@contextmanager
def opened(url: str | URL) -> Iterator[Engine]:
    """An engine for work that takes its time, closed afterwards."""
    engine = open_engine(url, patient=True)
    try:
        yield engine
    finally:
        engine.dispose()


def take(url: URL, file: Path) -> None:
    """Write the database of `url` to a new file, without moderators' sessions; it may go on being used.

    Raises SchemaBehind, SchemaAhead, FileNotFoundError, and the database's own exceptions.
    """
    path = sqlite_path(url)
    if path is None:
        _copy_server(url, file)
    else:
        _copy_file(path, file)
    bring_up_to_date(f"sqlite:///{file}")
    # A server of readers only, or a read-only disk, could not open a file that is in WAL mode.
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        # A session that has been ended since would come back with them.
        copy.execute("DELETE FROM sign_ins")
        copy.commit()
    Path(f"{file}.lock").unlink(missing_ok=True)


def put(file: Path, target: Engine) -> None:
    """Write all rows of a snapshot into a database that has the tables and nobody in them: all, or none."""
    with opened(f"sqlite:///{file}") as source, source.connect() as rows, for_writing(target).begin() as connection:
        connection.execute(delete(IdentityRow))  # a gallery that was started once has a name already
        copy_rows(rows, connection)


def counts(connection: Connection) -> Counts:
    """How many rows each table has."""
    tables = Base.metadata.sorted_tables
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def copy_rows(source: Connection, target: Connection) -> None:
    """Every row of every table, those first that others refer to."""
    for table in Base.metadata.sorted_tables:
        rows = source.execution_options(yield_per=_ROWS).execute(select(table))
        for batch in rows.mappings().partitions():
            target.execute(table.insert(), [dict(row) for row in batch])


def _copy_file(path: Path, file: Path) -> None:
    if not path.exists():
        raise FileNotFoundError(f"there is no database {path}")
    # All pages in one step: one moment of the database, also while somebody writes.
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)


def _copy_server(url: URL, file: Path) -> None:
    bring_up_to_date(str_url := url.render_as_string(hide_password=False))
    bring_up_to_date(f"sqlite:///{file}")
    with opened(str_url) as source, opened(f"sqlite:///{file}") as copy:
        # One moment of the database, however long the reading takes.
        moment = source.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with moment.connect() as rows, for_writing(copy).begin() as connection:
            copy_rows(rows, connection)
