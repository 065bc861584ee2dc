"""Edges of pictures as lines that a pen could have drawn: by Canny, of colour areas, and tidied."""

import cv2
import numpy as np
from numpy.typing import NDArray

from model import ink

PEN_PX = 5
"""A hand's line width at 320 px."""

_BLUR_PX = 2.2
_COLOUR_STEPS = (60.0, 150.0)
"""Canny's thresholds on a channel of Lab: the weakest change that continues a line, and that begins one."""

_STRONG, _WEAK = 0.93, 0.85
"""Canny's thresholds on photos, as quantiles of the slopes found in the figure."""

_FLATTEST = 24.0
"""A slope below this is paper or skin, however even the photo."""


def canny(grey: NDArray[np.uint8], within: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Gaussian blur and Canny, the thresholds found on this very picture. Returns uint8 (H, W), 255 on 0.

    within: bool (H, W), where slopes are counted: the figure, or all of the photo.
    """
    # Fur and cloth would be all edges: what is small and faint is evened out first.
    smooth = cv2.GaussianBlur(cv2.bilateralFilter(grey, 9, 40, 5), (0, 0), _BLUR_PX)
    dx, dy = (cv2.Sobel(smooth, cv2.CV_16S, *order) for order in ((1, 0), (0, 1)))
    slopes = np.hypot(dx.astype(np.float32), dy)[within]
    if slopes.size == 0:
        return np.zeros_like(grey)
    weak, strong = np.maximum(np.quantile(slopes, (_WEAK, _STRONG)), (_FLATTEST, 2 * _FLATTEST))
    return cv2.Canny(dx, dy, float(weak), float(strong), L2gradient=True)


def of_colours(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Where colour art changes its colour (any channel of Lab) and where it ends. uint8 (H, W), 255 on 0."""
    inside = (rgba[..., 3] > 127).astype(np.uint8)
    lab = cv2.cvtColor(spread(rgba[..., :3], inside > 0), cv2.COLOR_RGB2LAB)
    found = np.zeros_like(inside)
    for channel in cv2.split(cv2.bilateralFilter(lab, 7, 12, 3)):
        found |= cv2.Canny(cv2.GaussianBlur(channel, (0, 0), 1.0), *_COLOUR_STEPS, L2gradient=True)
    well_inside = cv2.erode(inside, np.ones((5, 5), np.uint8))
    return np.maximum(found * well_inside, outline(inside))


def outline(inside: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The rim of a mask of 0 and 1 as uint8 (H, W), 255 on 0."""
    padded = cv2.copyMakeBorder(inside, 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    return (padded - cv2.erode(padded, np.ones((3, 3), np.uint8)))[1:-1, 1:-1] * np.uint8(255)


def as_pen_lines(edge_map: NDArray[np.uint8], shortest_px: int) -> NDArray[np.uint8]:
    """Edges thinned, double ones made one, short pieces dropped, drawn as wide as a hand does."""
    joined = cv2.dilate((edge_map > 127).astype(np.uint8), np.ones((3, 3), np.uint8))
    return widened(without_short(ink.thin(joined), shortest_px))


def widened(thin: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """1-px lines -> as wide as a pen's. uint8 (H, W), 255 on 0."""
    pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (PEN_PX, PEN_PX))
    return cv2.dilate((thin > 0).astype(np.uint8) * np.uint8(255), pen)


def without_short(thin: NDArray[np.uint8], shortest_px: int) -> NDArray[np.uint8]:
    """1-px lines without the connected pieces of fewer pixels."""
    _count, labels, stats, _ = cv2.connectedComponentsWithStats((thin > 0).astype(np.uint8), connectivity=8)
    keep = stats[:, cv2.CC_STAT_AREA] >= shortest_px
    keep[0] = False
    return np.where(keep[labels], thin, 0)


def spread(colours: NDArray[np.uint8], known: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Gives every pixel outside `known` the colour of the nearest one inside; grey where nothing is known."""
    if not known.any():
        return np.full_like(colours, 128)
    _, nearest = cv2.distanceTransformWithLabels(
        (~known).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    table = np.zeros((nearest.max() + 1, 3), np.uint8)
    table[nearest[known]] = colours[known]
    return table[nearest]
