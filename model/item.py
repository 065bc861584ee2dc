"""One painting to be made: what travels to the painter. No torch, so that any process can build one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.reference import REFERENCE_PX
from model.sketch import SKETCH_PX

FREE_DRAW = 0
"""Style id of a code drawn from the release's style prior by the item's seed."""


@dataclass(frozen=True)
class Item:
    """A prepared sketch and the style to paint it in.

    lines: uint8 (256, 256), ink 0 on paper 255.
    mask: uint8 (256, 256), 255 inside the drawn silhouette, soft edge.
    style: an id of the release's styles, or FREE_DRAW.
    reference: uint8 (256, 256, 3), RGB: a picture whose style is taken instead, or None.
    variation: 0-1, how far the style's code is moved, in a direction by the seed (see model.variation).
    lineage: seed and variation of the paintings that this one is a variation of, the first one first.
    """

    lines: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    release: str
    style: int
    seed: int
    reference: NDArray[np.uint8] | None = None
    variation: float = 0.0
    lineage: tuple[tuple[int, float], ...] = ()

    @property
    def steps(self) -> tuple[tuple[int, float], ...]:
        """From the style to this painting; the first one's seed decides a free draw."""
        return (*self.lineage, (self.seed, self.variation))


class PaintingError(ValueError):
    """One item could not be painted; a value in its place, never an exception for its neighbours."""


def misshapen(item: Item) -> PaintingError | None:
    """What is wrong with the shapes of an item's pictures."""
    for plane in (item.lines, item.mask):
        if plane.dtype != np.uint8 or plane.shape != (SKETCH_PX, SKETCH_PX):
            return PaintingError(f"A sketch is uint8 ({SKETCH_PX}, {SKETCH_PX}), not {plane.dtype} {plane.shape}.")
    shown = item.reference
    if shown is not None and (shown.dtype != np.uint8 or shown.shape != (REFERENCE_PX, REFERENCE_PX, 3)):
        wanted = f"uint8 ({REFERENCE_PX}, {REFERENCE_PX}, 3)"
        return PaintingError(f"A reference is {wanted}, not {shown.dtype} {shown.shape}.")
    return None
