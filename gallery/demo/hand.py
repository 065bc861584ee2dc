"""A hand that draws with a pen: not quite steady, faster on long lines, in the contract's strokes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

SIDE = 1024
"""Of the paper, in the strokes' pixels."""

STEP_PX, STEP_MS = 9.0, 16
_PAUSE_MS = 300

Point = tuple[float, float]


class Hand:
    """Lays stroke after stroke on one sheet. width: of the pen, in pixels."""

    def __init__(self, seed: int, *, width: int = 20, tremor_px: float = 5.0):
        self.random = np.random.default_rng(seed)
        self._width, self._tremor_px = width, tremor_px
        self._strokes: list[dict[str, Any]] = []
        self._now_ms = 0

    @property
    def drawing(self) -> dict[str, Any]:
        """All of it, as stroke JSON version 1."""
        return {"version": 1, "width": SIDE, "height": SIDE, "strokes": self._strokes}

    def about(self, value: float, by: float = 0.08) -> float:
        """Nearly this: no two drawings are the same."""
        return float(value * (1 + self.random.uniform(-by, by)))

    def line(self, *points: Point) -> None:
        """Straight from point to point."""
        self._lay(np.array(points, float))

    def curve(self, *points: Point) -> None:
        """Softly through all points (Catmull and Rom 1974)."""
        self._lay(_smooth(np.array(points, float)))

    def loop(self, x: float, y: float, rx: float, ry: float, *, start: float = -1.6, turns: float = 1.03) -> None:
        """Round about a middle, a little over the beginning; start: radians."""
        angles = start + np.linspace(0, 2 * np.pi * turns, 40)
        self._lay(np.stack([x + rx * np.cos(angles), y + ry * np.sin(angles)], axis=1))

    def dot(self, x: float, y: float, size: float = 8) -> None:
        self.loop(x, y, size, size, turns=1.5)

    def _lay(self, path: NDArray[np.float64]) -> None:
        points = _evenly(path)
        count = len(points)
        wobble = _slow_noise(self.random, count) * self._tremor_px
        points = np.clip(points + wobble, 8, SIDE - 8).round(1)
        # Pens touch down and lift off lightly.
        pressure = 0.35 + 0.35 * np.sin(np.pi * np.clip(np.linspace(0.08, 0.92, count), 0, 1))
        times = self._now_ms + STEP_MS * np.arange(count)
        self._now_ms = int(times[-1]) + _PAUSE_MS
        rows = zip(points.tolist(), pressure.round(2).tolist(), times.tolist(), strict=True)
        self._strokes.append({"tool": "pen", "width": self._width, "points": [[*xy, p, t] for xy, p, t in rows]})


def _smooth(points: NDArray[np.float64]) -> NDArray[np.float64]:
    padded = np.concatenate([points[:1], points, points[-1:]])
    t = np.linspace(0, 1, 12, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate([*pieces, points[-1:]])


def _evenly(path: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    places = np.linspace(0, lengths[-1], max(4, int(lengths[-1] / STEP_PX)))
    return np.stack([np.interp(places, lengths, path[:, axis]) for axis in (0, 1)], axis=1)


def _slow_noise(random: np.random.Generator, count: int) -> NDArray[np.float64]:
    knots = random.normal(size=(max(2, count // 7 + 2), 2))
    places = np.linspace(0, len(knots) - 1, count)
    return np.stack([np.interp(places, np.arange(len(knots)), knots[:, axis]) for axis in (0, 1)], axis=1)
