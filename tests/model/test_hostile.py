"""Hostile files: whatever is sent, it becomes a sketch or a refusal in the model's own words."""

import io
import struct
import zlib
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from model.images import ImageError
from model.sketch import Sketch, from_upload

KINDS = ("PNG", "JPEG", "WEBP")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _cut_off(files: dict[str, bytes]) -> Iterator[bytes]:
    for data in files.values():
        for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
            yield data[: int(len(data) * share)]


def _bits_flipped(files: dict[str, bytes]) -> Iterator[bytes]:
    rng = np.random.default_rng(0)
    for data in files.values():
        for _ in range(40):
            damaged = bytearray(data)
            for place in rng.integers(4, len(data), size=rng.integers(1, 12)):
                damaged[place] ^= 1 << rng.integers(8)
            yield bytes(damaged)


def _lying_headers(files: dict[str, bytes]) -> Iterator[bytes]:
    png, jpeg = files["PNG"], bytearray(files["JPEG"])
    for width, height in ((0, 0), (1, 8192), (8192, 2048), (8193, 1), (65_535, 65_535), (2**31 - 1, 2**31 - 1)):
        header = struct.pack(">II", width, height) + png[24:29]
        yield png[:8] + _chunk(b"IHDR", header) + png[33:]
    frame = jpeg.index(b"\xff\xc0")
    for side in (0, 1, 8192, 65_535):
        jpeg[frame + 5 : frame + 9] = struct.pack(">HH", side, side)
        yield bytes(jpeg)


def _stuffed(files: dict[str, bytes]) -> Iterator[bytes]:
    png = files["PNG"]
    bomb = zlib.compress(b"\0" * 50_000_000, 9)
    for name, body in ((b"iCCP", b"x\0\0" + bomb), (b"zTXt", b"x\0\0" + bomb), (b"iTXt", b"x\0\1\0\0\0" + bomb)):
        yield png[:33] + _chunk(name, body) + png[33:]
    yield png[:33] + b"".join(_chunk(b"tEXt", b"k%d\0v" % i) for i in range(20_000)) + png[33:]
    yield png[:33] + _chunk(b"IDAT", bomb) + _chunk(b"IEND", b"")
    yield png[:33] + _chunk(b"eXIf", b"MM\0*" + b"\xff" * 300) + png[33:]
    for data in files.values():
        yield data + b"<script>alert(1)</script>" * 1000


def _other_things() -> Iterator[bytes]:
    yield from (b"", b"\0", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP", b"RIFF" + b"\xff" * 99)
    yield from (b"GIF89a" + b"\0" * 99, b"<svg onload='x'/>", b"%!PS", b"PK\3\4", b"\0" * 4096, b"II*\0" + b"\0" * 99)


def _hostile() -> list[bytes]:
    drawing = np.full((120, 160), 255, np.uint8)
    drawing[30:90, 40:44] = drawing[30:34, 40:120] = 0
    files = {}
    for kind in KINDS:
        file = io.BytesIO()
        Image.fromarray(drawing).save(file, kind)
        files[kind] = file.getvalue()
    makers = (_cut_off, _bits_flipped, _lying_headers, _stuffed)
    return [data for maker in makers for data in maker(files)] + list(_other_things())


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")
def test_every_hostile_file_becomes_a_sketch_or_a_refusal_in_words():
    hostile = _hostile()
    outcomes = []
    for data in hostile:
        try:
            outcomes.append(from_upload(data))
        except ImageError as refusal:
            outcomes.append(refusal)

    assert len(hostile) >= 147
    assert {type(outcome) for outcome in outcomes} >= {Sketch}
    assert all(str(outcome).endswith(".") for outcome in outcomes if isinstance(outcome, ImageError))


def test_what_hides_behind_a_picture_does_not_come_along(as_file):
    info = PngImagePlugin.PngInfo()
    info.add_text("secret", "where I live", zip=True)
    drawing = np.full((100, 100), 255, np.uint8)
    drawing[20:80, 50:53] = drawing[50:53, 20:80] = 0

    plain = from_upload(as_file(drawing))
    stuffed = from_upload(as_file(drawing, pnginfo=info) + b"<html>")

    assert np.array_equal(plain.lines, stuffed.lines)
