"""The database: one engine, two kinds of transaction.

SQLite is opened so that nothing acknowledged is lost and no writer fails for a reader: WAL,
synchronous=FULL, and writes that take their lock at BEGIN (a read that turns into a write could not
wait for it, whatever busy_timeout says).
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import BoundedSemaphore

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_MS = 5_000  # for a lock that another process holds
TURN_TIMEOUT_S = 5
# Starlette's thread pool has 40 threads; each may hold a connection.
POOL_SIZE, POOL_OVERFLOW, POOL_TIMEOUT_S = 5, 35, 5

PRAGMAS = (
    f"busy_timeout = {BUSY_TIMEOUT_MS}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
)


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite URL; None for every other database. Raises ValueError for one in memory."""
    if url.get_backend_name() != "sqlite":
        return None
    if url.database in {None, "", ":memory:"}:
        raise ValueError("a gallery in memory forgets everything; name a file in DATABASE_URL")
    return Path(str(url.database))


def open_engine(url: str | URL) -> Engine:
    """An engine for `url`; for SQLite the file's folder is made."""
    parsed = make_url(url)
    path = sqlite_path(parsed)
    engine = create_engine(parsed, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW, pool_timeout=POOL_TIMEOUT_S)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions take SQLite's write lock when they begin."""
    return engine.execution_options(writes=True)


class Database:
    """Sessions to read with and sessions to write with.

    Leaving `writing()` commits, an exception inside rolls back.
    """

    def __init__(self, url: str | URL):
        self.engine = open_engine(url)
        self._readers = sessionmaker(self.engine)
        self._writers = sessionmaker(for_writing(self.engine))
        one_at_a_time = self.engine.dialect.name == "sqlite"
        self._turn = BoundedSemaphore(1 if one_at_a_time else POOL_SIZE + POOL_OVERFLOW)

    def reading(self) -> AbstractContextManager[Session]:
        return self._readers.begin()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Raises TimeoutError when the writers before did not come to an end in time."""
        # SQLite's own waiting is a poll that the unlucky lose; writers of one process queue here instead.
        if not self._turn.acquire(timeout=TURN_TIMEOUT_S):
            raise TimeoutError("no turn to write")
        try:
            with self._writers.begin() as session:
                yield session
        finally:
            self._turn.release()

    def close(self) -> None:
        self.engine.dispose()


def _set_up_sqlite(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    # None: the driver begins nothing by itself; `_begin_sqlite` says BEGIN instead.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("writes", False)
    connection.execute(text("BEGIN IMMEDIATE" if immediate else "BEGIN"))
