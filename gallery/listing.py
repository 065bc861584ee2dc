"""What a list of exhibitions says of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gallery.exhibits import Count
from gallery.shown import Exhibition, Told, in_tongue, status_of
from gallery.tables import ExhibitionRow

_NOTHING = Count(0, 0, None)


@dataclass(frozen=True)
class Listing(Told):
    """rooms, works: how many are to be seen; cover: id of the first work."""

    rooms: int
    works: int
    cover: str | None


def listing_of(shown: Exhibition) -> Listing:
    works = shown.works
    count = Count(len(shown.rooms), len(works), works[0].id if works else None)
    about = shown.title, shown.description, shown.status, shown.opens_at, shown.closes_at
    return Listing(shown.slug, *about, count.rooms, count.works, count.cover)


def listings_of(rows: Sequence[ExhibitionRow], counts: Mapping[str, Count], *, now: datetime) -> list[Listing]:
    return [_listing(row, counts.get(row.id, _NOTHING), now) for row in rows]


def _listing(row: ExhibitionRow, count: Count, now: datetime) -> Listing:
    words = in_tongue(row.titles), in_tongue(row.descriptions)
    dates = row.opens_at, row.closes_at
    return Listing(row.slug, *words, status_of(row, now), *dates, count.rooms, count.works, count.cover)
