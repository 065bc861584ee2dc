"""The wall: artworks in an order, page by page. A cursor is a place in that order, so that the cost of
a page does not grow with its depth and nothing is shown twice when new works arrive."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from gallery.phrases import Phrase
from gallery.problems import FieldError, InvalidField
from gallery.records import WITH_PICTURES, artwork_of
from gallery.search import first_ids
from gallery.tables import ArtworkRow
from gallery.visibility import is_public
from gallery.wording import fold
from gallery.works import Page, is_random_id

Sort = Literal["newest", "liked"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ORDERS: dict[str, tuple[InstrumentedAttribute[Any], ...]] = {
    "newest": (ArtworkRow.hung_at, ArtworkRow.id),
    "liked": (ArtworkRow.likes, ArtworkRow.hung_at, ArtworkRow.id),
}


@dataclass(frozen=True)
class View:
    """Which artworks, in which order, from where on.

    after: the `next` of the page before. colour: a name of gallery.colours. artist: a whole name; q: words or
    parts of them, all of which stand in title, artist or alternative text. Neither cares for case or accents.
    """

    limit: int
    after: str | None = None
    sort: Sort = "newest"
    style: int | None = None
    emotion: str | None = None
    colour: str | None = None
    artist: str | None = None
    q: str | None = None


def look(session: Session, view: View) -> Page:
    """The artworks of a view. Raises InvalidField for a cursor that no page of this order gave."""
    rows = session.scalars(_query(session, view).options(*WITH_PICTURES)).all()
    shown = rows[: view.limit]
    cursor = _cursor(shown[-1], view.sort) if len(rows) > len(shown) else None
    return Page([artwork_of(row) for row in shown], cursor)


def _query(session: Session, view: View) -> Select[tuple[ArtworkRow]]:
    order = _ORDERS[view.sort]
    wanted = list(_conditions(view))
    if view.after is not None:
        wanted.append(tuple_(*order) < _place(view.after, view.sort))
    # One more than asked for tells whether there is a next page.
    limit = view.limit + 1
    if words := fold(view.q or "").split():
        wanted = [ArtworkRow.id.in_(first_ids(session, words, wanted, order, limit=limit))]
    return select(ArtworkRow).where(*wanted).order_by(*(column.desc() for column in order)).limit(limit)


def _conditions(view: View) -> Iterator[ColumnElement[bool]]:
    yield is_public()
    if view.style is not None:
        yield ArtworkRow.style == view.style
    if view.emotion is not None:
        yield ArtworkRow.emotion == view.emotion
    if view.colour is not None:
        yield ArtworkRow.colour == view.colour
    if view.artist is not None:
        yield ArtworkRow.artist_key == fold(view.artist)


def _cursor(row: ArtworkRow, sort: Sort) -> str:
    microseconds = (row.hung_at - _EPOCH) // timedelta(microseconds=1)
    place = f"{sort} {row.likes} {microseconds} {row.id}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _place(cursor: str, sort: Sort) -> Sequence[object]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        of_sort, likes, microseconds, artwork_id = base64.urlsafe_b64decode(padded).decode("ascii").split(" ")
        place = (int(likes), _EPOCH + timedelta(microseconds=int(microseconds)), artwork_id)
    except (binascii.Error, ValueError, OverflowError):
        raise _not_a_cursor() from None
    if of_sort != sort or abs(place[0]) >= 2**31 or not is_random_id(artwork_id):
        raise _not_a_cursor()
    return place[-len(_ORDERS[sort]) :]


def _not_a_cursor() -> InvalidField:
    fault = FieldError("after", Phrase("Use the `next` of a page with the same `sort`."))
    return InvalidField(Phrase("There is no such page; start from the first."), errors=[fault])
