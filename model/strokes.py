"""Renders what a drawing board sends (stroke JSON, version 1) as the contract says."""

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

VERSION = 1
_SUPERSAMPLE = 4
_SHIFT = 4
"""Fractional bits of OpenCV's fixed-point coordinates."""


class StrokesError(ValueError):
    """Not a drawing in stroke format version 1; the message says why."""


def render(drawing: Mapping[str, Any], size: tuple[int, int] | None = None) -> NDArray[np.uint8]:
    """Stroke JSON v1 -> uint8 (H, W), black ink on white, anti-aliased.

    Round dabs joined along the polyline, radius = width / 2 * (0.4 + 0.6 * pressure); erasers draw
    in white. `size` is (width, height) of the picture, by default the drawing's own.
    Raises StrokesError for another version or a malformed drawing.
    """
    try:
        if drawing["version"] != VERSION:
            raise StrokesError(f"Only stroke format version {VERSION} can be drawn.")
        width, height = size or (int(drawing["width"]), int(drawing["height"]))
        scale = np.array([width / drawing["width"], height / drawing["height"]]) * _SUPERSAMPLE
        page = np.full((height * _SUPERSAMPLE, width * _SUPERSAMPLE), 255, np.uint8)
        for stroke in drawing["strokes"]:
            _draw(page, stroke, scale)
    except (KeyError, TypeError, IndexError, ValueError, OverflowError, ZeroDivisionError) as error:
        raise error if isinstance(error, StrokesError) else StrokesError(f"Malformed drawing: {error!r}") from error
    return cv2.resize(page, (width, height), interpolation=cv2.INTER_AREA)


def _draw(page: NDArray[np.uint8], stroke: Mapping[str, Any], scale: NDArray[np.float64]) -> None:
    colour = {"pen": 0, "eraser": 255}[stroke["tool"]]
    points = np.array([point[:3] for point in stroke["points"]], np.float64).reshape(-1, 3)
    if not np.isfinite(points).all():
        raise StrokesError("A point of the drawing is not a number.")
    centres = points[:, :2] * scale
    radii = stroke["width"] / 2 * (0.4 + 0.6 * np.clip(points[:, 2], 0, 1)) * scale.mean()
    for centre, radius in zip(centres, radii, strict=True):
        _dab(page, centre, radius, colour)
    for i in range(len(points) - 1):
        _join(page, centres[i : i + 2], radii[i : i + 2], colour)


def _dab(page: NDArray[np.uint8], centre: NDArray[np.float64], radius: float, colour: int) -> None:
    cv2.circle(page, _fixed(centre), int(radius * 2**_SHIFT), colour, cv2.FILLED, cv2.LINE_8, _SHIFT)


def _join(page: NDArray[np.uint8], ends: NDArray[np.float64], radii: NDArray[np.float64], colour: int) -> None:
    """The trapezium between two neighbouring dabs."""
    along = ends[1] - ends[0]
    length = float(np.hypot(*along))
    if length == 0:
        return
    across = np.array([-along[1], along[0]]) / length
    corners = [ends[0] + across * radii[0], ends[1] + across * radii[1]]
    corners += [ends[1] - across * radii[1], ends[0] - across * radii[0]]
    polygon = np.array([_fixed(corner) for corner in corners], np.int32)
    cv2.fillConvexPoly(page, polygon, colour, cv2.LINE_8, _SHIFT)


def _fixed(point: NDArray[np.float64]) -> tuple[int, int]:
    x, y = np.clip(point, -(2**24), 2**24) * 2**_SHIFT
    return int(x), int(y)
