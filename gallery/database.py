"""The database: one engine, two kinds of transaction.

SQLite is opened so that nothing acknowledged is lost and no writer fails for a reader: WAL,
synchronous=FULL, and writes that take their lock at BEGIN (a read that turns into a write could not
wait for it, whatever busy_timeout says). PostgreSQL is told not to wait longer than a visitor would,
and a connection that died in the pool is replaced before anybody uses it.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import BoundedSemaphore
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from gallery.settings import LocationError

BUSY_TIMEOUT_MS = 5_000  # for a lock that another process holds
TURN_TIMEOUT_S = 5
# Starlette's thread pool has 40 threads; each may hold a connection. SQLite's are files, PostgreSQL's
# are processes, of which a server has a hundred for all fronts together.
POOL_SIZE, POOL_TIMEOUT_S = 5, 5
OVERFLOW = {"sqlite": 35, "postgresql": 10}

PRAGMAS = (
    f"busy_timeout = {BUSY_TIMEOUT_MS}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
)
PATIENCE = (
    f"lock_timeout = {BUSY_TIMEOUT_MS}",
    "statement_timeout = 8000",
    "idle_in_transaction_session_timeout = 60000",
)
"""What a server's session keeps to, in milliseconds; the last frees the locks of a front that hangs."""

WIRE = {"connect_timeout": 3, "tcp_user_timeout": 8_000, "keepalives_idle": 30, "application_name": "sketch2art"}
"""libpq's: seconds to connect, milliseconds of silence after which a server is gone."""


def database_at(url: str | URL) -> URL:
    """The URL with its driver. Raises LocationError for what is neither SQLite nor PostgreSQL, or lacks its driver."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise LocationError("DATABASE_URL must look like sqlite:///file or postgresql://user@host/name") from None
    if parsed.drivername in {"postgres", "postgresql"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise LocationError(f"DATABASE_URL must begin with sqlite:// or postgresql://, not {parsed.drivername}://")
    if parsed.get_backend_name() == "postgresql" and find_spec("psycopg") is None:
        raise LocationError("DATABASE_URL names PostgreSQL; its driver is missing: pip install 'sketch2art[postgres]'")
    return parsed


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite URL; None for every other database. Raises LocationError for one in memory."""
    if url.get_backend_name() != "sqlite":
        return None
    if url.database in {None, "", ":memory:"}:
        raise LocationError("a gallery in memory forgets everything; name a file in DATABASE_URL")
    return Path(str(url.database))


def open_engine(url: str | URL, *, patient: bool = False) -> Engine:
    """An engine for `url`; for SQLite the file's folder is made. Raises LocationError as `database_at`.

    patient: for work that nobody waits for (migrations, copies): only connecting has a time limit.
    """
    parsed = database_at(url)
    path = sqlite_path(parsed)
    backend = parsed.get_backend_name()
    pool: dict[str, Any] = {"pool_size": POOL_SIZE, "max_overflow": OVERFLOW[backend], "pool_timeout": POOL_TIMEOUT_S}
    if path is None:
        engine = create_engine(parsed, **pool, pool_pre_ping=True, connect_args=WIRE)
        event.listen(engine, "connect", _set_up_postgresql(() if patient else PATIENCE))
    else:
        engine = create_engine(parsed, **pool)
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
        backend = self.engine.dialect.name
        self._turn = BoundedSemaphore(1 if backend == "sqlite" else POOL_SIZE + OVERFLOW[backend])

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


def _set_up_postgresql(patience: tuple[str, ...]) -> Callable[[DBAPIConnection, ConnectionPoolEntry], None]:
    def set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        with connection.cursor() as cursor:
            for setting in ("timezone = 'UTC'", *patience):
                cursor.execute(f"SET {setting}")
        connection.commit()  # a setting made in a transaction that rolls back is gone

    return set_up


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("writes", False)
    connection.execute(text("BEGIN IMMEDIATE" if immediate else "BEGIN"))
