"""What every contestant does with an upload, by the product's own definitions: only the serving differs."""

import base64
import os
from collections.abc import Sequence
from pathlib import Path

from gallery.pictures import encode_painting
from model.item import Item
from model.painter import Painter
from model.release import describe
from model.sketch import Sketch, from_upload

RELEASE = Path(os.environ.get("BENCH_RELEASE", "."))
"""The folder of the release to paint with; who starts a contestant says it."""

SIZE_PX = 512


def painter() -> Painter:
    return Painter([RELEASE], device="cpu", cache_size=64)


def style_ids(count: int) -> list[int]:
    return [style.id for style in describe(RELEASE).styles[:count]]


def items(sketch: Sketch, styles: int) -> list[Item]:
    name = describe(RELEASE).name
    return [Item(sketch.lines, sketch.mask, name, style, 0) for style in style_ids(styles)]


def sketch_of(upload: bytes) -> Sketch:
    return from_upload(upload)


def jpegs(pictures: Sequence[object], sketch: Sketch) -> list[bytes]:
    """Each painting as the original answered it: a JPEG of 512 pixels."""
    return [encode_painting(one, sketch.lines, ext="jpg", size=SIZE_PX, lines=0).data for one in pictures]


def in_json(files: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(file).decode() for file in files]
