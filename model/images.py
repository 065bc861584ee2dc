"""Image files: what may come in, decoded safely and upright. No torch here.

Every check is cheaper than the one after it: type by content, size from the header, then decode.
"""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_PIXELS = 16_777_216
MAX_SIDE_PX = 8_192

_RIFF, _WEBP = b"RIFF", b"WEBP"
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class ImageError(ValueError):
    """A file that cannot become a sketch; the message tells its owner what to do."""


class UnsupportedImage(ImageError):
    """The content is neither PNG, JPEG nor WebP."""


class TooManyPixels(ImageError):
    """The header announces more pixels than are decoded here."""


class UndecodableImage(ImageError):
    """The file says that it is an image of a known kind, but it is broken."""


def decode(data: bytes, max_side_px: int) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Image file -> RGB on white, upright by EXIF, its longer side at most `max_side_px`.

    Returns uint8 (H, W, 3) and the (width, height) that the upright picture has in the file.
    Only the first frame is decoded. Raises UnsupportedImage, TooManyPixels or UndecodableImage.
    """
    _check_type(data)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(image.size)
            return _load(image, max_side_px)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many() from error
    except ImageError:
        raise
    except Exception as error:  # decoders fail in every way there is; none of them is ours
        raise UndecodableImage("The picture is damaged or incomplete. Please save it again and retry.") from error


def _check_type(data: bytes) -> None:
    if not data:
        raise UnsupportedImage("The file is empty. Please send a PNG, JPEG or WebP picture.")
    if not (data.startswith(_MAGIC) or (data[:4] == _RIFF and data[8:12] == _WEBP)):
        raise UnsupportedImage("Only PNG, JPEG and WebP pictures can be read. Please send one of these.")


def _check_size(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > MAX_PIXELS or max(size) > MAX_SIDE_PX:
        raise _too_many()


def _too_many() -> TooManyPixels:
    return TooManyPixels(f"Please send a picture of at most {MAX_PIXELS:,} pixels and {MAX_SIDE_PX:,} pixels a side.")


def _load(image: Image.Image, max_side_px: int) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    size = image.size
    image.draft("RGB", (max_side_px, max_side_px))  # JPEG only: decodes at a fraction of the size
    flat = _on_white(image)
    upright = _upright(image, flat)
    turned = (upright.width > upright.height) != (flat.width > flat.height)
    upright.thumbnail((max_side_px, max_side_px), Image.Resampling.BOX, reducing_gap=None)
    return np.asarray(upright), (size[1], size[0]) if turned else size


def _on_white(image: Image.Image) -> Image.Image:
    """Any mode -> RGB, transparency composited on white (a fresh image: no metadata comes along)."""
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        if layer.getchannel("A").getextrema() != (255, 255):  # not so the canvas of a browser
            layer = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
        return layer.convert("RGB")
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit greys scaled; Pillow's own conversion would clip all but the darkest to white."""
    values = np.asarray(image).astype(np.float32)
    return Image.fromarray((values / 257).clip(0, 255).astype(np.uint8))


def _upright(image: Image.Image, flat: Image.Image) -> Image.Image:
    """`flat` turned as the EXIF orientation of `image` says; an unreadable tag turns nothing."""
    try:
        turn = _TURNS.get(image.getexif().get(0x0112))
    except Exception:  # malformed EXIF is no reason to refuse the picture
        return flat
    return flat if turn is None else flat.transpose(turn)
