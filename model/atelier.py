"""A release at work on test drawings, through the same painter as in serving; pictures come out at 256 px."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model import cost
from model.bootstrap import Figure
from model.heldback import Drawings, Pictures, enlarged
from model.item import FREE_DRAW, Item
from model.painter import Painter
from model.release import Release


class Atelier:
    """One release. folder: as model.release describes it. Raises ReleaseError."""

    def __init__(self, folder: Path):
        self.painter = Painter([folder], device="cpu", cache_size=1)
        ((self.name, loaded),) = self.painter.loaded.items()
        self.release: Release = loaded.release
        # Lines laid over the painting would make it look faithful: what counts is what was painted.
        loaded.network.decoder.overlay = None

    def one_style_each(self, drawings: Drawings) -> Pictures:
        """Each drawing once, the named styles dealt out among them."""
        styles = [style.id for style in self.release.styles]
        dealt = deal(len(drawings.lines), len(styles))
        return np.stack([self._paint(drawings, place, [styles[i]])[0] for place, i in enumerate(dealt)])

    def in_all_styles(self, drawings: Drawings, place: int) -> Pictures:
        """One drawing in every named style, (styles, 256, 256, 3)."""
        return self._paint(drawings, place, [style.id for style in self.release.styles])

    def in_the_style_of(self, drawings: Drawings, place: int, reference: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """One drawing in the style of a picture, uint8 (256, 256, 3)."""
        return self._paint(drawings, place, [FREE_DRAW], reference)[0]

    def milliseconds(self, drawings: Drawings) -> list[Figure]:
        """Here and now: the first painting of a drawing, and each further style of it."""

        def first() -> None:
            self.painter.contents.clear()
            self._paint(drawings, 0, [FREE_DRAW])

        return cost.milliseconds([first, lambda: self._paint(drawings, 0, [FREE_DRAW])])

    def _paint(
        self, drawings: Drawings, place: int, styles: Sequence[int], reference: NDArray[np.uint8] | None = None
    ) -> Pictures:
        """Raises PaintingError."""
        lines, mask = drawings.lines[place], drawings.masks[place]
        items = [Item(lines, mask, self.name, style, 0, reference) for style in styles]
        painted = [self.painter.paint([item])[0] for item in items]
        for result in painted:
            if isinstance(result, Exception):
                raise result
        return enlarged(np.stack(painted))


def deal(count: int, styles: int) -> list[int]:
    """A style's place for each drawing: all equally often, in an order that nothing of the drawings follows."""
    return np.random.default_rng(0).permutation(np.arange(count) % styles).tolist()
