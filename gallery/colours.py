"""The colours that people name, and which of them a painting is known by. Distances are OKLab's."""

import math
from collections.abc import Mapping, Sequence

COLOURS: Mapping[str, tuple[str, ...]] = {
    "red": ("#d0302c", "#8b1f24", "#b3564e"),
    "orange": ("#ec8a2c", "#f0a877", "#c06a24"),
    "yellow": ("#f2d049", "#f7e6a0", "#c4a030"),
    "green": ("#4d9a46", "#2f5a2c", "#a9cf8f", "#7d8a45"),
    "turquoise": ("#3fa9a6", "#2a6762", "#a3d9d2", "#6b938c"),
    "blue": ("#3a6fc4", "#1c2f69", "#8cbfe8", "#54748f"),
    "purple": ("#7f55b3", "#452a66", "#b9a3d8", "#6a5f86"),
    "pink": ("#e58bb0", "#f4c6d4", "#c9879b"),
    "brown": ("#80532f", "#4a3222", "#ab8a66", "#6e554b"),
    "white": ("#f2efe9", "#d9d5cb"),
    "grey": ("#8c8b89", "#b5b2ac", "#63625f"),
    "black": ("#23221f",),
}
"""What the wall is looked through by, each with colours that everybody would call so; the first stands for it."""

Lab = tuple[float, float, float]

_AREAS = (1.0, 0.75, 0.55, 0.4, 0.3)
"""What a palette's colours count, the largest area first."""

_PLAINNESS = 0.03
"""What a colour without any chroma counts beside one with: paper and ink are in every painting."""


def oklab(colour: str) -> Lab:
    """#rrggbb in OKLab (Ottosson 2020): lightness 0-1, then towards red, then towards yellow."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def nearest(colour: str) -> str:
    """The name of a colour, #rrggbb: that of the nearest of COLOURS."""
    seen = oklab(colour)
    return _PLACES[min(_PLACES, key=lambda place: math.dist(seen, place))]


def leading(palette: Sequence[str]) -> str:
    """The name of the colour that a painting is known by: large and colourful areas count most.

    palette: #rrggbb, the largest area first.
    """
    weights: dict[str, float] = {}
    for colour, area in zip(palette, _AREAS, strict=False):
        _, a, b = oklab(colour)
        name = nearest(colour)
        weights[name] = weights.get(name, 0.0) + area * (_PLAINNESS + math.hypot(a, b))
    return max(weights, key=lambda name: weights[name]) if weights else ""


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


_PLACES = {oklab(colour): name for name, colours in COLOURS.items() for colour in colours}
