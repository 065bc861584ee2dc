"""OKLab (Ottosson 2020): a colour space in which equal distances look about equally far apart.

Colours are float32 (..., 3). sRGB runs from 0 to 1; OKLab's L from 0 (black) to 1 (white), a and b within about 0.4.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_LAB, _FROM_LMS = np.linalg.inv(_TO_LAB), np.linalg.inv(_TO_LMS)


def from_rgb(rgb: Array) -> Array:
    """sRGB -> OKLab."""
    rgb = np.asarray(rgb, np.float32)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return (np.cbrt(linear @ _TO_LMS.T.astype(np.float32)) @ _TO_LAB.T.astype(np.float32)).astype(np.float32)


def to_rgb(lab: Array) -> Array:
    """OKLab -> sRGB; what no screen can show is cut off to [0, 1]."""
    linear = (np.asarray(lab, np.float32) @ _FROM_LAB.T.astype(np.float32)) ** 3 @ _FROM_LMS.T.astype(np.float32)
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055).astype(np.float32)
