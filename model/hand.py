"""Makes clean line art look drawn by a hand: tilted, off-centre, wobbly, with gaps.

The same bend is given to the painting, so that a sketch and its painting stay a pair.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from model.textures import noise

Array = NDArray[np.float32]


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
    scale = rng.uniform(0.98, 1.2)
    flip = rng.choice([-1.0, 1.0])
    bent_x = flip * scale * stretch * (np.cos(angle) * x + np.sin(angle) * y) + size / 2
    bent_y = scale / stretch * (-np.sin(angle) * x + np.cos(angle) * y) + size / 2
    waves = size * rng.uniform(0.003, 0.018)
    bent_x, bent_y = (axis + waves * noise(size, size / 10, rng) for axis in (bent_x, bent_y))
    return Bend(bent_x.astype(np.float32), bent_y.astype(np.float32))


def unsteady(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Line art -> the same with the tremor and the gaps of a quick hand. uint8 (S, S), ink 255 on 0."""
    size = ink.shape[0]
    y, x = np.indices((size, size), np.float32)
    tremor = rng.uniform(0.2, 1.3)
    shaken = cv2.remap(
        ink, x + tremor * noise(size, 5, rng), y + tremor * noise(size, 5, rng), cv2.INTER_LINEAR, borderValue=(0,)
    )
    if rng.random() < 0.4:
        shaken = _with_gaps(shaken, rng)
    return shaken


def _with_gaps(ink: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    broken = ink.copy()
    inked = np.argwhere(ink > 127)
    for y, x in inked[rng.integers(len(inked), size=rng.integers(1, 5))] if len(inked) else ():
        cv2.circle(broken, (int(x), int(y)), int(rng.integers(3, 9)), 0, cv2.FILLED)
    return broken
