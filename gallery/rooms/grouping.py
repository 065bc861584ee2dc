"""Which works share a room: those of a feeling first, then of like colours, then of one style.

Works are put in one order, in which neighbours belong together, and that order is cut into rooms where
it hurts least (dynamic programming over the places to cut).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gallery.rooms.colour import apart, chroma_of, hue_of
from gallery.rooms.works import Work

LEAST, MOST = 8, 16
"""Works of a room; fewer than LEAST only where there are no more works."""

# Feelings by how pleasant and how stirred, after Russell, "A circumplex model of affect", 1980.
FEELINGS = {
    "excited": (0.7, 0.7), "surprised": (0.3, 0.9), "happy": (0.9, 0.3), "proud": (0.8, 0.1), "love": (0.9, -0.2),
    "calm": (0.6, -0.7), "unsure": (-0.2, -0.4), "sad": (-0.8, -0.5), "scared": (-0.6, 0.6), "angry": (-0.8, 0.8),
}  # fmt: skip
_ROUND = {emotion: place for place, emotion in enumerate(FEELINGS)}

_GREY = 0.02  # chroma under which a hue is an accident
_BY_COLOUR, _BY_STYLE = 2.0, 0.3  # against 1 for feeling: distances in OKLab are small, styles are many
_A_ROOM = 1.0  # what one more room costs, in the same measure: without it all rooms would be small


def grouped(works: Sequence[Work]) -> list[list[Work]]:
    """The works by room, each in exactly one; the same whatever order they come in."""
    if not works:
        return []
    felt = _felt(sorted(works, key=lambda work: work.id))
    ordered = sorted(felt, key=lambda pair: (_ROUND[pair[1]], *_by_colour(pair[0]), pair[0].style, pair[0].id))
    line = [work for work, _ in ordered]
    return [line[start:end] for start, end in _cuts(_features(ordered))]


def feeling_of(works: Sequence[Work]) -> str | None:
    """The emotion that most works of a room name, None where none does."""
    said = [work.emotion for work in works if work.emotion in FEELINGS]
    if not said:
        return None
    most = max(sorted(set(said)), key=said.count)
    return most if said.count(most) * 2 > len(works) else None


def _felt(works: Sequence[Work]) -> list[tuple[Work, str]]:
    """Each work with a feeling: its own, or that of the work whose colours are nearest to its."""
    saying = [work for work in works if work.emotion in FEELINGS]
    if not saying:
        return [(work, "unsure") for work in works]
    means = np.stack([work.mean for work in saying])
    return [
        (work, work.emotion if work.emotion in FEELINGS else saying[int(apart(means, work.mean).argmin())].emotion)
        for work in works
    ]


def _by_colour(work: Work) -> tuple[int, float]:
    """Greys from dark to light, then the hues from red over green to blue."""
    if chroma_of(work.mean) < _GREY:
        return 0, round(float(work.mean[0]), 3)
    return 1, round(float(hue_of(work.mean)), 1)


def _features(ordered: Sequence[tuple[Work, str]]) -> NDArray[np.float64]:
    """A point for each work, the nearer to others the better they go together: (n, d)."""
    styles = sorted({work.style for work, _ in ordered})
    one_of = np.eye(len(styles))
    return np.stack(
        [
            np.concatenate([FEELINGS[emotion], _BY_COLOUR * work.mean, _BY_STYLE * one_of[styles.index(work.style)]])
            for work, emotion in ordered
        ]
    )


def _cuts(points: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Where to cut a line of works into rooms of LEAST to MOST, with the least spread within rooms."""
    count = len(points)
    if count <= MOST:
        return [(0, count)]
    sums = np.vstack([np.zeros(points.shape[1]), points.cumsum(axis=0)])
    squares = np.concatenate([[0], (points**2).sum(axis=1).cumsum()])
    cost, came_from = np.full(count + 1, np.inf), np.zeros(count + 1, int)
    cost[0] = 0
    for end in range(LEAST, count + 1):
        starts = np.arange(max(0, end - MOST), end - LEAST + 1)
        spread = squares[end] - squares[starts] - ((sums[end] - sums[starts]) ** 2).sum(axis=1) / (end - starts)
        totals = cost[starts] + spread + _A_ROOM
        best = int(totals.argmin())
        cost[end], came_from[end] = totals[best], starts[best]
    return _traced(came_from, count)


def _traced(came_from: NDArray[np.int_], end: int) -> list[tuple[int, int]]:
    cuts = []
    while end > 0:
        cuts.append((int(came_from[end]), end))
        end = cuts[-1][0]
    return cuts[::-1]
