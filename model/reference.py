"""What a picture of somebody's own is made into before its style is taken. No torch here."""

import cv2
import numpy as np
from numpy.typing import NDArray

from model import images

REFERENCE_PX = 256
"""Side of a prepared reference; a style encoder sees it at its release's image size."""

_WORK_PX = 1024


def from_upload(data: bytes) -> NDArray[np.uint8]:
    """An image file as somebody sent it -> its middle square, upright, on white: uint8 (256, 256, 3), RGB.

    Raises UnsupportedImage, TooManyPixels or UndecodableImage (model.images).
    """
    rgb, _ = images.decode(data, _WORK_PX)
    height, width = rgb.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = np.ascontiguousarray(rgb[top : top + side, left : left + side])
    return cv2.resize(square, (REFERENCE_PX, REFERENCE_PX), interpolation=cv2.INTER_AREA)
