"""An exhibition's rooms as curators move works about in them: plain lists, changed one step at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from gallery.rooms import MOST
from gallery.works import random_id

Step = Literal["earlier", "later", "back", "on", "down"]
STEPS: Sequence[Step] = get_args(Step)
"""A place earlier or later in its room, to the previous or the next room, or off the wall."""


@dataclass
class Hall:
    """A room and the ids of its works, in hanging order. titles: by language; theme: as RoomRow's."""

    titles: dict[str, str] = field(default_factory=dict)
    theme: dict[str, str] = field(default_factory=dict)
    artworks: list[str] = field(default_factory=list)
    id: str = field(default_factory=random_id)


@dataclass(frozen=True)
class Draft:
    """An exhibition as its curators see it. titles, descriptions: by language; theme: as ExhibitionRow's."""

    slug: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    theme: dict[str, str]
    opens_at: datetime
    closes_at: datetime | None
    published: bool
    halls: Sequence[Hall]

    @property
    def last_day(self) -> date | None:
        """The last day on which it is open, in UTC, if it closes."""
        return self.closes_at and (self.closes_at - timedelta(seconds=1)).date()

    @property
    def works(self) -> list[str]:
        """The ids of all works that hang in it."""
        return [one for hall in self.halls for one in hall.artworks]


def moved(halls: Sequence[Hall], artwork_id: str, step: Step) -> list[Hall]:
    """The rooms after that step; the same where there is nowhere to go. A new room is built at the end."""
    halls = list(halls)
    number = next((number for number, hall in enumerate(halls) if artwork_id in hall.artworks), None)
    if number is None:
        return halls
    if step in ("earlier", "later"):
        _shift(halls[number].artworks, artwork_id, -1 if step == "earlier" else 1)
        return halls
    to = number + {"back": -1, "on": 1, "down": 0}[step]
    if step == "on" and to == len(halls) and len(halls[number].artworks) > 1:
        halls.append(Hall())
    if step == "down":
        halls[number].artworks.remove(artwork_id)
    elif 0 <= to < len(halls) and len(halls[to].artworks) < MOST:
        halls[number].artworks.remove(artwork_id)
        # Through the door: next to where one comes from.
        halls[to].artworks.insert(len(halls[to].artworks) if step == "back" else 0, artwork_id)
    return [hall for hall in halls if hall.artworks]


def hung_too(halls: Sequence[Hall], artworks: Sequence[str]) -> list[Hall]:
    """The rooms with more works, at the end; those that hang already stay where they are."""
    halls = list(halls)
    there = {one for hall in halls for one in hall.artworks}
    for artwork_id in dict.fromkeys(artworks):
        if artwork_id in there:
            continue
        if not halls or len(halls[-1].artworks) >= MOST:
            halls.append(Hall())
        halls[-1].artworks.append(artwork_id)
    return halls


def _shift(artworks: list[str], artwork_id: str, by: int) -> None:
    place = artworks.index(artwork_id)
    to = min(max(place + by, 0), len(artworks) - 1)
    artworks.insert(to, artworks.pop(place))
