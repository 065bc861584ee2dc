"""The colours that people name, and which of them a painting is known by. Distances are OKLab's."""

import math
from collections.abc import Mapping, Sequence

from gallery.rooms.colour import oklab as colour_in_oklab

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
    """#rrggbb in OKLab: lightness 0-1, then towards red, then towards yellow."""
    lightness, a, b = colour_in_oklab([colour])[0].tolist()
    return lightness, a, b


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


_PLACES = {oklab(colour): name for name, colours in COLOURS.items() for colour in colours}
