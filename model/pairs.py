"""One training pair: line art and colours become a hand's sketch and a painting of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model import hand, painterly, scene, sketch
from model.original import Kind, Original, Rejected, on_white
from model.palettes import BORROWABLE, Way

_BORROWED = 0.25
"""Share of the paintings in another exemplar's palette, so that styles are not a handful of points."""

_INK_SHARES = (0.004, 0.4)
"""A sketch with less ink is next to blank, one with more is a black sheet."""

_FLATTEST = 1e-3 * 255
"""Deviation below which a picture counts as even: an instance norm of it blows up gradients."""

_LEAKED = 0.6
"""A silhouette that covers less of the figure than this has leaked out through a gap."""


@dataclass(frozen=True)
class Pair:
    """centreline: as model.sketch.centreline gives it. lines, mask: as in model.sketch.Sketch.

    painting: uint8 (S, S, 3). original: uint8 (256, 256, 3), the picture as its maker showed it, on white.
    borrowed: in another exemplar's palette than its way's own.
    """

    centreline: NDArray[np.uint8]
    lines: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    painting: NDArray[np.uint8]
    original: NDArray[np.uint8]
    borrowed: bool

    @property
    def ink_share(self) -> float:
        return float((self.lines < 128).mean())


def make(
    ink: NDArray[np.uint8],
    rgba: NDArray[np.uint8],
    way: Way,
    seed: int,
    *,
    kind: Kind,
    shown: NDArray[np.uint8] | None = None,
    painting_px: int = sketch.SKETCH_PX,
) -> Pair:
    """The arrays as in model.original.Original. Raises BlankSketch for empty art, Rejected for what is no pair."""
    rng = np.random.default_rng(seed)
    exemplar = BORROWABLE[rng.integers(len(BORROWABLE))] if rng.random() < _BORROWED else None
    bend = hand.bend(ink.shape[0], rng)
    coloured, clean = bend.apply(rgba, nearest=kind == "flat"), bend.apply(ink)
    drawn, centreline, crop = _drawn(clean, coloured[..., 3], rng)
    seen = scene.of(coloured, drawn, crop, way, rng, kind=kind, exemplar=exemplar)
    original = sketch.cut(on_white(bend.apply(rgba if shown is None else shown)), crop, sketch.SKETCH_PX, paper=255)
    lines, mask = sketch.planes(centreline)
    painting = painterly.paint(seen.enlarged(painting_px), way, rng)
    return checked(Pair(centreline, lines, mask, painting, original, exemplar is not None))


def of(original: Original, way: Way, seed: int, painting_px: int = sketch.SKETCH_PX) -> Pair:
    """The pair of a picture."""
    parts = (original.ink, original.rgba, way, seed)
    return make(*parts, kind=original.kind, shown=original.shown, painting_px=painting_px)


def checked(pair: Pair) -> Pair:
    """Raises Rejected for what would make the networks' gradients overflow: blank, black or even pictures."""
    for name, picture in (("sketch", pair.lines), ("painting", pair.painting)):
        if not np.isfinite(picture).all():
            raise Rejected(f"the {name} is not finite")
        if picture.std() < _FLATTEST:
            raise Rejected(f"the {name} is one even tone")
    if not _INK_SHARES[0] <= pair.ink_share <= _INK_SHARES[1]:
        raise Rejected(f"ink covers {pair.ink_share:.1%} of the sketch")
    return pair


def _drawn(
    clean: NDArray[np.uint8], figure: NDArray[np.uint8], rng: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], tuple[int, int, int]]:
    """The line art by an unsteady hand, its centreline and crop; by a steady one where the silhouette would leak."""
    drawn = hand.unsteady(clean, rng)
    centreline, crop = sketch.centreline(drawn)
    inside = sketch.cut(figure, crop, sketch.SKETCH_PX, paper=0) > 127
    if inside.any() and (sketch.planes(centreline)[1][inside] > 127).mean() < _LEAKED:
        drawn = clean
        centreline, crop = sketch.centreline(clean)
    return drawn, centreline, crop
