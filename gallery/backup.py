"""The whole gallery in a folder, while it runs: first the rows of one moment, then the images they speak of.

The folder is a gallery itself, whatever it was made of: an SQLite file and a folder of images.
"""

import argparse
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, or_, select
from sqlalchemy.orm import Session

from gallery.blobs import Blobs, open_blobs
from gallery.commands import Refused, plainly
from gallery.database import database_at, for_writing
from gallery.folder import Folder
from gallery.settings import blob_url, database_url
from gallery.snapshot import counts, opened, take
from gallery.sweep import forget
from gallery.tables import ArtworkRow, PaintingRow, VariantRow
from gallery.transfer import Faults, names, transfer

DATABASE, IMAGES, MANIFEST = "gallery.db", "blobs", "manifest.json"
FORMAT = 1


def backup(url: str, blobs: Blobs, folder: Path) -> Faults:
    """Write a backup into a new folder; the images of artworks that were lost before. Raises Refused."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is there already and not empty; a backup goes into a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    take(database_at(url), folder / DATABASE)
    with opened(f"sqlite:///{folder / DATABASE}") as copy:
        with copy.connect() as rows:
            faults = transfer(names(rows), blobs, Folder(folder / IMAGES))
        if faults:
            faults = _forget_swept(database_at(url), copy, faults)
        with copy.connect() as rows:
            _write_manifest(folder, rows)
    return faults


def _forget_swept(url: URL, copy: Engine, faults: Faults) -> Faults:
    """Leave out what the running gallery swept while its images were copied; what is left is a loss."""
    with opened(url) as live, live.connect() as rows:
        known = set(names(rows))
    gone = {name.partition(".")[0] for name in [*faults.missing, *faults.damaged] if name not in known}
    with Session(for_writing(copy)) as session, session.begin():
        showing = or_(PaintingRow.picture_sha256.in_(gone), PaintingRow.sketch_sha256.in_(gone))
        of_variants = select(VariantRow.artwork_id).where(VariantRow.image_sha256.in_(gone))
        hung = select(ArtworkRow.painting_id).where(ArtworkRow.id.in_(of_variants))
        paintings = list(session.scalars(select(PaintingRow.id).where(or_(showing, PaintingRow.id.in_(hung)))))
        artworks = list(session.scalars(select(ArtworkRow.id).where(ArtworkRow.painting_id.in_(paintings))))
        forget(session, artworks, paintings, gone, now=datetime.now(UTC))
    return faults.among(known)


def _write_manifest(folder: Path, connection: Connection) -> None:
    """Last of all: a folder without it is half a backup."""
    said = {"format": FORMAT, "made_at": datetime.now(UTC).isoformat(), "rows": counts(connection)}
    with (folder / MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(said, file, indent=2)
        file.flush()
        os.fsync(file.fileno())


def main(arguments: Sequence[str] | None = None) -> int:
    """0, or 1 when images of artworks were lost before; SystemExit with a sentence when there is no backup."""
    parser = argparse.ArgumentParser(
        prog="python -m gallery.backup",
        description="Writes all rows and images of the gallery at DATABASE_URL and BLOB_URL into a new folder; "
        "it may go on running.",
    )
    parser.add_argument("folder", type=Path, help="a folder that does not exist, or is empty")
    folder = parser.parse_args(arguments).folder
    with plainly():
        faults = backup(database_url(), open_blobs(blob_url()), folder)
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["rows"]
    print(f"{folder}: {said['artworks']} artworks, {said['paintings']} paintings, {said['images']} images.")
    if faults:
        print(f"{faults}\nThese were lost before the backup was made; the rest of it is whole.")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
