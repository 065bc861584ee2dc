"""Space made of the works that hang in it: which share a room, in what order, and what the room looks like.

Pure: the same works give the same rooms, whatever order they come in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gallery.rooms.geometry import Plan, favourite_place, planned
from gallery.rooms.grouping import LEAST, MOST, feeling_of, grouped
from gallery.rooms.ordering import ordered
from gallery.rooms.theme import NO_WISHES, Theme, Wishes, by_night, themed
from gallery.rooms.works import Work

__all__ = ["LEAST", "MOST", "NO_WISHES", "Room", "Wishes", "Work", "arranged", "furnished"]


@dataclass(frozen=True)
class Room:
    """A room with its works in hanging order. number: from 1; emotion: what most of them feel like; night: its
    theme for eyes that prefer the dark."""

    number: int
    works: tuple[Work, ...]
    emotion: str | None
    plan: Plan
    theme: Theme
    night: Theme


def arranged(works: Sequence[Work]) -> list[list[Work]]:
    """The works by room, in hanging order: rooms of LEAST to MOST works, unless there are fewer in all."""
    groups = enumerate(grouped(works), start=1)
    return [ordered(group, favourite_place(len(group), number)) for number, group in groups]


def furnished(hung: Sequence[Sequence[Work]], wishes: Sequence[Wishes] = ()) -> list[Room]:
    """The rooms in which these works hang in this order. wishes: of each room, if there are any."""
    wished = [*wishes, *[NO_WISHES] * len(hung)]
    return [
        _room(number, len(hung), tuple(works), wish)
        for number, (works, wish) in enumerate(zip(hung, wished, strict=False), start=1)
    ]


@lru_cache(maxsize=512)  # rooms are looked at more often than they are rehung
def _room(number: int, rooms: int, works: tuple[Work, ...], wishes: Wishes) -> Room:
    emotion = feeling_of(works)
    plan = planned([work.aspect for work in works], number, rooms)
    theme = themed(works, emotion, wishes)
    return Room(number, works, emotion, plan, theme, by_night(works, emotion, theme))
