"""Makes clean line art look drawn by a hand: tilted, wobbly, simplified, with gaps, parts left out.

The same bend is given to the painting, so that a sketch and its painting stay a pair.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from model import vector
from model.ink import centreline
from model.textures import noise

Array = NDArray[np.float32]

_STEP_PX = 3.0
"""A stroke is drawn in straight pieces of this length."""

_SPUR_PX = 5
"""Thinning leaves hairs of a few pixels where lines meet."""


@dataclass(frozen=True)
class Bend:
    """Where every pixel of a bent picture comes from. x, y: float32 (S, S)."""

    x: Array
    y: Array

    def apply(self, picture: NDArray[np.uint8], *, nearest: bool = False) -> NDArray[np.uint8]:
        """The picture bent; transparent or inkless (0) where nothing was."""
        way = cv2.INTER_NEAREST if nearest else cv2.INTER_LINEAR
        return cv2.remap(picture, self.x, self.y, way, borderMode=cv2.BORDER_CONSTANT, borderValue=(0, 0, 0, 0))


def bend(size: int, rng: np.random.Generator) -> Bend:
    """A random tilt, stretch and slow waviness, and now and then a mirror image."""
    y, x = np.indices((size, size), np.float32)
    x, y = x - size / 2, y - size / 2
    angle, stretch = np.radians(rng.normal(0, 7)), np.exp(rng.normal(0, 0.08))
    # Smaller, so that nothing leaves the page.
    scale = rng.uniform(1.06, 1.2) * max(stretch, 1 / stretch)
    flip = rng.choice([-1.0, 1.0])
    bent_x = flip * scale * stretch * (np.cos(angle) * x + np.sin(angle) * y) + size / 2
    bent_y = scale / stretch * (-np.sin(angle) * x + np.cos(angle) * y) + size / 2
    waves = size * rng.uniform(0.003, 0.018)
    bent_x, bent_y = (axis + waves * noise(size, 25.6, rng) for axis in (bent_x, bent_y))
    return Bend(bent_x.astype(np.float32), bent_y.astype(np.float32))


@dataclass(frozen=True)
class Habits:
    """How somebody draws; lengths in pixels.

    tolerance: how far a line may stray for being drawn with fewer bends. angular: corners stay corners.
    tremor: of the pen, slow. slip: how far a whole stroke is misplaced. gap: the widest opening where a stroke
    should end on another. widths: of the pen, thinnest and widest. shortest: details below this are left out.
    """

    tolerance: float
    angular: bool
    tremor: float
    slip: float
    gap: float
    widths: tuple[float, float]
    shortest: float


def habits(rng: np.random.Generator) -> Habits:
    """Somebody: mostly careful, now and then quick and coarse. For pictures of about 320 px."""
    haste = rng.beta(1.3, 2.5)
    thin = rng.uniform(2.5, 6)
    return Habits(
        tolerance=0.8 + 3.0 * haste,
        angular=bool(rng.random() < 0.15),
        tremor=rng.uniform(0.2, 0.6 + 1.6 * haste),
        slip=1.4 * haste,
        gap=rng.uniform(0, 9) * haste,
        widths=(thin, thin + rng.uniform(0, 3)),
        shortest=rng.uniform(4, 30) * (rng.random() < 0.35),
    )


def unsteady(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Line art -> the same drawn by somebody. uint8 (S, S), ink 255 on 0."""
    person, size = habits(rng), ink.shape[0]
    fields = [person.tremor * noise(size, 7.2, rng) for _ in range(2)]
    page = np.zeros_like(ink)
    strokes = [stroke for stroke in vector.trace(centreline(ink)) if len(stroke) >= _SPUR_PX]
    longest = max((len(stroke) for stroke in strokes), default=0)
    for stroke in strokes:
        if len(stroke) >= min(person.shortest, longest):
            _draw(page, stroke, person, fields, rng)
    return page


def _draw(
    page: NDArray[np.uint8], stroke: Array, person: Habits, fields: list[Array], rng: np.random.Generator
) -> None:
    corners = vector.simplified(stroke, person.tolerance)
    line = vector.dense(corners if person.angular else vector.rounded(corners), _STEP_PX)
    line = _with_open_ends(line, person.gap * rng.random(2))
    x, y = np.clip(np.round(line).astype(int), 0, page.shape[0] - 1).T
    shaken = line + np.stack([field[y, x] for field in fields], axis=1) + person.slip * rng.normal(size=2)
    thin, wide = person.widths
    swelling = 0.5 + 0.5 * np.sin(np.linspace(0, rng.uniform(2, 9), len(line)) + rng.uniform(0, 6))
    vector.draw(page, shaken.astype(np.float32), thin + (wide - thin) * swelling)


def _with_open_ends(line: Array, gaps: Array) -> Array:
    """The line with that much missing at its ends, but never more than half of it."""
    first, last = (min(len(line) // 4, round(gap / _STEP_PX)) for gap in gaps)
    return line[first : len(line) - last]
