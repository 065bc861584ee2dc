"""What a sketch is: clean lines of one width on white, cropped square, with their silhouette.

People's uploads and training pictures go through the same functions, so that the network never
meets a kind of line it was not trained on. numpy and OpenCV only, no torch.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from model import images, ink

SKETCH_PX = 256
"""Side of a prepared sketch."""

STROKE_PX = 5.0
"""Width of every line of a prepared sketch: what the network is trained on."""

MARGIN = 0.12
"""White around the drawing, as a share of the drawing's longer side."""

WORK_PX = 1024
"""Uploads are reduced to this longer side before anything is looked for."""

_SMALLEST_DRAWING = 0.03
_SHORTEST_INK_PX = 40
_WIDEST_GAP_PX = 19


class BlankSketch(images.ImageError):
    """There is nothing, or next to nothing, drawn on the page."""


@dataclass(frozen=True)
class Sketch:
    """A prepared sketch.

    lines: uint8 (256, 256), ink 0 on paper 255, anti-aliased, strokes STROKE_PX wide.
    mask: uint8 (256, 256), 255 inside the silhouette of what was drawn, soft edge.
    crop: x, y, side of that square on the upright page, in the page's pixels; the square may
        reach over the page's edge.
    """

    lines: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    crop: tuple[int, int, int]


def from_upload(data: bytes, keep: float = ink.USUAL) -> Sketch:
    """An image file as somebody sent it -> Sketch. keep: how much of its ink, 0-1, see model.ink.find.

    Raises UnsupportedImage, TooManyPixels, UndecodableImage (model.images) or BlankSketch.
    """
    rgb, (width, height) = images.decode(data, WORK_PX)
    sketch = from_ink(ink.find(rgb, keep))
    x, y, side = sketch.crop
    scale = max(width, height) / max(rgb.shape[:2])
    return Sketch(sketch.lines, sketch.mask, (round(x * scale), round(y * scale), max(1, round(side * scale))))


def from_ink(page: NDArray[np.uint8]) -> Sketch:
    """Ink on a page -> Sketch. page: uint8 (H, W), ink 255 on 0. Raises BlankSketch."""
    drawn, crop = centreline(page)
    return Sketch(*planes(drawn), crop)


def centreline(page: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], tuple[int, int, int]]:
    """Ink on a page -> all there is to know of its Sketch: the thinned lines, and where they were.

    Returns uint8 (256, 256), 255 on 0, 1 px wide, and the crop of Sketch. Raises BlankSketch.
    """
    crop = _square_around(page)
    drawn = ink.centreline(cut(page, crop, SKETCH_PX, paper=0))
    if np.count_nonzero(drawn) < _SHORTEST_INK_PX:
        raise BlankSketch("There is too little drawn on the page. Please draw a little more.")
    return drawn, crop


def cut(picture: NDArray[np.uint8], crop: tuple[int, int, int], size: int, *, paper: int) -> NDArray[np.uint8]:
    """The crop's square as (size, size[, C]), `paper` where it reaches over the edge."""
    x, y, side = crop
    scale = size / side
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    height, width = picture.shape[:2]
    left, top, right, bottom = max(0, x), max(0, y), min(width, x + side), min(height, y + side)
    padded = cv2.copyMakeBorder(
        picture[top:bottom, left:right],
        top - y,
        y + side - bottom,
        left - x,
        x + side - right,
        cv2.BORDER_CONSTANT,
        value=(paper,) * 4,
    )
    return cv2.resize(padded, (size, size), interpolation=way)


def redraw(centreline: NDArray[np.uint8], stroke_px: float) -> NDArray[np.uint8]:
    """1-px centrelines (nonzero) -> anti-aliased lines of one width, 0 on 255."""
    distance = cv2.distanceTransform((centreline == 0).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    smooth = cv2.GaussianBlur(distance, (0, 0), 0.8)  # takes the staircase out of the thinned lines
    return (np.clip(smooth - (stroke_px - 1) / 2, 0, 1) * 255).astype(np.uint8)


def planes(centreline: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Lines and mask of the Sketch with this centreline (1 px wide, nonzero)."""
    lines = redraw(centreline, STROKE_PX)
    return lines, _silhouette(centreline, lines)


def _silhouette(centreline: NDArray[np.uint8], lines: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """All that the lines enclose, small gaps closed: 255 inside, 0 outside, soft edge.

    An open shape leaks: its inside then counts as outside, and only its lines remain.
    """
    reach = _WIDEST_GAP_PX // 2
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_WIDEST_GAP_PX, _WIDEST_GAP_PX))
    border = 2 * reach
    wall = cv2.dilate(cv2.copyMakeBorder((centreline > 0).astype(np.uint8), *(border,) * 4, cv2.BORDER_CONSTANT), disc)
    cv2.floodFill(wall, None, (0, 0), 2)
    filled = cv2.erode((wall != 2).astype(np.uint8) * 255, disc)[border:-border, border:-border]
    return cv2.GaussianBlur(cv2.max(filled, 255 - lines), (0, 0), 1.5)


def _square_around(page: NDArray[np.uint8]) -> tuple[int, int, int]:
    x, y, width, height = cv2.boundingRect((page > 127).astype(np.uint8))
    longer = max(width, height)
    if longer == 0:
        raise BlankSketch("There is no drawing on the page. Please draw something first.")
    if longer < _SMALLEST_DRAWING * max(page.shape):
        raise BlankSketch("There is only a tiny mark on the page. Please draw something larger.")
    side = round(longer * (1 + 2 * MARGIN)) + 1
    return x + width // 2 - side // 2, y + height // 2 - side // 2, side
