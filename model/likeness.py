"""What makes a photo's painting look like what was photographed: its lights and darks, its eyes and its nose.

Flat art is given light and form by its geometry (model.form). A photo has its own; a way of painting lends it hues,
strokes and paper, and may not take the tones away.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model import flow, oklab
from model.textures import blur

Array = NDArray[np.float32]

_RANGES = ((0.12, 0.36), (0.74, 0.95))
"""OKLab lightness that a photo's darkest and lightest tones get: the palette's own, within these."""
_PATCH_PX = 2.4
"""Tones melt into patches about so wide, as a brush would lay them."""
_BLOCKS = 5
_HUE_PX, _CHROMA = 2.5, 0.9
_COARSE_PX = 2.2
"""What of a painting is wider than this is its tones, what is finer its medium."""


@dataclass(frozen=True)
class Touch:
    """Shares of a way's own that a photo's painting keeps: of its fine relief on the figure and on the ground, and of
    its hues where they are not the palette's own."""

    figure: float = 0.28
    ground: float = 0.5
    hues: float = 0.5


TOUCHES = {
    "knife": Touch(0.13, 0.4, 0.3),
    "stained_glass": Touch(0.14, 0.4, 0.2),
    "crayon": Touch(0.26, 0.5, 0.3),
}
"""Of techniques whose marks are as wide as an eye."""


def tones(rgb: NDArray[np.uint8], inside: NDArray[np.bool_], palette: Array) -> Array:
    """(S, S) the photo's lightness in patches, stretched to the range that the palette, (n, 3) OKLab, has."""
    lightness = oklab.from_rgb(rgb.astype(np.float32) / 255)[..., 0]
    patches = flow.kuwahara(np.repeat(lightness[..., None], 3, axis=-1), _PATCH_PX)[..., 0]
    low, high = np.quantile(patches[inside], (0.01, 0.99)) if inside.any() else (0.0, 1.0)
    darkest, lightest = palette[:, 0].min(), palette[:, 0].max()
    ends = np.clip(darkest, *_RANGES[0]), np.clip(lightest, *_RANGES[1])
    return np.interp(patches, (low, max(high, low + 1e-3)), ends).astype(np.float32)


def recoloured(colours: Array, tone: Array) -> Array:
    """sRGB (S, S, 3): the colours' hues, softly changing, in these tones."""
    lab = blur(oklab.from_rgb(colours), _HUE_PX)
    return oklab.to_rgb(np.dstack([tone, _CHROMA * lab[..., 1:]]).astype(np.float32))


def cut(tone: Array) -> Array:
    """(S, S) the tones as a block cutter sees them: few, with soft borders."""
    smooth = blur(tone, 1.2)
    borders = np.quantile(smooth, np.arange(1, _BLOCKS) / _BLOCKS)
    levels = np.quantile(smooth, (np.arange(_BLOCKS) + 0.5) / _BLOCKS).astype(np.float32)
    return blur(levels[np.digitize(smooth, borders)], 0.6)


def kept(painted: Array, colour: Array, tone: Array, figure: Array, technique: str) -> Array:
    """The painting, (S, S, 3), with the figure in these tones and near these colours under its medium's relief."""
    touch = TOUCHES.get(technique, Touch())
    lab, wanted = oklab.from_rgb(np.clip(painted, 0, 1)), oklab.from_rgb(colour)
    coarse = blur(lab[..., 0], _COARSE_PX)
    relief = lab[..., 0] - coarse
    lightness = blur(tone, 0.6) + touch.figure * relief
    hues = wanted[..., 1:] + touch.hues * (lab[..., 1:] - wanted[..., 1:])
    own, around = np.dstack([lightness, hues]), np.dstack([coarse + touch.ground * relief, lab[..., 1:]])
    return oklab.to_rgb(around + figure[..., None] * (own - around))
