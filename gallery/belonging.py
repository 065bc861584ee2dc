"""Whose images a place keeps: it remembers the gallery whose database was there first.

What no row speaks of is swept. To a database that was named by mistake, or begun anew, every image is that.
"""

from collections.abc import Sequence
from itertools import chain, islice

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from gallery.blobs import SHARDS, Blobs, is_blob_name
from gallery.database import for_writing
from gallery.records import insert_once
from gallery.tables import IdentityRow, ImageRow
from gallery.works import random_id

FOREIGN = (
    "The images at BLOB_URL belong to another gallery than the database at DATABASE_URL: what no row speaks of is not "
    "swept. If one of the two is named by mistake, set it right; if that other gallery is gone for good, "
    "`python -m gallery.fsck --adopt` makes its images this one's."
)

_SOME = 200


def belong(engine: Engine, blobs: Blobs) -> bool:
    """Whether the images of a place are this database's. Raises OSError as `blobs` does.

    Those of a place that nobody owns become so if there are none, or if the database knows any of the first.
    """
    mine, owner = name_of(engine), blobs.owner()
    if owner is None and _is_familiar(engine, _some(blobs)):
        adopt(engine, blobs)
        return True
    return owner == mine


def adopt(engine: Engine, blobs: Blobs) -> None:
    """The images of a place are this database's from now on, whoever's they were."""
    blobs.own(name_of(engine))


def name_of(engine: Engine) -> str:
    """The gallery's own name, for ever the same."""
    known = select(IdentityRow.name)
    with Session(engine) as session:
        name = session.scalar(known)
    if name is None:
        with Session(for_writing(engine)) as session, session.begin():
            insert_once(session, IdentityRow, only=1, name=random_id())
            name = session.scalars(known).one()  # another front may have been first
    return name


def _some(blobs: Blobs) -> Sequence[str]:
    found = chain.from_iterable(map(blobs.listing, SHARDS))
    return [one.name.partition(".")[0] for one in islice(found, _SOME) if is_blob_name(one.name)]


def _is_familiar(engine: Engine, images: Sequence[str]) -> bool:
    """Whether there are none, or the database knows at least one of them."""
    known = select(ImageRow.sha256).where(ImageRow.sha256.in_(images)).limit(1)
    with Session(engine) as session:
        return not images or session.scalar(known) is not None
