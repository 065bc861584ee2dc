"""Colours as people see them: OKLab, WCAG contrast, and a measure of how well two colours go together.

Arrays are float64 (..., 3). OKLab: L in [0, 1], a and b about [-0.4, 0.4]; a hue is an angle in degrees.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.float64]

# Ottosson, "A perceptual color space for image processing", 2020: linear sRGB -> cone response -> OKLab.
_TO_CONES = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929],
     [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]]
)  # fmt: skip
_TO_LAB = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468],
     [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]]
)  # fmt: skip
_FROM_CONES, _FROM_LAB = np.linalg.inv(_TO_CONES), np.linalg.inv(_TO_LAB)

# IEC 61966-2-1, and CIE Lab with the white D65.
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = _TO_XYZ.sum(axis=1)
_LUMINANCE = _TO_XYZ[1]


def rgb(colours: Sequence[str]) -> Colours:
    """`#rrggbb` as sRGB in [0, 1]: (n, 3)."""
    return np.array([[int(one[place : place + 2], 16) for place in (1, 3, 5)] for one in colours]).reshape(-1, 3) / 255


def hexed(colour: Colours) -> str:
    """An OKLab colour as `#rrggbb`, its chroma taken down as far as a screen needs it."""
    for chroma in np.linspace(1, 0, 21):
        shown = _to_srgb(colour * [1, chroma, chroma])
        if (shown > -0.002).all() and (shown < 1.002).all():
            break
    return "#{:02x}{:02x}{:02x}".format(*np.rint(np.clip(shown, 0, 1) * 255).astype(int))


def oklab(colours: Sequence[str]) -> Colours:
    """`#rrggbb` in OKLab: (n, 3)."""
    return np.cbrt(_linear(rgb(colours)) @ _TO_CONES.T) @ _TO_LAB.T


def lch(lightness: float, chroma: float, hue: float) -> Colours:
    """An OKLab colour by lightness, chroma and hue."""
    turn = np.radians(hue)
    return np.array([lightness, chroma * np.cos(turn), chroma * np.sin(turn)])


def chroma_of(lab: Colours) -> Colours:
    return np.hypot(lab[..., 1], lab[..., 2])


def hue_of(lab: Colours) -> Colours:
    return np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360


def apart(one: Colours, other: Colours) -> Colours:
    """Euclidean distance in OKLab; about 0.02 is just noticeable, 1 is from black to white."""
    return np.linalg.norm(one - other, axis=-1)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    dark, light = sorted(_linear(rgb([one, other])) @ _LUMINANCE)
    return float((light + 0.05) / (dark + 0.05))


def harmony(one: Sequence[str], other: Sequence[str]) -> Colours:
    """How well each colour of one goes with each of the other, about -1.2 (they clash) to 1.5: (n, m).

    Ou & Luo, "A colour harmony model for two-colour combinations", 2006: fitted to people's judgements.
    """
    a, b = _cielab(one)[:, None], _cielab(other)[None]
    chromas = chroma_of(a), chroma_of(b)
    in_lightness, in_chroma = np.abs(a[..., 0] - b[..., 0]), chromas[0] - chromas[1]
    in_hue = np.maximum(((a - b)[..., 1:] ** 2).sum(axis=-1) - in_chroma**2, 0)
    of_chroma = 0.04 + 0.53 * np.tanh(0.8 - 0.045 * np.sqrt(in_hue + (in_chroma / 1.46) ** 2))
    of_sum = 0.28 + 0.54 * np.tanh(-3.88 + 0.029 * (a[..., 0] + b[..., 0]))
    of_difference = 0.14 + 0.15 * np.tanh(-2 + 0.2 * in_lightness)
    return of_chroma + of_sum + of_difference + _of_hue(a) + _of_hue(b)


def _of_hue(lab: Colours) -> Colours:
    hue = hue_of(lab)
    warmth = -0.08 - 0.14 * np.sin(np.radians(hue + 50)) - 0.07 * np.sin(np.radians(2 * hue + 90))
    step = (90 - hue) / 10
    yellowness = (0.22 * lab[..., 0] - 12.8) / 10 * np.exp(step - np.exp(step))
    return (0.5 + 0.5 * np.tanh(-2 + 0.5 * chroma_of(lab))) * (warmth + yellowness)


def _cielab(colours: Sequence[str]) -> Colours:
    relative = _linear(rgb(colours)) @ _TO_XYZ.T / _WHITE
    x, y, z = np.where(relative > 216 / 24389, np.cbrt(relative), (24389 / 27 * relative + 16) / 116).T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def _linear(srgb: Colours) -> Colours:
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def _to_srgb(lab: Colours) -> Colours:
    linear = (lab @ _FROM_LAB.T) ** 3 @ _FROM_CONES.T
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * np.maximum(linear, 0) ** (1 / 2.4) - 0.055)
