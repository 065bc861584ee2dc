"""model.images: what may come in, and how it comes out."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from model.images import MAX_SIDE_PX, TooManyPixels, UndecodableImage, UnsupportedImage, decode


def _png_with_header(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


@pytest.mark.parametrize("data", [b"", b"GIF89a" + b"\0" * 40, b"<svg xmlns='x'/>", b"BM" + b"\0" * 60, b"%PDF-1.7"])
def test_other_kinds_of_file_are_refused_by_content(data):
    with pytest.raises(UnsupportedImage):
        decode(data, 512)


@pytest.mark.parametrize(("width", "height"), [(MAX_SIDE_PX + 1, 1), (8_000, 8_000), (100_000, 100_000)])
def test_size_is_refused_from_the_header_alone(width, height):
    with pytest.raises(TooManyPixels):
        decode(_png_with_header(width, height), 512)


def test_the_largest_allowed_size_is_read(as_file):
    rgb, size = decode(as_file(np.full((2_048, 8_192), 255, np.uint8)), 512)

    assert size == (8_192, 2_048)
    assert rgb.shape == (128, 512, 3)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("kept", [20, 40, 90, 200])
def test_a_truncated_file_is_named_undecodable(house, as_file, kind, kept):
    with pytest.raises(UndecodableImage):
        decode(as_file(house, kind)[:kept], 512)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_comes_out_upright(orientation):
    upright = np.full((60, 90, 3), 255, np.uint8)
    upright[:20, :30] = 0
    # The inverse of what a viewer does for each orientation, on (H, W) arrays.
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(stored)).save(file, "PNG", exif=exif)

    rgb, size = decode(file.getvalue(), 512)

    assert size == (90, 60)
    assert np.array_equal(rgb, upright)


def test_transparency_becomes_white_paper():
    layer = np.zeros((8, 8, 4), np.uint8)
    layer[2:4, 2:4, 3] = 255
    file = io.BytesIO()
    Image.fromarray(layer).save(file, "PNG")

    rgb, _ = decode(file.getvalue(), 512)

    assert rgb[0, 0].tolist() == [255, 255, 255]
    assert rgb[2, 2].tolist() == [0, 0, 0]


def test_sixteen_bit_greys_are_scaled_not_clipped():
    file = io.BytesIO()
    Image.fromarray(np.array([[0, 25_700, 65_535]], np.uint16)).save(file, "PNG")

    rgb, _ = decode(file.getvalue(), 512)

    assert rgb[0, :, 0].tolist() == [0, 100, 255]


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "CMYK"])
def test_white_stays_white_and_black_stays_black_in_every_mode(mode):
    picture = Image.new("RGB", (20, 10), "white")
    picture.paste("black", (0, 0, 10, 10))
    file = io.BytesIO()
    picture.convert(mode).save(file, "WEBP" if mode == "RGB" else "JPEG" if mode == "CMYK" else "PNG", quality=100)

    rgb, _ = decode(file.getvalue(), 512)

    assert rgb[5, 2].max() < 8
    assert rgb[5, 17].min() > 247


def test_only_the_first_frame_of_an_animation_is_seen():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    file = io.BytesIO()
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:], lossless=True)

    rgb, _ = decode(file.getvalue(), 512)

    assert rgb[0, 0].tolist() == [255, 0, 0]
