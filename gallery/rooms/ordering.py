"""In which order works hang along the walls of a room: colour flows, and no two alike are neighbours.

A room's works are one line, clockwise along its walls. Neighbours should be a step apart in colour: less
is monotony, more is a jump. The line is improved by swapping works for as long as that helps.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from gallery.rooms.colour import apart
from gallery.rooms.works import AREA, Work, palettes

STEP = 0.12
"""The distance in OKLab between the mean colours of good neighbours."""

ALIKE = 0.06
"""Works of one style whose palettes are nearer than this, in OKLab, are alike."""

_ALIKE_COSTS = 100.0  # more than all jumps of a room together
_ROUNDS = 12  # of swapping; four are mostly enough


def ordered(works: Sequence[Work], favourite_at: int | None = None) -> list[Work]:
    """The works in hanging order; the most liked one at `favourite_at`, if that keeps alike ones apart.

    No two alike are neighbours, unless more than half of the works are alike.
    """
    if len(works) < 2:
        return list(works)
    line = sorted(works, key=lambda work: (round(float(work.mean[0]), 3), work.id))
    costs = _costs(line)
    order = list(range(len(line)))
    if favourite_at is not None:
        favourite = min(order, key=lambda place: (-line[place].likes, line[place].id))
        _swap(order, favourite, favourite_at)
    order = _improved(order, costs, held=favourite_at)
    if _cost(order, costs) >= _ALIKE_COSTS:
        order = _dealt(order, costs >= _ALIKE_COSTS)
    return [line[place] for place in order]


def alike(works: Sequence[Work]) -> NDArray[np.bool_]:
    """Which works look too much like each other to be neighbours: (n, n)."""
    colours = palettes(works)
    near = apart(colours[:, None], colours[None]) @ AREA < ALIKE
    styles = np.array([work.style for work in works])
    return near & (styles[:, None] == styles[None])


def _costs(works: Sequence[Work]) -> NDArray[np.float64]:
    means = np.stack([work.mean for work in works])
    jumps = np.abs(apart(means[:, None], means[None]) - STEP)
    return jumps + _ALIKE_COSTS * alike(works)


def _cost(order: Sequence[int], costs: NDArray[np.float64]) -> float:
    return float(costs[order[:-1], order[1:]].sum())


def _improved(order: list[int], costs: NDArray[np.float64], *, held: int | None) -> list[int]:
    places = [place for place in range(len(order)) if place != held]
    least = _cost(order, costs)
    for _ in range(_ROUNDS):
        before = least
        for one, other in combinations(places, 2):
            _swap(order, one, other)
            if (cost := _cost(order, costs)) < least - 1e-9:
                least = cost
            else:
                _swap(order, one, other)
        if least == before:
            break
    return order


def _dealt(order: Sequence[int], is_alike: NDArray[np.bool_]) -> list[int]:
    """All that are alike, through others too, dealt out as far from each other as they go."""
    families = sorted(_families(order, is_alike), key=len, reverse=True)
    dealt = [place for family in families for place in family]
    line = [0] * len(dealt)
    # Every other place first: a family of up to half of the works has no two neighbours then.
    for place, work in zip([*range(0, len(line), 2), *range(1, len(line), 2)], dealt, strict=True):
        line[place] = work
    return line


def _families(order: Sequence[int], is_alike: NDArray[np.bool_]) -> list[list[int]]:
    families: list[list[int]] = []
    for work in order:
        kin = [family for family in families if is_alike[work, family].any()]
        families = [family for family in families if family not in kin]
        families.append([*(one for family in kin for one in family), work])
    return families


def _swap(order: list[int], one: int, other: int) -> None:
    order[one], order[other] = order[other], order[one]
