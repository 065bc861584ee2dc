"""A backup, into an empty gallery: first the images, then all rows at once. Broken off, it can be run again."""

import argparse
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, inspect

from gallery.backup import DATABASE, FORMAT, IMAGES, MANIFEST
from gallery.belonging import adopt
from gallery.blobs import Blobs, open_blobs
from gallery.commands import Refused, plainly
from gallery.database import database_at
from gallery.folder import Folder
from gallery.schema import bring_up_to_date, upgrade
from gallery.settings import blob_url, database_url
from gallery.snapshot import Counts, counts, opened, put
from gallery.tables import Base, IdentityRow
from gallery.transfer import Faults, names, transfer

NAME = IdentityRow.__table__
"""Of a gallery that was only ever started; it takes on that of the one that is restored."""


def restore(folder: Path, url: str, blobs: Blobs) -> tuple[Counts, Faults]:
    """Fill an empty gallery with a backup: how many rows there are now, and the images that it lacks.

    A database that is behind is migrated, the rows of an older backup with it. Raises Refused.
    """
    target = database_at(url)
    with tempfile.TemporaryDirectory(prefix="restore-") as work, opened(target) as engine:
        _require_empty(engine)
        copy = Path(work) / DATABASE
        _unpack(folder, copy)
        upgrade(target)
        with opened(f"sqlite:///{copy}") as source, source.connect() as rows:
            faults = transfer(names(rows), Folder(folder / IMAGES), blobs)
        put(copy, engine)
        adopt(engine, blobs)
        with engine.connect() as connection:
            return counts(connection), faults


def _require_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        ours = [table for table in Base.metadata.sorted_tables if table.name in there and table is not NAME]
        if any(connection.execute(table.select().limit(1)).first() for table in ours):
            name = engine.url.render_as_string(hide_password=True)
            raise Refused(f"The database {name} has people in it; a backup is restored into an empty one.")


def _unpack(folder: Path, copy: Path) -> None:
    """A copy of the backup's database, as this code wants it. Raises Refused for half a backup."""
    counted = _read_manifest(folder)
    if not (folder / DATABASE).is_file():
        raise Refused(f"{folder} has no {DATABASE}: it is half a backup.")
    shutil.copyfile(folder / DATABASE, copy)
    with closing(sqlite3.connect(copy)) as connection:
        try:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            found = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in counted}
        except sqlite3.DatabaseError as error:
            verdict, found = str(error), {}
    if verdict != "ok" or found != counted:
        raise Refused(f"{folder / DATABASE} is damaged ({verdict}): it is not what its manifest says.")
    bring_up_to_date(f"sqlite:///{copy}")


def _read_manifest(folder: Path) -> Counts:
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        form, rows = said["format"], {str(name): int(count) for name, count in said["rows"].items()}
    except FileNotFoundError:
        raise Refused(f"{folder} has no {MANIFEST}: it is no backup, or half of one.") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"{folder / MANIFEST} cannot be read: {error!r}.") from None
    if form != FORMAT or not all(name.isidentifier() for name in rows):
        raise Refused(f"{folder} is a backup of format {form}; this code reads {FORMAT}.")
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """0, or 1 when the backup lacks images; SystemExit with a sentence when nothing was restored."""
    parser = argparse.ArgumentParser(
        prog="python -m gallery.restore",
        description="Fills the empty gallery at DATABASE_URL and BLOB_URL with a backup. Nothing that is there is "
        "overwritten: a database with anybody in it is refused.",
    )
    parser.add_argument("folder", type=Path, help="what python -m gallery.backup wrote")
    folder = parser.parse_args(arguments).folder
    with plainly():
        rows, faults = restore(folder, database_url(), open_blobs(blob_url()))
    print(f"{rows['artworks']} artworks, {rows['paintings']} paintings and {rows['images']} images are back.")
    if faults:
        print(f"{faults}\nThese the backup does not have; everything else is back.")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
