"""Strokes as ink, and whether they draw what a prepared sketch shows: somebody could send others along.

The painters' own rendering (model/strokes.py) is not for this room. This one is rough and bounded, and what it draws is
compared as the painters would see it: cut out around its ink, whatever the size of the paper and of the upload.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

PAGE_PX = 1024
LOOK_PX = 256
_MARGIN = 0.12
"""White around a prepared sketch, as a share of the drawing's longer side."""

_MOST_PAGES = 100
"""Of ink: nobody's drawing covers its paper so often, and nobody is to keep us busy with one that does."""

_NEAR_PX, _FARTHEST_PX = 3, 15
_INK = 40
"""Of 255: thin lines on a large paper leave little more."""

_LEAST_SHOWN, _LEAST_DRAWN, _MOST_STRAY_PX = 0.95, 0.95, 40
"""Of 214 drawings by hand one is less like its own sketch (0.86, 85 px); of 1,066 pairs of others one is so alike."""

_LEAST_ALIKE = 0.7
"""All of the 214 are more alike; of the 1,066 pairs 0.2 %."""


@dataclass(frozen=True)
class Likeness:
    """How far strokes and a sketch are one drawing.

    drawn: share of the sketch's lines that the strokes draw. shown: share of the strokes' edges that are at lines of
    the sketch, which are in their middle or, of what is filled, around it. stray: pixels of edges far from any.
    """

    drawn: float
    shown: float
    stray: int

    @property
    def is_another(self) -> bool:
        """So little alike that no honest hand would be wronged by saying so."""
        return min(self.drawn, self.shown) < _LEAST_ALIKE

    @property
    def is_the_same(self) -> bool:
        return self.drawn >= _LEAST_DRAWN and self.shown >= _LEAST_SHOWN and self.stray <= _MOST_STRAY_PX


NOTHING_ALIKE = Likeness(0.0, 0.0, LOOK_PX**2)


def has_ink(drawing: Mapping[str, Any]) -> bool:
    """Whether a pen touched the paper at all."""
    return any(stroke["tool"] == "pen" and stroke["points"] for stroke in drawing["strokes"])


def compare(drawing: Mapping[str, Any], sketch: bytes) -> Likeness:
    """Strokes, version 1, read before by gallery.strokes, and a prepared sketch as the file that is kept of it."""
    inked = _seen(_inked(drawing))
    with Image.open(io.BytesIO(sketch)) as picture:
        grey = picture.convert("L").resize((LOOK_PX, LOOK_PX), Image.Resampling.BOX)
    lines = grey.point(lambda value: 255 * (value < 128))
    if inked is None or lines.getbbox() is None:
        return NOTHING_ALIKE
    ink, line = _is_on(inked), _is_on(lines)
    edge = ink & ~_is_on(inked.filter(ImageFilter.MinFilter(3)))
    half_width = ink.sum() / edge.sum()
    reach = int(min(_FARTHEST_PX, _NEAR_PX + round(half_width)))
    return Likeness(
        drawn=float((line & _near(inked, _NEAR_PX)).sum() / line.sum()),
        shown=float((edge & _near(lines, reach)).sum() / edge.sum()),
        stray=int((edge & ~_near(lines, reach + 2)).sum()),
    )


def _inked(drawing: Mapping[str, Any]) -> Image.Image:
    """The paper, its longer side PAGE_PX, ink 255 on 0; empty where there is far too much of it."""
    scale = PAGE_PX / max(drawing["width"], drawing["height"])
    width, height = (max(1, round(drawing[side] * scale)) for side in ("width", "height"))
    page = Image.new("L", (width, height))
    pen, left_px = ImageDraw.Draw(page), _MOST_PAGES * PAGE_PX**2
    for colour, places, radii in _lines(drawing, scale):
        lengths = np.hypot(*np.diff(places, axis=0).T)
        left_px -= float(np.pi * (radii**2).sum() + (lengths * (radii[1:] + radii[:-1])).sum())
        if left_px < 0:
            return Image.new("L", (width, height))
        _lay(pen, colour, places.tolist(), radii.tolist())
    return page


def _lines(drawing: Mapping[str, Any], scale: float) -> Iterator[tuple[int, NDArray[np.float64], NDArray[np.float64]]]:
    """Colour, places (N, 2) and radii (N,) of every stroke; points that move by less than a pixel are passed over."""
    for stroke in drawing["strokes"]:
        points = np.array([point[:3] for point in stroke["points"]], np.float64).reshape(-1, 3)
        steps = np.floor(points[:, :2] * scale)
        moves = np.append(True, (np.diff(steps, axis=0) != 0).any(axis=1))[: len(points)]
        radii = stroke["width"] / 2 * (0.4 + 0.6 * points[:, 2]) * scale
        yield 255 * (stroke["tool"] == "pen"), points[moves, :2] * scale, radii[moves]


def _lay(pen: ImageDraw.ImageDraw, colour: int, places: list[list[float]], radii: list[float]) -> None:
    for i, ((x, y), radius) in enumerate(zip(places, radii, strict=True)):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
        if i:
            pen.line([*places[i - 1], x, y], fill=colour, width=max(1, round(radii[i - 1] + radius)))


def _seen(page: Image.Image) -> Image.Image | None:
    """The square around the ink as the painters cut it out, 255 where there is ink; None without any."""
    box = page.getbbox()
    if box is None:
        return None
    left, top, right, bottom = box
    side = round(max(right - left, bottom - top) * (1 + 2 * _MARGIN)) + 1
    x, y = left + (right - left) // 2 - side // 2, top + (bottom - top) // 2 - side // 2
    square = page.crop((x, y, x + side, y + side)).resize((LOOK_PX, LOOK_PX), Image.Resampling.BOX)
    return square.point(lambda ink: 255 * (ink > _INK))


def _near(picture: Image.Image, reach: int) -> NDArray[np.bool_]:
    return _is_on(picture.filter(ImageFilter.MaxFilter(2 * reach + 1)))


def _is_on(picture: Image.Image) -> NDArray[np.bool_]:
    return np.asarray(picture) > 0
