"""Ways from one public work to others, and what else of them is public: their strokes, and that they are there."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import exists, func, select, tuple_
from sqlalchemy.orm import Session

from gallery import ownership
from gallery.phrases import Phrase
from gallery.problems import NotFound
from gallery.records import WITH_PICTURES, artwork_of, find_artwork
from gallery.store import Store
from gallery.tables import ArtworkRow, DrawingRow
from gallery.visibility import is_public
from gallery.visitors import Visitor
from gallery.works import Artwork

_ORDER = (ArtworkRow.hung_at, ArtworkRow.id)


class Browsing:
    """Reads what leads from work to work."""

    def __init__(self, store: Store):
        self._database = store.database

    def strokes(self, artwork_id: str, *, token: str | None = None, visitor: Visitor | None = None) -> dict[str, Any]:
        """The strokes of a drawing as they were sent; seen by whoever sees the work. Raises NotFound."""
        with self._database.reading() as session:
            row = find_artwork(session, artwork_id)
            ownership.require_sight(row, token, visitor)
            drawing = session.get(DrawingRow, row.id)
            if drawing is None:
                raise NotFound(Phrase("The strokes of this drawing were not kept."))
            return drawing.strokes

    def has_strokes(self, artwork_id: str) -> bool:
        """Whether a drawing can be replayed; without reading its strokes, which may be long."""
        with self._database.reading() as session:
            return bool(session.scalar(select(exists().where(DrawingRow.artwork_id == artwork_id))))

    def beside(self, artwork: Artwork) -> tuple[Artwork | None, Artwork | None]:
        """On the wall: the next newer work, and the next older one. Of one that never hung: nothing."""
        if artwork.hung_at is None:
            return None, None
        here = (artwork.hung_at, artwork.id)
        with self._database.reading() as session:
            newer = select(ArtworkRow).where(is_public(), tuple_(*_ORDER) > here).order_by(*_ORDER)
            older = select(ArtworkRow).where(is_public(), tuple_(*_ORDER) < here)
            found = newer, older.order_by(*(column.desc() for column in _ORDER))
            rows = [session.scalars(query.limit(1).options(*WITH_PICTURES)).one_or_none() for query in found]
            before, after = (row and artwork_of(row) for row in rows)
            return before, after

    def months(self) -> Sequence[tuple[int, int]]:
        """Years and months from that of the newest work back to that of the oldest."""
        with self._database.reading() as session:
            ends = [_at(session, newest) for newest in (True, False)]
        return list(_back(*ends)) if None not in ends else []

    def hung_in(self, year: int, month: int, *, limit: int) -> Sequence[tuple[str, datetime]]:
        """Ids of the works of a month and when they changed last, the newest first."""
        start, end = datetime(year, month, 1, tzinfo=UTC), datetime(*_following(year, month), 1, tzinfo=UTC)
        query = select(ArtworkRow.id, ArtworkRow.updated_at).where(
            is_public(), ArtworkRow.hung_at >= start, ArtworkRow.hung_at < end
        )
        with self._database.reading() as session:
            return [(id, at) for id, at in session.execute(query.order_by(ArtworkRow.hung_at.desc()).limit(limit))]


def _at(session: Session, newest: bool) -> datetime | None:
    edge = func.max if newest else func.min
    return session.scalar(select(edge(ArtworkRow.hung_at)).where(is_public()))


def _back(newest: datetime, oldest: datetime) -> Iterator[tuple[int, int]]:
    year, month = newest.year, newest.month
    while (year, month) >= (oldest.year, oldest.month):
        yield year, month
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def _following(year: int, month: int) -> tuple[int, int]:
    return (year, month + 1) if month < 12 else (year + 1, 1)
