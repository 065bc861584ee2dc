"""A head as people draw it: an ellipse with ears, and often nothing below."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from model.faces import Face, down

Array = NDArray[np.float64]

_CHIN = 1.6
"""How far below the eyes a chin lies, where the nose is 1."""

_SLIM, _WIDE = 0.65, 1.7
"""Widths by heights between which an ellipse can be a head."""

_RIM = np.ones((17, 17), np.uint8)
"""So close to the outline a second line would only double it."""


@dataclass(frozen=True)
class Head:
    """middle: (2,), radii: (2,) along the eyes and across, in pixels; tilt: of the eyes, in degrees."""

    middle: Array
    radii: Array
    tilt: float

    def alone(self, mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The mask without neck and chest: above the head's middle as it was. uint8 (S, S)."""
        page = np.zeros_like(mask)
        self._draw(page, cv2.FILLED)
        return np.minimum(mask, np.where(self._above(len(mask)), 255, page).astype(np.uint8))

    def under_ears(self, inside: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Where the ellipse cuts ears off from a mask of 0 and 1, 1 px wide. uint8 (S, S), 255 on 0."""
        page = np.zeros_like(inside)
        self._draw(page, 1)
        return page * (cv2.erode(inside, _RIM) & self._above(len(inside)))

    def _draw(self, page: NDArray[np.uint8], thickness: int) -> None:
        middle, radii = (tuple(int(x) for x in np.round(pair)) for pair in (self.middle, self.radii))
        cv2.ellipse(page, middle, radii, self.tilt, 0, 360, 255, thickness)

    def _above(self, side: int) -> NDArray[np.bool_]:
        y, x = np.indices((side, side))
        turn = np.radians(self.tilt)
        return (y - self.middle[1]) * np.cos(turn) < (x - self.middle[0]) * np.sin(turn)


def of(face: Face, inside: NDArray[np.bool_]) -> Head | None:
    """The head of a figure, bool (S, S), with this face; None where the figure is not wide or high enough for one."""
    left, right, nose = face.points * len(inside)
    middle, along = (left + right) / 2, (right - left) / np.hypot(*(right - left))
    deep = down(along)
    before, behind, up = (_reach(inside, middle, way) for way in (-along, along, -deep))
    below = min(_CHIN * (nose - middle) @ deep, _reach(inside, middle, deep))
    radii = np.array([before + behind, up + below]) / 2
    if min(radii) < 1 or not _SLIM * radii[1] < radii[0] < _WIDE * radii[1]:
        return None
    return Head(middle + along * (behind - before) / 2 + deep * (below - up) / 2, radii, _degrees(along))


def _reach(inside: NDArray[np.bool_], start: Array, way: Array) -> float:
    """How far it is to where the figure ends; infinite if it leaves the page."""
    steps = np.arange(len(inside))
    x, y = np.clip(np.round(start[:, None] + way[:, None] * steps).astype(int), 0, len(inside) - 1)
    outside = np.flatnonzero(~inside[y, x])
    return float(outside[0]) if outside.size else np.inf


def _degrees(along: Array) -> float:
    return float(np.degrees(np.arctan2(along[1], along[0])))
