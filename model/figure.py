"""A photo's figure: its mask as one shape that somebody could draw around."""

import cv2
import numpy as np
from numpy.typing import NDArray

from model import images
from model.files import File
from model.original import RENDER_PX

_SMOOTH_PX = 4.0
_LIKELY = 96
"""Masks are unsure of pale fur; a little less than an even chance counts as figure."""

_BUST = 3.2
"""Exponent of the superellipse that rounds off a figure which the photo's frame cuts: nobody draws the frame."""


def mask_in(file: File, side: int) -> NDArray[np.uint8]:
    """The mask that a file holds, uint8 (side, side), 255 = figure. Raises ImageError."""
    grey = images.decode(file.read(), 4 * RENDER_PX)[0][..., 0]
    return cv2.resize(grey, (side, side), interpolation=cv2.INTER_LINEAR)


def one_shape(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The mask's largest piece without hairs, frays and holes, its edge soft again."""
    smooth = (cv2.GaussianBlur(mask, (0, 0), _SMOOTH_PX) > _LIKELY).astype(np.uint8)
    pieces, _ = cv2.findContours(smooth, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    whole = np.zeros_like(mask)
    if pieces:
        cv2.drawContours(whole, [max(pieces, key=cv2.contourArea)], -1, 255, cv2.FILLED)
    return cv2.GaussianBlur(whole, (0, 0), 1.0)


def rounded_off(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The mask inside a rounded square: what the frame would cut straight ends in a curve."""
    off_centre = np.abs(np.linspace(-1, 1, len(mask), dtype=np.float32)) ** _BUST
    inside = (0.99 - (off_centre[:, None] + off_centre) ** (1 / _BUST)) * len(mask) / 2
    return np.minimum(mask, (np.clip(inside, 0, 1) * 255).astype(np.uint8))
