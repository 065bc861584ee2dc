"""Emoji in colour without line art (Fluent: MIT, Noto: Apache-2.0, Twemoji: CC BY 4.0).

Reads the npm packages `@iconify-json/*`, unpacked: one icons.json with the body of every SVG.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model import edges
from model.openmoji import render
from model.original import RENDER_PX, Original, Rejected

_TONE = re.compile(r"(-(medium-)?(light|dark)|-medium)(-skin-tone)?(?=-|$)|-tone\d")
_UNWANTED = re.compile(
    r"flag|keycap|button|zodiac|symbol|clock-?\d|-oclock|-thirty|regional|input-|square|circle|-sign$|^\w$|^digit|"
    r"^hash$|^asterisk$|arrow|^(aries|taurus|gemini|cancer|leo|virgo|libra|scorpius|sagittarius|capricorn|aquarius|"
    r"pisces|ophiuchus)$|mark$|^(plus|minus|multiply|divide|infinity|wavy-dash|curly-loop|double-curly-loop|"
    r"copyright|registered|trade-mark|information|circled-m|part-alternation-mark|heavy-.*|eight-.*|sparkle)$"
)


_DEFAULT_SIDE = 16
"""Of an icon in the format, where it says nothing else."""


@dataclass(frozen=True)
class Icon:
    """One emoji. subject: its code point where the sets tell it, else its name. view_box: width and height."""

    source: str
    subject: str
    body: str
    view_box: tuple[float, float]

    def original(self) -> Original:
        """Rendered, with the edges of the colour areas as its line art. Raises Rejected."""
        width, height = self.view_box
        # Some bodies use xlink:href without declaring it.
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="0 0 {width:g} {height:g}">{self.body}</svg>'
        )
        rgba = render(svg_string=svg)
        if not (rgba[..., 3] > 127).any():
            raise Rejected("nothing visible in the SVG")
        return Original(line_art(rgba), rgba, rgba, kind="shaded")


def icons(folders: Sequence[Path]) -> list[Icon]:
    """The emoji of all packages, without skin tones, shades, flags and signs.

    The sets agree on names but only some tell code points, so they are looked up in all of them: a subject is on
    the same side of the split whoever drew it.
    """
    codes = {name: code for folder in folders for name, code in _codes(folder).items()}
    return [icon for folder in folders for icon in _of(folder, codes)]


def line_art(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The borders of the colour areas and of the whole as lines of a pen. uint8 (S, S, 4) -> uint8 (S, S)."""
    return edges.as_pen_lines(edges.of_colours(rgba), round(0.05 * RENDER_PX))


def _of(folder: Path, codes: dict[str, str]) -> list[Icon]:
    content = json.loads((folder / "icons.json").read_text(encoding="utf-8"))
    drawn = content["icons"]
    return [
        Icon(content["prefix"], codes.get(name, name), icon["body"], _view_box(content | icon))
        for name, icon in sorted(drawn.items())
        if not icon.get("hidden") and _wanted(name, drawn)
    ]


def _view_box(icon: dict) -> tuple[float, float]:
    return icon.get("width", _DEFAULT_SIDE), icon.get("height", _DEFAULT_SIDE)


def _wanted(name: str, drawn: dict) -> bool:
    toneless = _TONE.sub("", name)
    shade = toneless != name and (toneless in drawn or "skin-tone" in name or "-tone" in name)
    return not shade and not _UNWANTED.search(name)


def _codes(folder: Path) -> dict[str, str]:
    """name -> code point as OpenMoji writes it, where the package tells (chars.json)."""
    path = folder / "chars.json"
    chars = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: code.upper() for code, name in chars.items()}
