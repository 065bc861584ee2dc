"""Whether rows and images belong together: a check of the whole gallery, which may go on running."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select

from gallery.belonging import FOREIGN, adopt, belong
from gallery.blobs import SHARDS, Blobs, Found, is_blob_name, open_blobs
from gallery.commands import Refused, plainly
from gallery.database import database_at
from gallery.schema import SchemaBehind, is_current
from gallery.settings import blob_url, database_url
from gallery.snapshot import opened
from gallery.sweep import GRACE
from gallery.tables import ImageRow
from gallery.transfer import Faults, each, read_whole


@dataclass
class Findings:
    """images: how many rows were looked at; strays: files that no row speaks of, and that nobody is writing."""

    images: int = 0
    faults: Faults = field(default_factory=Faults)
    strays: list[Found] = field(default_factory=list)
    swept: int = 0


def check(engine: Engine, blobs: Blobs, *, older_than: datetime, sweep: bool) -> Findings:
    """Look at every image; with `sweep`, delete the strays that were last written before `older_than`."""
    all_of_it = Findings()
    for shard in SHARDS:
        _check_shard(engine, blobs, shard, older_than, all_of_it)
    if sweep:
        all_of_it.swept = sum(blobs.remove(stray, older_than=older_than) for stray in all_of_it.strays)
    return all_of_it


def _check_shard(engine: Engine, blobs: Blobs, shard: str, older_than: datetime, findings: Findings) -> None:
    # Files before rows: what is written in between has a row by then, and is young besides.
    files = list(blobs.listing(shard))
    rows = _rows(engine, shard)
    faults = each(sorted(rows), lambda name: read_whole(name, blobs))
    # The sweep of the running gallery may just have taken both.
    faults = faults.among(_rows(engine, shard)) if faults else faults
    findings.images += len(rows)
    findings.faults.missing += faults.missing
    findings.faults.damaged += faults.damaged
    findings.strays += [one for one in files if one.name not in rows and one.written_at < older_than]


def _rows(engine: Engine, shard: str) -> set[str]:
    # Hex digits come before hex letters in every collation, so that a range is a shard.
    in_shard = ImageRow.sha256.between(shard, shard + "f" * 62)
    with engine.connect() as connection:
        rows = connection.execute(select(ImageRow.sha256, ImageRow.ext).where(in_shard))
        return {f"{sha256}.{ext}" for sha256, ext in rows}


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every row has its image, else 1; SystemExit with a sentence when that cannot be told."""
    parser = argparse.ArgumentParser(
        prog="python -m gallery.fsck",
        description="Reads every image of the gallery at DATABASE_URL and BLOB_URL and names those that are missing, "
        "those whose bytes have changed, and files that no row speaks of.",
    )
    parser.add_argument("--sweep", action="store_true", help="delete the files that no row speaks of")
    parser.add_argument(
        "--adopt", action="store_true", help="make these images this database's, if another gallery's was there before"
    )
    parser.add_argument(
        "--grace-s",
        type=int,
        default=int(GRACE.total_seconds()),
        metavar="SECONDS",
        help="how long ago a file was last written before it is one of them: longer than any upload takes; "
        "default: %(default)s",
    )
    asked = parser.parse_args(arguments)
    if asked.grace_s < 0:
        parser.error("--grace-s: seconds cannot be less than 0")
    older_than = datetime.now(UTC) - timedelta(seconds=asked.grace_s)
    with plainly(), opened(database_at(database_url())) as engine:
        if not is_current(engine):
            raise SchemaBehind("The database's schema is not the one of this code.")
        blobs = open_blobs(blob_url())
        if asked.adopt:
            adopt(engine, blobs)
        if asked.sweep and not belong(engine, blobs):
            raise Refused(FOREIGN)
        findings = check(engine, blobs, older_than=older_than, sweep=asked.sweep)
    _tell(findings, swept=asked.sweep)
    return 1 if findings.faults else 0


def _tell(findings: Findings, *, swept: bool) -> None:
    if findings.faults:
        print(findings.faults)
    for stray in findings.strays:
        print(f"{'stray' if is_blob_name(stray.name) else 'left over'}: {stray.path}")
    told = f"; {findings.swept} deleted" if swept else ""
    faults = findings.faults
    print(
        f"{findings.images} images: {len(faults.missing)} missing, {len(faults.damaged)} damaged; "
        f"{len(findings.strays)} files that no row speaks of{told}."
    )


if __name__ == "__main__":
    raise SystemExit(main())
