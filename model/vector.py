"""Thinned lines as strokes of a pen: traced, simplified to few points, drawn again.

A stroke is float32 (N, 2), x and y in pixels; its first point is its last when it is closed.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Stroke = NDArray[np.float32]
Pixel = tuple[int, int]

_AROUND = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1))
"""Straight neighbours first, so that a walk doesn't cut the corner of a stair and leave a pixel behind."""

_MEMORY = 6
"""So many pixels tell where a stroke is heading."""

_SHIFT = 4
"""Fractional bits of OpenCV's fixed-point coordinates."""


def trace(centreline: NDArray[np.uint8]) -> list[Stroke]:
    """1-px lines (nonzero) -> strokes that together cover them; where lines cross, a stroke goes straight on."""
    lines = {(int(y), int(x)) for y, x in np.argwhere(centreline)}
    left = set(lines)
    ends = sorted(pixel for pixel in lines if len(_next_to(pixel, lines)) == 1)
    strokes = [_walk(start, left, lines) for start in (*ends, *sorted(lines)) if start in left]
    return [np.array([(x, y) for y, x in path], np.float32) for path in strokes if len(path) > 1]


def simplified(stroke: Stroke, tolerance_px: float) -> Stroke:
    """The stroke through as few points as stay within the tolerance (Douglas and Peucker 1973)."""
    if len(stroke) < 3:
        return stroke
    closed = bool((stroke[0] == stroke[-1]).all())
    points = cv2.approxPolyDP(stroke[:-1] if closed else stroke, tolerance_px, closed)[:, 0]
    return np.concatenate([points, points[:1]]) if closed else points


def rounded(stroke: Stroke, times: int = 2) -> Stroke:
    """Corners cut to curves (Chaikin 1974); both ends stay."""
    for _ in range(times if len(stroke) > 2 else 0):
        ahead, behind = 0.75 * stroke[:-1] + 0.25 * stroke[1:], 0.25 * stroke[:-1] + 0.75 * stroke[1:]
        between = np.stack([ahead, behind], axis=1).reshape(-1, 2)
        stroke = np.concatenate([stroke[:1], between[1:-1], stroke[-1:]])
    return stroke


def dense(stroke: Stroke, step_px: float) -> Stroke:
    """The same way with a point every so many pixels."""
    lengths = np.hypot(*np.diff(stroke, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    wanted = np.linspace(0, along[-1], max(2, round(along[-1] / step_px) + 1))
    return np.stack([np.interp(wanted, along, stroke[:, axis]) for axis in (0, 1)], axis=1).astype(np.float32)


def length(stroke: Stroke) -> float:
    """In pixels."""
    return float(np.hypot(*np.diff(stroke, axis=0).T).sum())


def draw(page: NDArray[np.uint8], stroke: Stroke, widths: NDArray[np.float32]) -> None:
    """Adds a stroke to a page of ink 255 on 0. widths: one per point, in pixels."""
    fixed = np.round(stroke * 2**_SHIFT).astype(int)
    for start, end, width in zip(fixed[:-1], fixed[1:], widths, strict=False):
        cv2.line(page, start.tolist(), end.tolist(), 255, max(1, round(float(width))), cv2.LINE_8, _SHIFT)


def _walk(start: Pixel, left: set[Pixel], lines: set[Pixel]) -> list[Pixel]:
    """Takes pixels from `left` as long as one lies beside the last; begins and ends on the lines it meets."""
    path = [start]
    left.discard(start)
    while ahead := _next_to(path[-1], left) or _beyond(path, left, lines):
        path.append(_straightest(path, ahead))
        left.discard(path[-1])
    met_last = [pixel for pixel in _next_to(path[-1], lines) if pixel not in path[-3:]]
    met_first = [pixel for pixel in _next_to(start, lines) if pixel not in path]
    return [*met_first[:1], *path, *met_last[:1]]


def _beyond(path: list[Pixel], left: set[Pixel], lines: set[Pixel]) -> list[Pixel]:
    """The pixel of another stroke straight ahead, if something is left on its far side."""
    met = [pixel for pixel in _next_to(path[-1], lines) if pixel not in path[-3:]]
    if len(path) < _MEMORY or not met:
        return []
    crossing = _straightest(path, met)
    (y0, x0), (y, x) = path[-_MEMORY], crossing
    onward = [(ny, nx) for ny, nx in _next_to(crossing, left) if (ny - y) * (y - y0) + (nx - x) * (x - x0) > 0]
    return [crossing] if onward else []


def _straightest(path: list[Pixel], ahead: list[Pixel]) -> Pixel:
    """The neighbour that keeps the direction of the last few pixels."""
    (y0, x0), (y, x) = path[max(0, len(path) - _MEMORY)], path[-1]
    return max(ahead, key=lambda pixel: (pixel[0] - y) * (y - y0) + (pixel[1] - x) * (x - x0))


def _next_to(pixel: Pixel, within: set[Pixel]) -> list[Pixel]:
    y, x = pixel
    return [(y + dy, x + dx) for dy, dx in _AROUND if (y + dy, x + dx) in within]
