"""python -m gallery.export_drawings --out FOLDER: the drawings that may teach the painters.

They are what `model.prepare --drawings` reads: stroke JSON v1 or, where no strokes came along, a PNG of the prepared
sketch, each named by its artwork, and there only while that hangs and its consent to training stands. A second run
takes away what was withdrawn, hidden or refused since, and writes what is missing. Strokes that do not draw the sketch,
which is what moderators saw, are left out.
"""

import argparse
import fcntl
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session

from gallery.blobs import Blobs, open_blobs
from gallery.commands import Refused, plainly
from gallery.database import database_at
from gallery.inking import compare, has_ink
from gallery.schema import SchemaBehind, is_current
from gallery.settings import blob_url, database_url
from gallery.snapshot import opened
from gallery.tables import ArtworkRow, DrawingRow, ImageRow, PaintingRow
from gallery.visibility import is_public

_OURS = re.compile(r"([A-Za-z0-9_-]{22})\.(json|png)")
_HALF = re.compile(rf"\.{_OURS.pattern}\.part")


@dataclass
class Exported:
    """kept: files that were right already; missing: artworks whose sketch has lost its bytes (see gallery.fsck);
    differing: artworks whose strokes draw something else than their sketch."""

    written: int = 0
    kept: int = 0
    removed: int = 0
    missing: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)


def export(engine: Engine, blobs: Blobs, folder: Path) -> Exported:
    """Bring a folder in line with what people agreed to; nothing else in it is touched."""
    done = Exported()
    with Session(engine) as session:
        # First what must not stay, so that a run that breaks off has done the more important half.
        allowed = sorted(session.scalars(_allowed(ArtworkRow.id)))
        there = _tidied(folder, set(allowed), done)
        for artwork_id in allowed:
            session.rollback()  # a run may take hours: no snapshot is kept open, and a mind may change meanwhile
            if artwork_id in there:
                done.kept += 1
            else:
                _write(session, blobs, folder, artwork_id, done)
    return done


def _allowed(*columns: object) -> Select:
    return select(*columns).where(is_public(), ArtworkRow.consent_training)


def _tidied(folder: Path, allowed: set[str], done: Exported) -> set[str]:
    there = set()
    for path in list(folder.iterdir()):
        if _HALF.fullmatch(path.name):
            path.unlink()
        elif (ours := _OURS.fullmatch(path.name)) and ours[1] not in allowed:
            path.unlink()
            done.removed += 1
        elif ours:
            there.add(ours[1])
    return there


def _write(session: Session, blobs: Blobs, folder: Path, artwork_id: str, done: Exported) -> None:
    query = _allowed(DrawingRow.strokes, ImageRow.sha256, ImageRow.ext).where(ArtworkRow.id == artwork_id)
    query = query.join(ArtworkRow.painting).join(PaintingRow.sketch).outerjoin(ArtworkRow.drawing)
    row = session.execute(query).one_or_none()
    if row is None:
        return
    strokes, sha256, ext = row
    try:
        sketch = blobs.read(sha256, ext=ext)
    except FileNotFoundError:
        done.missing.append(artwork_id)
        return
    if not (strokes and has_ink(strokes)):
        _put(folder / f"{artwork_id}.{ext}", sketch)
    elif compare(strokes, sketch).is_the_same:
        _put(folder / f"{artwork_id}.json", json.dumps(strokes, separators=(",", ":")).encode())
    else:
        done.differing.append(artwork_id)
        return
    done.written += 1


def _put(path: Path, data: bytes) -> None:
    """All of it or nothing, whenever the power fails."""
    half = path.with_name(f".{path.name}.part")
    with half.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Refused(f"Another export is at work in {folder}.") from None
    finally:
        os.close(handle)


def main(arguments: Sequence[str] | None = None) -> int:
    """0, or 1 when a drawing has lost its bytes; SystemExit with a sentence when nothing can be exported."""
    parser = argparse.ArgumentParser(
        prog="python -m gallery.export_drawings",
        description="Writes the drawings whose artists agreed to training and that hang in the gallery at DATABASE_URL "
        "and BLOB_URL, and removes those of earlier runs that may not be used any more.",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where they go, a file a drawing")
    folder = parser.parse_args(arguments).out
    with plainly(), opened(database_at(database_url())) as engine, _alone_in(folder):
        if not is_current(engine):
            raise SchemaBehind("The database's schema is not the one of this code.")
        done = export(engine, open_blobs(blob_url()), folder)
    for artwork_id in done.missing:
        print(f"missing: the sketch of artwork {artwork_id}")
    for artwork_id in done.differing:
        print(f"left out: the strokes of artwork {artwork_id} do not draw its sketch", file=sys.stderr)
    left_out = f", {len(done.differing)} left out" if done.differing else ""
    print(f"{done.written} written, {done.kept} kept, {done.removed} removed{left_out}.")
    return 1 if done.missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
