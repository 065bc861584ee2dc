"""The only encoder: every image that leaves was written here, with its origin in machine-readable form."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PIL import Image, features
from PIL.PngImagePlugin import PngInfo

from gallery.blobs import digest
from gallery.provenance import DRAWN, MADE_BY_AI, Label, xmp
from gallery.works import Picture

SIZES = (256, 512, 1024)
"""Sides of a painting that can be asked for, in pixels."""

MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
"""What can be asked for, by file extension."""

SERVED_TYPES = MEDIA_TYPES | {"avif": "image/avif"}
"""What is encoded."""

_JPEG_QUALITY, _WEBP_QUALITY = 90, 86
"""Equally far from the painting, by its pixels' squared error."""

_PALETTE_PX = 96
_PREVIEW_PX = 12
_VARIANT_WIDTHS = (320, 512)
_VARIANT_FORMATS = ("webp", "avif") if features.check("avif") else ("webp",)


@dataclass(frozen=True)
class Encoded:
    """The bytes of an image file. width, height: pixels."""

    data: bytes
    ext: str
    width: int
    height: int

    @cached_property
    def picture(self) -> Picture:
        """What the gallery calls it, by its bytes."""
        return Picture(digest(self.data), self.ext, self.width, self.height)


def encode_painting(
    pixels: NDArray[np.uint8], drawn: NDArray[np.uint8], *, ext: str, size: int, lines: float
) -> Encoded:
    """A painting at `size` pixels a side, labelled as made by AI.

    pixels: uint8 (S, S, 3). drawn: the sketch, uint8 (256, 256), ink 0. lines: 0-1, how strongly the
    drawn lines darken the painting under them.
    """
    painting = _resized(Image.fromarray(pixels), size)
    if lines > 0:
        ink = np.asarray(_resized(Image.fromarray(drawn), size), dtype=np.float32)[..., None] / 255
        laid_over = np.asarray(painting, dtype=np.float32) * (1 - lines * (1 - ink))
        painting = Image.fromarray(np.rint(laid_over).astype(np.uint8))
    return encode(painting, ext=ext, origin=MADE_BY_AI)


def encode_sketch(drawn: NDArray[np.uint8]) -> Encoded:
    """A prepared sketch, uint8 (H, W), as PNG, labelled as drawn by a person."""
    return encode(Image.fromarray(drawn), ext="png", origin=DRAWN)


def encode_sample(data: bytes) -> Encoded:
    """The sample of a style, an image file of the release, as WebP, labelled as made by AI."""
    return encode(decoded(data), ext="webp", origin=MADE_BY_AI)


def decoded(data: bytes) -> Image.Image:
    """The pixels of an image file, RGB: once, for all that is made of them."""
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB")


def variants(painting: Image.Image) -> Sequence[Encoded]:
    """A painting's narrower siblings, and lighter ones of its own width, for screens and walls that need less."""
    return [
        encode(_resized(painting, width), ext=ext, origin=MADE_BY_AI)
        for width in _VARIANT_WIDTHS
        for ext in _VARIANT_FORMATS
        if width < painting.width or (width == painting.width and ext != "webp")
    ]


def preview(painting: Image.Image) -> str:
    """A painting on a thumbnail's thumbnail: a WebP of about 90 bytes in base64, to stand in until it is there."""
    tiny = painting.resize((_PREVIEW_PX, _PREVIEW_PX), Image.Resampling.BOX)
    file = io.BytesIO()
    tiny.save(file, "WEBP", quality=30, method=6)
    return base64.b64encode(file.getvalue()).decode()


def palette(painting: Image.Image) -> list[str]:
    """Five dominant colours of a painting as #rrggbb, the largest area first.

    An image of fewer colours repeats its last one.
    """
    small = painting.resize((_PALETTE_PX, _PALETTE_PX), Image.Resampling.BOX)
    reduced = small.quantize(5, method=Image.Quantize.MEDIANCUT, kmeans=2).convert("RGB")
    counted = sorted(reduced.getcolors(5) or [], reverse=True)
    colours = ["#{:02x}{:02x}{:02x}".format(*colour) for _, colour in counted]
    return (colours + colours[-1:] * 5)[:5]


def _resized(image: Image.Image, side: int) -> Image.Image:
    return image if image.width == side else image.resize((side, side), Image.Resampling.LANCZOS)


def encode(image: Image.Image, *, ext: str, origin: str, label: Label | None = None) -> Encoded:
    """Any picture of ours as a file. origin: MADE_BY_AI or DRAWN of gallery.provenance; label: if it is taken along."""
    file = io.BytesIO()
    image.save(file, **_save_options(ext, xmp(origin, label)))
    return Encoded(file.getvalue(), ext, image.width, image.height)


def _save_options(ext: str, packet: bytes) -> dict[str, object]:
    if ext == "png":
        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", packet.decode())
        return {"format": "PNG", "pnginfo": text}
    if ext == "jpg":
        return {"format": "JPEG", "quality": _JPEG_QUALITY, "xmp": packet}
    if ext == "avif":
        # One thread, and as fast as it gets without growing: who hangs a work waits for it.
        return {"format": "AVIF", "quality": 68, "speed": 8, "max_threads": 1, "xmp": packet}
    return {"format": "WEBP", "quality": _WEBP_QUALITY, "method": 0, "xmp": packet}
