"""What nobody owns any more: paintings that nobody hung, artworks taken down, and images of neither.

Rows go before bytes, and bytes only when nobody wrote them lately: whoever is about to need them has.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from gallery import sessions
from gallery.blobs import Found, path_of
from gallery.store import Store
from gallery.tables import (
    AnswerRow,
    ArtworkRow,
    ConsentRow,
    DrawingRow,
    HangingRow,
    ImageRow,
    LikeRow,
    PaintingRow,
    ReportRow,
    VariantRow,
)

BATCH = 200
"""Rows of a kind in one transaction: others want to write too."""

GRACE = timedelta(hours=1)
"""Longer than any request; a painting that expired in somebody's hands can still be hung by them."""


def sweep_rows(store: Store) -> bool:
    """Delete one batch of rows and their bytes; whether there was anything to delete."""
    now = store.clock()
    with store.database.writing() as session:
        session.execute(delete(AnswerRow).where(AnswerRow.expires_at <= now))
        sessions.sweep(session, now=now)
        artworks = _withdrawn(session, now - store.life)
        paintings = _expired(session, now - GRACE) + _paintings_of(session, artworks)
        held = _held_in_vain(session, now)
        freed = forget(session, artworks, paintings, held, now=now)
    for sha256, ext in freed:
        store.blobs.remove(Found(path_of(f"{sha256}.{ext}"), now), older_than=now - GRACE)
    return bool(artworks or paintings or freed)


def sweep_strays(store: Store, shard: str) -> int:
    """Delete the bytes of a shard that no row speaks of, as writers that were killed leave them; how many."""
    older_than = store.clock() - GRACE
    old = [found for found in store.blobs.listing(shard) if found.written_at < older_than]
    return sum(store.blobs.remove(found, older_than=older_than) for found in _unknown(store, old))


def _unknown(store: Store, found: list[Found]) -> Iterable[Found]:
    for start in range(0, len(found), BATCH):
        batch = found[start : start + BATCH]
        with store.database.reading() as session:
            named = ImageRow.sha256.in_([one.name.partition(".")[0] for one in batch])
            rows = session.execute(select(ImageRow.sha256, ImageRow.ext).where(named))
            known = {f"{sha256}.{ext}" for sha256, ext in rows}
        yield from (one for one in batch if one.name not in known)


# Of several that sweep at once, each takes what the others have not: PostgreSQL locks rows, SQLite the file.


def _expired(session: Session, before: datetime) -> list[str]:
    hung = select(ArtworkRow.id).where(ArtworkRow.painting_id == PaintingRow.id).exists()
    query = select(PaintingRow.id).where(PaintingRow.expires_at <= before, ~hung).limit(BATCH)
    return list(session.scalars(query.with_for_update(skip_locked=True)))


def _withdrawn(session: Session, before: datetime) -> list[str]:
    query = select(ArtworkRow.id).where(ArtworkRow.status == "withdrawn", ArtworkRow.updated_at <= before)
    return list(session.scalars(query.limit(BATCH).with_for_update(skip_locked=True)))


def _held_in_vain(session: Session, now: datetime) -> set[str]:
    """Sketches of which nothing was painted."""
    query = select(ImageRow.sha256).where(ImageRow.held_until <= now, ~_is_used(now)).limit(BATCH)
    return set(session.scalars(query.with_for_update(skip_locked=True)))


def _paintings_of(session: Session, artworks: list[str]) -> list[str]:
    return list(session.scalars(select(ArtworkRow.painting_id).where(ArtworkRow.id.in_(artworks))))


def forget(
    session: Session, artworks: list[str], paintings: list[str], images: set[str], *, now: datetime
) -> list[tuple[str, str]]:
    """Delete artworks and paintings with all that is about them, and those of their images and of `images`
    that nothing else uses; sha256 and extension of the images deleted."""
    images = images | _images_of(session, artworks, paintings)
    _delete(session, artworks, paintings)
    return _delete_unused(session, images, now)


def _images_of(session: Session, artworks: list[str], paintings: list[str]) -> set[str]:
    shown = select(PaintingRow.picture_sha256, PaintingRow.sketch_sha256).where(PaintingRow.id.in_(paintings))
    of_variants = session.scalars(select(VariantRow.image_sha256).where(VariantRow.artwork_id.in_(artworks)))
    return {sha256 for pair in session.execute(shown) for sha256 in pair} | set(of_variants)


def _delete(session: Session, artworks: list[str], paintings: list[str]) -> None:
    for kind in (ConsentRow, DrawingRow, HangingRow, LikeRow, ReportRow, VariantRow):
        session.execute(delete(kind).where(kind.artwork_id.in_(artworks)))
    session.execute(delete(ArtworkRow).where(ArtworkRow.id.in_(artworks)))
    session.execute(delete(PaintingRow).where(PaintingRow.id.in_(paintings)))


def _delete_unused(session: Session, images: set[str], now: datetime) -> list[tuple[str, str]]:
    """Delete those of the images that nothing uses; their sha256 and extension."""
    query = select(ImageRow.sha256, ImageRow.ext).where(ImageRow.sha256.in_(images), ~_is_used(now))
    unused = [(sha256, ext) for sha256, ext in session.execute(query)]
    session.execute(delete(ImageRow).where(ImageRow.sha256.in_([sha256 for sha256, _ in unused])))
    return unused


def _is_used(now: datetime) -> ColumnElement[bool]:
    shown = or_(PaintingRow.picture_sha256 == ImageRow.sha256, PaintingRow.sketch_sha256 == ImageRow.sha256)
    in_painting = select(PaintingRow.id).where(shown).exists()
    in_variant = select(VariantRow.artwork_id).where(VariantRow.image_sha256 == ImageRow.sha256).exists()
    is_held = and_(ImageRow.held_until.is_not(None), ImageRow.held_until > now)
    return or_(in_painting, in_variant, is_held)
