"""The room around its works: how many on which wall, how large they hang, and where the doors are.

Metres. x goes from west to east, z from north to south, the middle of the floor is the origin. Offsets go
along a wall from its middle, to the right as seen from inside. Seen so, the walls north, east, south,
west follow each other clockwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

WALLS = ("north", "east", "south", "west")

GAP = 0.7
"""The least space between two frames: a label stands in it."""

CORNER = 0.6
"""The least space between a frame and a corner or a door."""

DOOR = 1.4
EYE = 1.55
"""The height of the middle of a picture: that of people's eyes."""

_SIDE, _MIDDLE, _FAVOURITE = 0.9, 1.1, 1.4  # of works: most of them, in the middle of a wall, of the north wall
_ALONE = 1.2  # where there are few
_LEAST_WIDTH, _LEAST_DEPTH = 6.0, 5.4
_LOW, _HIGH = 3.4, 3.8
_FLATTEST = 2.5  # width by height, or the other way round

Size = tuple[float, float]


@dataclass(frozen=True)
class Door:
    """A way out of a room. to: the number of the room behind it."""

    wall: str
    to: int
    offset: float = 0.0
    width: float = DOOR


@dataclass(frozen=True)
class Place:
    """Where a work hangs. width, height: of its frame's outside."""

    wall: str
    offset: float
    width: float
    height: float
    eye: float = EYE


@dataclass(frozen=True)
class Plan:
    """A room without its works. places: clockwise, beginning right of the door that one comes in by."""

    width: float
    depth: float
    height: float
    doors: tuple[Door, ...]
    places: tuple[Place, ...]


def favourite_place(count: int, number: int) -> int | None:
    """The place in the middle of the north wall, which is seen first; None where the wall has no middle."""
    slots, north = _slots(count, number), _shares(count)["north"]
    return slots.index(("north", north // 2)) if north % 2 else None


def planned(aspects: Sequence[float], number: int = 1, rooms: int = 1) -> Plan:
    """The room of that number, of so many, for works of these aspects (width by height) in hanging order."""
    doors = _doors(number, rooms)
    slots, shares = _slots(len(aspects), number), _shares(len(aspects))
    sizes = {slot: _size(aspect, _side(slot, shares)) for slot, aspect in zip(slots, aspects, strict=True)}
    walls = {wall: _Wall([sizes[wall, i] for i in range(shares[wall])], _has(doors, wall)) for wall in WALLS}
    width = max(_LEAST_WIDTH, walls["north"].need, walls["south"].need)
    depth = max(_LEAST_DEPTH, walls["east"].need, walls["west"].need)
    width, depth = ceil(width * 10) / 10, ceil(depth * 10) / 10
    offsets = {wall: walls[wall].offsets(width if wall in {"north", "south"} else depth) for wall in WALLS}
    places = tuple(Place(wall, offsets[wall][i], *sizes[wall, i]) for wall, i in slots)
    return Plan(width, depth, _HIGH if len(aspects) >= 8 else _LOW, doors, places)


def _doors(number: int, rooms: int) -> tuple[Door, ...]:
    """Rooms stand in a row: the way back is in the west, the way on in the east."""
    back = (Door("west", number - 1),) if number > 1 else ()
    return back + ((Door("east", number + 1),) if number < rooms else ())


def _has(doors: Sequence[Door], wall: str) -> bool:
    return any(door.wall == wall for door in doors)


def _shares(count: int) -> dict[str, int]:
    """How many works hang on each wall: an even number where there may be a door, an odd one in the north."""
    side = 0 if count < 7 else 2 if count < 15 else 4
    along = count - 2 * side
    north = along if along <= 3 else 2 * (along // 4) + 1
    return {"north": north, "east": side, "south": along - north, "west": side}


def _slots(count: int, number: int) -> list[tuple[str, int]]:
    """Wall and place on it, from left to right, in hanging order."""
    shares = _shares(count)
    slots = [(wall, place) for wall in WALLS for place in range(shares[wall])]
    # Who comes in through the west has the right half of that wall at the right hand.
    first = shares["west"] // 2 if number > 1 else 0
    return slots[len(slots) - first :] + slots[: len(slots) - first]


def _side(slot: tuple[str, int], shares: dict[str, int]) -> float:
    """How large a square picture hangs there."""
    wall, place = slot
    in_the_middle = shares[wall] % 2 == 1 and place == shares[wall] // 2
    if in_the_middle:
        return _FAVOURITE if wall == "north" else _MIDDLE
    return _ALONE if sum(shares.values()) <= 3 else _SIDE


def _size(aspect: float, side: float) -> Size:
    """Of the area of a square of that side."""
    stretch = sqrt(min(max(aspect, 1 / _FLATTEST), _FLATTEST))
    return round(side * stretch, 3), round(side / stretch, 3)


@dataclass(frozen=True)
class _Wall:
    """The works of a wall from left to right; where there is a door, as many on each side of it."""

    sizes: Sequence[Size]
    door: bool

    @property
    def need(self) -> float:
        """The shortest wall that has room for them."""
        if not self.door:
            return _need(self.sizes)
        left, right = self._halves
        return 2 * max(_need(left), _need(right)) + DOOR

    def offsets(self, length: float) -> list[float]:
        if not self.door:
            return _spread(self.sizes, -length / 2, length / 2)
        left, right = self._halves
        return _spread(left, -length / 2, -DOOR / 2) + _spread(right, DOOR / 2, length / 2)

    @property
    def _halves(self) -> tuple[Sequence[Size], Sequence[Size]]:
        half = len(self.sizes) // 2
        return self.sizes[:half], self.sizes[half:]


def _need(sizes: Sequence[Size]) -> float:
    return sum(width for width, _ in sizes) + GAP * (len(sizes) - 1) + 2 * CORNER if sizes else 0


def _spread(sizes: Sequence[Size], start: float, end: float) -> list[float]:
    """The middles of works between two ends; what space there is to spare goes between them all."""
    spare = (end - start - _need(sizes)) / (len(sizes) + 1)
    offsets, edge = [], start + CORNER + spare
    for width, _ in sizes:
        offsets.append(round(edge + width / 2, 3))
        edge += width + GAP + spare
    return offsets
