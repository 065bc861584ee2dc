"""The named ways of painting: technique, palette, names and moods."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from model import oklab
from model.colours import CHOSEN, MEASURED

Array = NDArray[np.float32]

_COLOUR_KEPT = 1.5
"""Chroma that a borrowed palette may have, relative to the way's own."""


@dataclass(frozen=True, eq=False)
class Colours:
    """Colours and the shares that they cover. lab: (n, 3) in OKLab; shares: (n,) summing to 1."""

    lab: Array
    shares: Array

    @classmethod
    def read(cls, text: str) -> Self:
        """From "rrggbb:weight rrggbb:weight ...", as model.colours writes them."""
        entries = [entry.split(":") for entry in text.split()]
        weights = np.array([int(weight) for _, weight in entries], np.float32)
        return cls(oklab.from_rgb(np.array([rgb(code) for code, _ in entries], np.float32)), weights / weights.sum())

    @property
    def chroma(self) -> float:
        """The mean distance from grey."""
        return float(self.shares @ np.hypot(self.lab[:, 1], self.lab[:, 2]))

    def toned_like(self, other: Self) -> Self:
        """These hues with the other's range of lightness, and not much more of colour than it has."""
        lightness, theirs = self.lab[:, 0], other.lab[:, 0]
        mean, their_mean = self.shares @ lightness, other.shares @ theirs
        spread, their_spread = lightness.std() + 1e-3, theirs.std()
        toned = self.lab * min(1.0, _COLOUR_KEPT * other.chroma / (self.chroma + 1e-3))
        toned[:, 0] = np.clip(their_mean + (lightness - mean) * their_spread / spread, 0.05, 0.98)
        return Colours(toned.astype(np.float32), self.shares)


@dataclass(frozen=True, eq=False)
class Palette:
    """An exemplar's colours, those of its figure and those of its ground."""

    figure: Colours
    ground: Colours

    def toned_like(self, other: Self) -> Self:
        """A medium on white paper stays on pale paper, and one at night in the dark, whoever lends the hues."""
        return Palette(self.figure.toned_like(other.figure), self.ground.toned_like(other.ground))


@dataclass(frozen=True)
class Way:
    """A technique (a function of model.painterly) with its palette.

    names: English and Korean. moods: emotions of the contract that it suits.
    """

    slug: str
    technique: str
    names: tuple[str, str]
    moods: tuple[str, ...]
    palette: Palette


def rgb(colour: str) -> tuple[float, float, float]:
    """'rrggbb' -> three floats in [0, 1]."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def _palette(figures: tuple[str, ...], grounds: tuple[str, ...]) -> Palette:
    """The figures' colours of some exemplars, the grounds' of others."""
    table = MEASURED | CHOSEN
    figure, ground = (" ".join(table[name][side] for name in names) for side, names in enumerate((figures, grounds)))
    return Palette(Colours.read(figure), Colours.read(ground))


WAYS: tuple[Way, ...] = (
    Way("sunflower", "oil", ("Sunflower", "해바라기"), ("happy", "proud"),
        _palette(("sunflowers", "gold"), ("gold",))),
    Way("starry-night", "swirl", ("Starry night", "별이 빛나는 밤"), ("sad", "surprised"),
        _palette(("starry_night", "starlight"), ("starry_night", "starlight"))),
    Way("irises", "impasto", ("Irises", "붓꽃"), ("excited", "proud"),
        _palette(("irises", "iris"), ("irises", "iris"))),
    Way("poppies", "knife", ("Poppies", "양귀비"), ("love", "angry"),
        _palette(("poppies", "violet_dark"), ("violet_dark",))),
    Way("pond", "watercolour", ("Lily pond", "수련 연못"), ("calm", "sad"), _palette(("pond",), ("pond",))),
    Way("blossom", "pastel", ("Blossom", "꽃잎"), ("love", "calm"), _palette(("rose",), ("almond",))),
    Way("sunday", "points", ("Sunday in the park", "공원의 일요일"), ("calm", "happy"),
        _palette(("straw_hat", "parasol"), ("orchard", "parasol"))),
    Way("night-cafe", "gouache", ("Night café", "밤의 카페"), ("angry", "scared"),
        _palette(("red_room",), ("red_room",))),
    Way("great-wave", "woodblock", ("Great wave", "큰 파도"), ("excited", "scared"), _palette(("wave",), ("wave",))),
    Way("ink-wash", "ink_wash", ("Ink wash", "수묵화"), ("calm", "unsure"), _palette(("ink",), ("ink",))),
    Way("pop", "pop", ("Pop", "팝 아트"), ("excited", "surprised"), _palette(("pop",), ("pop",))),
    Way("crayon", "crayon", ("Crayon", "크레용"), ("happy", "unsure"), _palette(("crayon",), ("crayon",))),
    Way("sketchbook", "pencil", ("Coloured pencils", "색연필"), ("unsure", "sad"),
        _palette(("sorrow", "paper"), ("paper",))),
    Way("cathedral", "stained_glass", ("Stained glass", "스테인드글라스"), ("surprised", "proud"),
        _palette(("rose_window",), ("rose_window",))),
    Way("lantern", "glow", ("Lantern light", "등불"), ("love", "angry", "scared"),
        _palette(("lantern",), ("lantern",))),
)  # fmt: skip

BORROWABLE: tuple[Palette, ...] = tuple(_palette((name,), (name,)) for name in MEASURED)
"""Palettes for paintings that borrow another exemplar's colours."""
