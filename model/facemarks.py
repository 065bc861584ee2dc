"""How people draw a face's eyes, nose, mouth and whiskers, where a photo has them: edges seldom find a whole eye."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from model.edges import PEN_PX
from model.faces import Face, down

Array = NDArray[np.float64]

_DOT_PX = 10.0
"""A dot is a short stroke: less would be taken for a spot."""


@dataclass(frozen=True)
class Place:
    """Where a part is: lengths are given in what lies between the eyes, `across` from one to the other, then down."""

    at: Array
    across: Array

    def line(self, *points: tuple[float, float]) -> Array:
        """(N, 2) in pixels."""
        return np.array([self.at + x * self.across + y * down(self.across) for x, y in points])


def drawn(face: Face, side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """uint8 (side, side), ink 255 on 0: the face's marks as somebody would draw them."""
    page = np.zeros((side, side), np.uint8)
    for line in _marks(face, side, rng):
        points = np.round(line * 16).astype(np.int32)
        cv2.polylines(page, [points], False, 255, PEN_PX, cv2.LINE_8, shift=4)
    return page


def around(face: Face, side: int) -> NDArray[np.bool_]:
    """Where the marks stand for whatever edges there are. bool (side, side)."""
    page, points = np.zeros((side, side), np.uint8), face.points * side
    apart = np.hypot(*(points[1] - points[0]))
    for point, reach in zip(points, (0.34, 0.34, 0.42), strict=True):
        cv2.circle(page, [int(x) for x in point], round(reach * apart), 255, cv2.FILLED)
    return page > 0


def _marks(face: Face, side: int, rng: np.random.Generator) -> list[Array]:
    left, right, nose = face.points * side
    across = right - left
    eye = _EYES[rng.choice(len(_EYES), p=(0.4, 0.25, 0.35))]
    size, tilt = rng.uniform(0.8, 1.25), rng.uniform(-0.05, 0.25)
    lines = []
    if rng.random() < 0.93:  # some forget the eyes, and small pictures lose them
        lines += [*eye(Place(left, across), size, tilt), *eye(Place(right, across), size, -tilt)]
    lines += _NOSES[rng.integers(len(_NOSES))](Place(nose, across), rng.uniform(0.8, 1.3))
    if rng.random() < 0.7:
        lines += _mouth(Place(nose, across), rng)
    if rng.random() < 0.5:
        lines += _whiskers(Place(nose, across), rng)
    return lines


def _almond(place: Place, size: float, tilt: float) -> list[Array]:
    x = np.linspace(-1, 1, 13)
    arch = 0.11 * size * (1 - x**2)
    rim = [*zip(x, arch, strict=True), *zip(x[::-1], -arch[::-1], strict=True)]
    return [place.line(*((0.18 * size * x, y + 0.18 * size * x * tilt) for x, y in rim)), _pupil(place, 0.12 * size)]


def _ring(place: Place, size: float, tilt: float) -> list[Array]:
    turns = np.linspace(0, 2 * np.pi, 21)
    rim = place.line(*((0.15 * size * np.cos(turn), 0.15 * size * np.sin(turn)) for turn in turns))
    return [rim, _pupil(place, 0.1 * size)] if tilt > 0.1 else [rim]


def _dot(place: Place, size: float, _tilt: float) -> list[Array]:
    return [_pupil(place, 0.1 * size)]


def _pupil(place: Place, height: float) -> Array:
    height = max(height, _DOT_PX / float(np.hypot(*place.across)))
    return place.line((0, -height / 2), (0, height / 2))


def _triangle(place: Place, size: float) -> list[Array]:
    wide, high = 0.11 * size, 0.07 * size
    return [place.line((-wide, -high), (wide, -high), (0, high), (-wide, -high))]


def _wedge(place: Place, size: float) -> list[Array]:
    return [place.line((-0.1 * size, -0.06 * size), (0, 0.06 * size), (0.1 * size, -0.06 * size))]


def _button(place: Place, size: float) -> list[Array]:
    return [place.line((-0.06 * size, 0), (0.06 * size, 0))]


def _mouth(place: Place, rng: np.random.Generator) -> list[Array]:
    """Two bows that hang from below the nose."""
    drop, wide, deep = rng.uniform(0.12, 0.22), rng.uniform(0.16, 0.32), rng.uniform(0.04, 0.12)
    x = np.linspace(0, 1, 9)
    bow = drop + deep * np.sin(np.pi * (0.15 + 0.85 * x))
    halves = [place.line((0, drop), *zip(side * wide * x, bow, strict=True)) for side in (-1, 1)]
    return [place.line((0, 0.07), (0, drop)), *halves]


def _whiskers(place: Place, rng: np.random.Generator) -> list[Array]:
    count, near, length = rng.integers(2, 4), rng.uniform(0.3, 0.45), rng.uniform(0.35, 1.1)
    slopes = np.linspace(-0.25, 0.3, count) + rng.normal(0, 0.06, count)
    return [
        place.line((side * near, 0.08 + 0.3 * slope), (side * (near + length), 0.08 + 0.3 * slope + length * slope))
        for side in (-1, 1)
        for slope in slopes
    ]


_EYES = (_almond, _ring, _dot)
_NOSES = (_triangle, _wedge, _button)
