"""The surfaces of a room, each the best of a few that a museum might have."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from gallery.rooms.colour import Colours, apart, chroma_of, contrast, harmony, hexed, hue_of, lch, oklab
from gallery.rooms.works import AREA

CONTRAST = 4.5
"""Of words, on their label and on the wall: WCAG 2.2 AA."""

EDGE = 0.2
"""How far a frame stands from the wall, in OKLab."""

MAT = 0.06
"""How far a mat stands from its frame and from every colour of its picture, in OKLab."""

CLASH = -0.5
"""Harmony (Ou & Luo 2006) under which two colours clash."""

_STANDS_CLEAR = 0.12  # of the wall, by the largest colour of each picture: wished for; the frame is promised
_WALL_LIGHTNESSES = (0.3, 0.36, 0.42, 0.64, 0.7, 0.76, 0.82, 0.86, 0.9, 0.94)
_WALL_CHROMAS = (0.012, 0.025, 0.04, 0.055, 0.07)
_HUE_STEP = 5
_WALL_TURNS = (0, 8, -8)  # from the hue of the works to that of the wall
_COLOURFUL = 0.6  # of the works' chroma, what a wall takes on

# By lightness, chroma and hue: oak, ash, walnut, stone, slate.
_FLOORS = ((0.66, 0.06, 72), (0.8, 0.03, 84), (0.42, 0.045, 56), (0.6, 0.008, 80), (0.3, 0.012, 260))
_BELOW_WALL, _OFF_WALL = 0.25, 0.1  # how much darker a floor is wished for, and how far from the wall it must be

# Black, walnut, oak, brass, silver, white.
_FRAMES = (
    (0.25, 0.01, 60), (0.38, 0.05, 55), (0.6, 0.075, 68), (0.72, 0.09, 85), (0.78, 0.005, 250), (0.965, 0.008, 90)
)  # fmt: skip
_FRAME_STEP = 0.4  # from the wall, wished for

# Six colours can each keep only one of seven away that are twice as far from each other.
_MATS = tuple(0.973 - 0.1215 * step for step in range(7))


def best_wall(colours: Colours, shown: Sequence[str], lightness: float) -> str:
    """The wall for pictures of these palettes ((n, 5, 3) OKLab, and as they are written), wished so light."""
    # What is colourful gives the hue: paper and ink, which are in every painting, would make all rooms alike.
    coloured = (AREA[:, None] * chroma_of(colours)[..., None] * colours).sum(axis=(0, 1))
    walls, lab = _walls(round(float(hue_of(coloured)) / _HUE_STEP) * _HUE_STEP)
    goes = harmony(walls, shown)
    clear = apart(lab[:, None], colours[None, :, 0]).min(axis=1)
    wished = min((chroma_of(colours) @ AREA).mean() * _COLOURFUL, 0.07)
    score = (
        goes.mean(axis=1)
        - 5 * np.abs(lab[:, 0] - lightness)
        - 30 * np.abs(chroma_of(lab) - wished)
        - 8 * np.maximum(_STANDS_CLEAR - clear, 0)
        - _short_of(CLASH, goes.min(axis=1))
    )
    return walls[int(score.argmax())]


@cache
def _walls(hue: int) -> tuple[list[str], Colours]:
    tinted = [
        lch(lightness, chroma, hue + turn)
        for lightness in _WALL_LIGHTNESSES
        for chroma in _WALL_CHROMAS
        for turn in _WALL_TURNS
    ]
    walls = [hexed(lab) for lab in [*(lch(lightness, 0, 0) for lightness in _WALL_LIGHTNESSES), *tinted]]
    return walls, oklab(walls)


def best_floor(wall: str, shown: Sequence[str]) -> str:
    """The floor for a wall and the colours of the pictures."""
    floors, (wall_lab,) = [hexed(lch(*one)) for one in _FLOORS], oklab([wall])
    lab, goes = oklab(floors), harmony(floors, [wall])[:, 0]
    score = (
        0.3 * goes
        + 0.3 * harmony(floors, shown).mean(axis=1)
        - 2 * np.abs(lab[:, 0] - wall_lab[0] + _BELOW_WALL)
        + 5 * chroma_of(lab)  # wood where it goes
        - _short_of(_OFF_WALL, apart(lab, wall_lab))
        - _short_of(CLASH, goes)
    )
    return floors[int(score.argmax())]


def best_frame(wall: str, floor: str, colours: Colours) -> str:
    """The frame of all pictures of a room, of palettes (n, 5, 3) in OKLab."""
    frames, (wall_lab,) = [hexed(lch(*one)) for one in _FRAMES], oklab([wall])
    lab, goes = oklab(frames), harmony(frames, [wall, floor])
    mean = (AREA @ colours).mean(axis=0)
    step = apart(lab, wall_lab)
    score = (
        0.5 * goes.mean(axis=1)
        - 2 * np.abs(step - _FRAME_STEP)
        - 4 * np.linalg.norm(lab[:, 1:] - mean[1:], axis=1)  # woods and brass for warm pictures, silver for cool
        - _short_of(EDGE, step)
        - _short_of(CLASH, goes.min(axis=1))
    )
    return frames[int(score.argmax())]


def ceiling_of(wall: str) -> str:
    """Lighter than a light wall, and a little darker than a deep one."""
    (lab,) = oklab([wall])
    lightness = min(0.975, lab[0] + 0.07) if lab[0] > 0.55 else lab[0] - 0.05
    return hexed(lab * [0, 0.5, 0.5] + [lightness, 0, 0])


def mat_of(palette: Colours, frame: str, hue: float) -> str:
    """The mat of a picture, (5, 3) OKLab: the lightest that neither the picture nor its frame runs into."""
    mats = [hexed(lch(lightness, 0.006, hue)) for lightness in _MATS]
    beside = np.vstack([palette, oklab([frame])])
    steps = apart(oklab(mats)[:, None], beside[None]).min(axis=1)
    clear = np.flatnonzero(steps >= MAT)
    return mats[int(clear[0] if len(clear) else steps.argmax())]


def ink_on(surface: str) -> str:
    """What is written on a surface with: dark or light, a little of its hue, as strong as need be."""
    (lab,) = oklab([surface])
    hue = float(hue_of(lab))
    wished = [hexed(lch(0.25, 0.025, hue)), hexed(lch(0.97, 0.008, hue)), "#000000", "#ffffff"]
    strong = [ink for ink in wished if contrast(ink, surface) >= 1.5 * CONTRAST]
    return strong[0] if strong else max(wished, key=lambda ink: contrast(ink, surface))


def _short_of(least: float, values: Colours) -> Colours:
    """What falling short of a promise costs: more than all wishes together, and the more the further."""
    return np.where(values < least, 10 + 100 * (least - values), 0)
