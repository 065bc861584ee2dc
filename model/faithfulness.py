"""Whether a painting kept the drawing: edges where lines were drawn, calm where nothing was.

Weight-free. All pictures are 256 px; a tolerance of half a stroke and two pixels forgives an edge on either side
of a line.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from model import ink
from model.sketch import STROKE_PX

TOLERANCE_PX = STROKE_PX / 2 + 2
BLANK_PX = 12.0
"""Further from every line than this, nothing was drawn."""

_GRAIN_PX = STROKE_PX / 2
"""Blur before edges are looked for: a contour moves by less than the tolerance, paper and pigment go."""
_FINE_PX = 2.0
"""What a blur of this width takes away is fine detail."""
_FAINTEST_EDGE = 24
"""Least gradient of an edge, as Sobel's 3x3 filter gives it on 0..255: six levels a pixel."""
_FEWEST_BLANK_PX = 200

Plane = NDArray[np.uint8]


def centreline(lines: Plane) -> NDArray[np.bool_]:
    """Lines of a prepared sketch, ink 0 -> where their middles are, (S, S)."""
    return ink.centreline(255 - lines) > 0


def edges(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Canny's edges (1986) of the strongest colour channel; the upper threshold is Otsu's for this picture."""
    smooth = cv2.GaussianBlur(picture, (0, 0), _GRAIN_PX)
    along = [cv2.Sobel(smooth, cv2.CV_32F, dx, dy) for dx, dy in ((1, 0), (0, 1))]
    strength = np.hypot(*along)
    channel = strength.argmax(axis=2)[..., None]
    dx, dy = (np.take_along_axis(part, channel, axis=2)[..., 0].astype(np.int16) for part in along)
    strongest = strength.max(axis=2).clip(0, 255).astype(np.uint8)
    otsu, _ = cv2.threshold(strongest, 0, 255, cv2.THRESH_OTSU)
    high = max(otsu, _FAINTEST_EDGE)
    return cv2.Canny(dx, dy, high / 2, high, L2gradient=True) > 0


def share_near(wanted: NDArray[np.bool_], found: NDArray[np.bool_]) -> float:
    """Share of `wanted` with something `found` within the tolerance; nan when nothing is wanted."""
    if not wanted.any():
        return float("nan")
    if not found.any():
        return 0.0
    return float((_distance(found)[wanted] <= TOLERANCE_PX).mean())


def f1(middles: NDArray[np.bool_], found: NDArray[np.bool_]) -> float:
    """Harmonic mean of the share of the lines that are edges and the share of the edges that are lines."""
    recall, precision = share_near(middles, found), share_near(found, middles)
    return 2 * recall * precision / (recall + precision) if recall > 0 and precision > 0 else 0.0


def unrest(picture: NDArray[np.uint8], middles: NDArray[np.bool_]) -> float:
    """Mean square of the fine detail's lightness where nothing was drawn; nan when lines are everywhere."""
    blank = _distance(middles) > BLANK_PX if middles.any() else np.ones_like(middles)
    if blank.sum() < _FEWEST_BLANK_PX:
        return float("nan")
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = grey - cv2.GaussianBlur(grey, (0, 0), _FINE_PX)
    return float((fine[blank] ** 2).mean())


def _distance(marked: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Of every pixel to the nearest marked one."""
    return cv2.distanceTransform((~marked).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
