"""A picture before it is painted: its line art and its colours, wherever they came from."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Kind = Literal["flat", "shaded", "photo"]

RENDER_PX = 320
"""Side at which originals are rendered: a sketch's 256 px plus what the margin will crop."""


class Rejected(ValueError):
    """A picture that cannot become a pair; the message is the reason that manifest and report give."""


@dataclass(frozen=True)
class Original:
    """One picture, three ways of seeing it, all (S, S) in place.

    ink: uint8 (S, S), its line art, 255 on 0. rgba: uint8 (S, S, 4), the colours to paint from; alpha is the
    figure. shown: uint8 (S, S, 4), the picture as its maker showed it. kind: art in flat areas or shaded, or a photo.
    """

    ink: NDArray[np.uint8]
    rgba: NDArray[np.uint8]
    shown: NDArray[np.uint8]
    kind: Kind


def on_white(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8 (H, W, 4) -> uint8 (H, W, 3)."""
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return (rgba[..., :3] * alpha + 255 * (1 - alpha)).round().astype(np.uint8)


def squared(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Fitted into RENDER_PX, white where it is not square: uint8 (H, W, 3) -> (S, S, 3)."""
    height, width = rgb.shape[:2]
    longer = max(height, width)
    page = np.full((longer, longer, 3), 255, np.uint8)
    top, left = (longer - height) // 2, (longer - width) // 2
    page[top : top + height, left : left + width] = rgb
    way = cv2.INTER_AREA if longer > RENDER_PX else cv2.INTER_CUBIC
    return cv2.resize(page, (RENDER_PX, RENDER_PX), interpolation=way)
