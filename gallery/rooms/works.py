"""What arranging needs to know of a work, and the places that works are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gallery.rooms.colour import Colours, oklab

AREA = np.array([0.4, 0.24, 0.16, 0.12, 0.08])
"""How much of a picture each of its five colours is taken to cover, the largest first."""

UNKNOWN = "#808080"


@dataclass(frozen=True)
class Work:
    """A work to be hung. palette: five `#rrggbb`, the largest area first; aspect: width by height."""

    id: str
    palette: tuple[str, ...]
    emotion: str | None = None
    style: int = 0
    likes: int = 0
    aspect: float = 1.0

    @cached_property
    def colours(self) -> Colours:
        """The palette in OKLab: (5, 3). What was never measured counts as grey."""
        return oklab((*self.palette, *[(self.palette or (UNKNOWN,))[-1]] * 5)[:5])

    @cached_property
    def mean(self) -> Colours:
        """Its mean colour by area, in OKLab: (3,)."""
        return AREA @ self.colours


def palettes(works: Sequence[Work]) -> Colours:
    """All colours of works in OKLab: (n, 5, 3)."""
    return np.stack([work.colours for work in works])
