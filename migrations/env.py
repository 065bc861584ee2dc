"""Runs the revisions on the gallery's database: the one named by the caller, else by DATABASE_URL."""

from alembic import context
from sqlalchemy import Connection, text

from gallery.database import database_at, for_writing, open_engine
from gallery.settings import database_url
from gallery.tables import Base

TURN = 0x5CE7C42A
"""The name of the lock that migrations of a server hold, one at a time: any number that nobody else uses."""


def run(connection: Connection | None, **how: object) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite alters a table by copying it; and a revision that fails half way must leave nothing behind.
        render_as_batch=True,
        transactional_ddl=True,
        **how,
    )
    with context.begin_transaction():
        if connection is not None and connection.dialect.name == "postgresql":
            # Whoever comes second waits here, and then finds nothing left to do.
            connection.execute(text(f"SELECT pg_advisory_xact_lock({TURN})"))
        context.run_migrations()


url = database_at(context.config.attributes.get("url") or database_url())
if context.is_offline_mode():
    run(None, url=url, literal_binds=True, dialect_opts={"paramstyle": "named"})
else:
    engine = open_engine(url, patient=True)
    with for_writing(engine).connect() as connection:
        run(connection)
    engine.dispose()
