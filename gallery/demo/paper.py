"""Strokes on paper, as a PNG: the rendering that the contract describes, by Pillow alone."""

import io
from typing import Any

from PIL import Image, ImageDraw

from gallery.demo.hand import SIDE

_SUPERSAMPLE = 2


def png_of(drawing: dict[str, Any]) -> bytes:
    """Black ink on white: round dabs joined along each line, radius = width / 2 * (0.4 + 0.6 * pressure)."""
    page = Image.new("L", (SIDE * _SUPERSAMPLE, SIDE * _SUPERSAMPLE), 255)
    pen = ImageDraw.Draw(page)
    for stroke in drawing["strokes"]:
        _lay(pen, stroke)
    file = io.BytesIO()
    page.resize((SIDE, SIDE), Image.Resampling.BOX).save(file, "PNG")
    return file.getvalue()


def _lay(pen: ImageDraw.ImageDraw, stroke: dict[str, Any]) -> None:
    before = None
    for x, y, pressure, _ in stroke["points"]:
        x, y, radius = (_SUPERSAMPLE * value for value in (x, y, stroke["width"] / 2 * (0.4 + 0.6 * pressure)))
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
        if before is not None:
            pen.line((*before, x, y), fill=0, width=round(2 * radius))
        before = (x, y)
