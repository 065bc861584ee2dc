"""OpenMoji (CC BY-SA 4.0): thousands of drawings, each as line art and as flat colours.

Reads the npm package `openmoji`, unpacked.
"""

import io
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from model.original import RENDER_PX, Original

_GROUPS = {"smileys-emotion", "animals-nature", "food-drink", "travel-places", "activities", "objects", "people-body"}
_EXTRAS = {"animals-nature", "food-drink", "objects", "travel-places", "gardening", "people", "climate-environment"}


@dataclass(frozen=True)
class Subject:
    """One drawing. subject: its code point; and where its two SVG files are."""

    subject: str
    colour_svg: Path
    line_svg: Path
    source = "openmoji"

    def original(self) -> Original:
        """Rendered: the line art as drawn, the colours without their lines."""
        return Original(lines(self), flats(self), render(svg_path=str(self.colour_svg)), kind="flat")


def subjects(folder: Path) -> list[Subject]:
    """The drawings of things, creatures and people; no flags, signs, brands or skin-tone variants."""
    entries = json.loads((folder / "data" / "openmoji.json").read_text())
    codes = sorted(entry["hexcode"] for entry in entries if _wanted(entry))
    found = [
        Subject(code, folder / "color" / "svg" / f"{code}.svg", folder / "black" / "svg" / f"{code}.svg")
        for code in codes
    ]
    return [subject for subject in found if subject.colour_svg.exists() and subject.line_svg.exists()]


def _wanted(entry: dict[str, str]) -> bool:
    if entry["skintone"]:
        return False
    return entry["group"] in _GROUPS or (entry["group"] == "extras-openmoji" and entry["subgroups"] in _EXTRAS)


def flats(subject: Subject) -> NDArray[np.uint8]:
    """The colour side without its ink lines: uint8 (320, 320, 4), transparent ground, crisp edges."""
    hidden = "#line { display: none }"
    return render(svg_path=str(subject.colour_svg), style_sheet=hidden, shape_rendering="crisp_edges")


def lines(subject: Subject) -> NDArray[np.uint8]:
    """The line art: uint8 (320, 320), ink 255 on 0."""
    return render(svg_path=str(subject.line_svg))[..., 3]


def render(**options: str) -> NDArray[np.uint8]:
    """An SVG, by svg_path or svg_string -> uint8 (320, 320, 4), centred. Raises ValueError for a broken one."""
    import resvg_py  # only preparation needs it; training and serving do without

    png = resvg_py.svg_to_bytes(width=RENDER_PX, height=RENDER_PX, **options)
    drawn = np.asarray(Image.open(io.BytesIO(bytes(png))).convert("RGBA"))
    page = np.zeros((RENDER_PX, RENDER_PX, 4), np.uint8)
    top, left = (RENDER_PX - drawn.shape[0]) // 2, (RENDER_PX - drawn.shape[1]) // 2
    page[top : top + drawn.shape[0], left : left + drawn.shape[1]] = drawn
    return page
