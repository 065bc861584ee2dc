"""An exhibition as a value: what is told of it, its rooms, and who hangs beside whom."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from gallery import i18n
from gallery.exhibits import ArrangedRoom, Chosen
from gallery.phrases import Phrase, spoken
from gallery.problems import NotFound
from gallery.room_titles import title_of
from gallery.rooms import Room, Work, arranged, furnished
from gallery.tables import ExhibitionRow

Status = Literal["draft", "upcoming", "open", "closed"]

ON_VIEW = "now"
"""The address of what is shown where no curator shows anything."""

_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG = 60


@dataclass(frozen=True)
class HungRoom:
    """A room as it is now, with its title."""

    title: str
    room: Room

    @property
    def number(self) -> int:
        return self.room.number


@dataclass(frozen=True)
class Told:
    """What is told of an exhibition, in the present language."""

    slug: str
    title: str
    description: str
    status: Status
    opens_at: datetime | None
    closes_at: datetime | None

    @property
    def url(self) -> str:
        return f"/exhibitions/{self.slug}"

    @property
    def last_day(self) -> datetime | None:
        """A moment of the last day that it is open, if it closes."""
        return self.closes_at and self.closes_at - timedelta(seconds=1)


@dataclass(frozen=True)
class Exhibition(Told):
    """An exhibition with its rooms: those in which something hangs."""

    rooms: tuple[HungRoom, ...]

    @property
    def works(self) -> Sequence[Work]:
        """What hangs in all its rooms, in hanging order."""
        return [work for hung in self.rooms for work in hung.room.works]

    def room(self, number: int) -> HungRoom:
        """Raises NotFound."""
        if not self.rooms and self.status == "upcoming":
            raise NotFound(Phrase("This exhibition is not open yet."))
        if not self.rooms and self.status == "closed":
            raise NotFound(Phrase("This exhibition has closed."))
        if not 1 <= number <= len(self.rooms):
            raise NotFound(Phrase("There is no such room in this exhibition."))
        return self.rooms[number - 1]


@dataclass(frozen=True)
class Neighbours:
    """Where a work hangs. before, after: ids of the works beside it in its room, None at the end of the line."""

    exhibition: Exhibition
    room: HungRoom
    place: int
    before: str | None
    after: str | None

    @property
    def url(self) -> str:
        return f"{self.exhibition.url}/rooms/{self.room.number}#place-{self.place}"


def on_view(chosen: Chosen) -> Exhibition:
    """What is shown where no curator shows anything."""
    rooms = tuple(HungRoom(spoken(title_of(room)), room) for room in _arranged(chosen.works))
    title, about = Phrase("Now on view"), Phrase("The newest works and those that people like most.")
    return Exhibition(ON_VIEW, spoken(title), spoken(about), "open", chosen.since, None, rooms)


def exhibition_of(row: ExhibitionRow, hung: Sequence[ArrangedRoom], rooms: Sequence[Room], now: datetime) -> Exhibition:
    """What curators show."""
    named = tuple(
        HungRoom(in_tongue(left.titles) or spoken(title_of(room)), room) for left, room in zip(hung, rooms, strict=True)
    )
    about = in_tongue(row.titles), in_tongue(row.descriptions)
    return Exhibition(row.slug, *about, status_of(row, now), row.opens_at, row.closes_at, named)


def is_slug(text: str) -> bool:
    """Whether an exhibition can have that address; nothing else need be asked of a database."""
    return len(text) <= MAX_SLUG and _SLUG.fullmatch(text) is not None


def status_of(row: ExhibitionRow, now: datetime) -> Status:
    if not row.published:
        return "draft"
    if now < row.opens_at:
        return "upcoming"
    return "closed" if row.closes_at is not None and row.closes_at <= now else "open"


def in_tongue(words: Mapping[str, str]) -> str:
    """Words in the present language, else in the first one they were written in; empty where there are none."""
    return words.get(i18n.locale()) or next((said for said in words.values() if said), "")


def beside(exhibition: Exhibition, artwork_id: str) -> Neighbours | None:
    """Where an artwork hangs in an exhibition, if it does."""
    for hung in exhibition.rooms:
        ids = [work.id for work in hung.room.works]
        if artwork_id in ids:
            place = ids.index(artwork_id)
            before, after = (ids[other] if 0 <= other < len(ids) else None for other in (place - 1, place + 1))
            return Neighbours(exhibition, hung, place + 1, before, after)
    return None


@lru_cache(maxsize=32)
def _arranged(works: tuple[Work, ...]) -> list[Room]:
    return furnished(arranged(works))
