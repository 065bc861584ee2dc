"""What the database says about works that are to be seen in rooms: only what arranging needs to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from gallery.rooms import Wishes, Work
from gallery.tables import ArtworkRow, HangingRow, ImageRow, PaintingRow, RoomRow
from gallery.visibility import is_public

NEWEST, MOST_LIKED = 36, 24
"""How many works are on view where no curator chooses; the cost does not grow with the gallery."""


@dataclass(frozen=True)
class Chosen:
    """Works that nobody chose by hand. since: when the oldest of them was hung."""

    works: tuple[Work, ...]
    since: datetime | None


@dataclass(frozen=True)
class ArrangedRoom:
    """A room as a curator left it, of what is still to be seen in it. titles: by language."""

    titles: Mapping[str, str]
    theme: Mapping[str, str]
    works: tuple[Work, ...]

    def wishes(self, of_all: Mapping[str, str]) -> Wishes:
        """What is wished for this room, where nothing is of all rooms."""
        wished = {**of_all, **self.theme}
        return Wishes(wished.get("wall"), wished.get("ambience"))


@dataclass(frozen=True)
class Count:
    """How many rooms and works of an exhibition are to be seen. cover: id of its first work."""

    rooms: int
    works: int
    cover: str | None


def newest_and_most_liked(session: Session) -> Chosen:
    """Approved works, of both kinds together at most NEWEST + MOST_LIKED."""
    approved = _facts().where(is_public())
    newest = approved.order_by(ArtworkRow.hung_at.desc(), ArtworkRow.id.desc()).limit(NEWEST)
    order = (ArtworkRow.likes.desc(), ArtworkRow.hung_at.desc(), ArtworkRow.id.desc())
    liked = approved.where(ArtworkRow.likes > 0).order_by(*order).limit(MOST_LIKED)
    rows = {row.id: row for query in (newest, liked) for row in session.execute(query)}
    chosen = sorted(rows.values(), key=lambda row: row.id)
    since = min((row.hung_at for row in chosen), default=None)
    return Chosen(tuple(_work(row) for row in chosen), since)


def works_of(session: Session, ids: Sequence[str]) -> list[Work]:
    """Those of the artworks that are approved, in no particular order."""
    found = session.execute(_facts(ArtworkRow.status).where(ArtworkRow.id.in_(ids)))
    return [_work(row) for row in found if row.status == "approved"]


def hung_in(session: Session, exhibition_id: str) -> Sequence[ArrangedRoom]:
    """The rooms of an exhibition in which something is to be seen, in their order, with the works in theirs."""
    rooms = select(RoomRow).where(RoomRow.exhibition_id == exhibition_id).order_by(RoomRow.position, RoomRow.id)
    hung: dict[str, list[Work]] = {}
    for row in session.execute(_hung(exhibition_id)):
        hung.setdefault(row.room_id, []).append(_work(row))
    return [
        ArrangedRoom(room.titles, room.theme, tuple(hung[room.id]))
        for room in session.scalars(rooms)
        if room.id in hung
    ]


def counted(session: Session, exhibition_ids: Sequence[str]) -> Mapping[str, Count]:
    """How much is to be seen in these exhibitions; those with nothing are left out."""
    here = (HangingRow.exhibition_id.in_(exhibition_ids), is_public())
    order = (RoomRow.position, RoomRow.id, HangingRow.place, HangingRow.artwork_id)
    one = {"partition_by": HangingRow.exhibition_id}
    ranked = (
        select(
            HangingRow.exhibition_id,
            HangingRow.artwork_id,
            func.count().over(**one).label("works"),
            func.dense_rank().over(**one, order_by=order[:2]).label("room"),
            func.row_number().over(**one, order_by=order).label("rank"),
        )
        .join(RoomRow, RoomRow.id == HangingRow.room_id)
        .join(ArtworkRow, ArtworkRow.id == HangingRow.artwork_id)
        .where(*here)
        .subquery()
    )
    # The work that hangs last tells how many rooms there are, the first one is the cover.
    ends = select(ranked).where(ranked.c.rank.in_([1, ranked.c.works]))
    counts: dict[str, Count] = {}
    for row in session.execute(ends.order_by(ranked.c.exhibition_id, ranked.c.rank)):
        cover = counts[row.exhibition_id].cover if row.exhibition_id in counts else row.artwork_id
        counts[row.exhibition_id] = Count(row.room, row.works, cover)
    return counts


def _hung(exhibition_id: str) -> Select:
    return (
        _facts(HangingRow.room_id)
        .join(HangingRow, HangingRow.artwork_id == ArtworkRow.id)
        .where(HangingRow.exhibition_id == exhibition_id, is_public())
        .order_by(HangingRow.place, HangingRow.artwork_id)
    )


def _facts(*more) -> Select:
    columns = (ArtworkRow.id, ArtworkRow.palette, ArtworkRow.emotion, ArtworkRow.style, ArtworkRow.likes)
    size = (ImageRow.width, ImageRow.height)
    return (
        select(*columns, ArtworkRow.hung_at, *size, *more)
        .join(PaintingRow, PaintingRow.id == ArtworkRow.painting_id)
        .join(ImageRow, ImageRow.sha256 == PaintingRow.picture_sha256)
    )


def _work(row: Row) -> Work:
    aspect = row.width / row.height
    return Work(row.id, tuple(row.palette), row.emotion, row.style, row.likes, aspect)
