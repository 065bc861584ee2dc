"""What a room looks like, made of the works that hang in it.

What holds of every theme, whatever the palettes, is stated in gallery.rooms.surfaces: words have their
contrast, frames and mats stand clear, and nothing clashes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gallery.rooms.colour import hexed, hue_of, lch, oklab
from gallery.rooms.mood import AMBIENCES, mood_of
from gallery.rooms.surfaces import best_floor, best_frame, best_wall, ceiling_of, ink_on, mat_of
from gallery.rooms.works import AREA, UNKNOWN, Work, palettes

_WARMEST_K, _COOLEST_K = 2700, 5000
_NIGHT = 0.27  # lightness of walls by night
_KELVIN_BY_WARMTH = 6000  # for each unit of OKLab's b: pictures of candles in candle light


@dataclass(frozen=True)
class Wishes:
    """What a curator decided; the rest is made to fit. wall: `#rrggbb`; ambience: one of AMBIENCES or `none`."""

    wall: str | None = None
    ambience: str | None = None


@dataclass(frozen=True)
class Label:
    """What stands beside a work, `#rrggbb`."""

    paper: str
    ink: str


@dataclass(frozen=True)
class Light:
    """kelvin: its colour; strength: 0-1."""

    kelvin: int
    strength: float


@dataclass(frozen=True)
class Theme:
    """The surfaces of a room as `#rrggbb`. ink: of words on the wall; mats: one for each work, in order."""

    wall: str
    floor: str
    ceiling: str
    frame: str
    ink: str
    label: Label
    light: Light
    ambience: str | None
    mats: tuple[str, ...]


NO_WISHES = Wishes()


def themed(works: Sequence[Work], emotion: str | None = None, wishes: Wishes = NO_WISHES) -> Theme:
    """The theme of a room in which these works hang, and of which that is the feeling."""
    mood = mood_of(emotion)
    colours = palettes(works) if works else oklab([UNKNOWN] * 5)[None]
    shown = [colour for work in works for colour in work.palette] or [UNKNOWN]
    wall = wishes.wall or best_wall(colours, shown, mood.wall)
    floor = best_floor(wall, shown)
    frame = best_frame(wall, floor, colours)
    hue = float(hue_of(oklab([wall])[0]))
    paper = hexed(lch(0.975, 0.008, hue))
    ambience = mood.ambience if wishes.ambience is None else wishes.ambience
    return Theme(
        wall=wall,
        floor=floor,
        ceiling=ceiling_of(wall),
        frame=frame,
        ink=ink_on(wall),
        label=Label(paper, ink_on(paper)),
        light=Light(_kelvin(mood.kelvin, float((AREA @ colours).mean(axis=0)[2])), mood.strength),
        ambience=ambience if ambience in AMBIENCES else None,
        mats=tuple(mat_of(work.colours, frame, hue) for work in works),
    )


def by_night(works: Sequence[Work], emotion: str | None, day: Theme) -> Theme:
    """The same room with the lamps turned down, for eyes that prefer the dark."""
    (lab,) = oklab([day.wall])
    dimmed = hexed(lab * [0, 0.6, 0.6] + [min(float(lab[0]), _NIGHT), 0, 0])
    return themed(works, emotion, Wishes(wall=dimmed, ambience=day.ambience or "none"))


def _kelvin(wished: int, warmth: float) -> int:
    return int(np.clip(round((wished - _KELVIN_BY_WARMTH * warmth) / 50) * 50, _WARMEST_K, _COOLEST_K))
