"""The encoder."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from gallery.pictures import MADE_BY_AI, Encoded, decoded, encode_painting, encode_sample, palette, preview, variants

PAPER = np.full((256, 256), 255, np.uint8)


def striped(*colours: tuple[int, int, int]) -> Image.Image:
    """Stripes of equal width, the first one twice as wide."""
    stripes = [colours[0], *colours]
    pixels = np.repeat(np.array([stripes], np.uint8), 60, axis=0).repeat(10, axis=1)
    return Image.fromarray(pixels)


def opened(encoded: Encoded) -> Image.Image:
    return Image.open(io.BytesIO(encoded.data))


@pytest.mark.parametrize(("ext", "form"), [("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP")])
@pytest.mark.parametrize("size", [256, 512, 1024])
def test_a_painting_comes_in_the_size_and_format_asked_for(ext, form, size):
    grey = np.full((128, 128, 3), 90, np.uint8)

    encoded = encode_painting(grey, PAPER, ext=ext, size=size, lines=1.0)

    image = opened(encoded)
    assert (image.format, image.size, (encoded.width, encoded.height)) == (form, (size, size), (size, size))
    assert np.abs(np.asarray(image.convert("RGB"), int) - 90).max() <= 2


def test_a_painting_of_the_right_size_is_not_touched():
    noise = np.random.default_rng(1).integers(0, 256, (256, 256, 3), np.uint8)

    image = opened(encode_painting(noise, PAPER, ext="png", size=256, lines=0))

    assert np.array_equal(np.asarray(image), noise)


def test_the_palette_names_the_colours_with_the_largest_area_first():
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)]

    named = palette(striped(*colours))

    assert named[0] == "#ff0000"
    assert set(named) == {"#ff0000", "#00ff00", "#0000ff", "#ffffff", "#000000"}


def test_a_palette_always_has_five_colours():
    assert palette(striped((16, 32, 48))) == ["#102030"] * 5


def test_variants_are_narrower_than_the_painting_or_lighter():
    painting = encode_painting(np.zeros((256, 256, 3), np.uint8), PAPER, ext="webp", size=1024, lines=0)
    small = encode_painting(np.zeros((256, 256, 3), np.uint8), PAPER, ext="webp", size=256, lines=0)

    formats = [(320, "WEBP"), (320, "AVIF"), (512, "WEBP"), (512, "AVIF")]
    assert [(one.width, opened(one).format) for one in variants(decoded(painting.data))] == formats
    same = encode_painting(np.zeros((256, 256, 3), np.uint8), PAPER, ext="webp", size=512, lines=0)
    made = [(one.width, one.ext) for one in variants(decoded(same.data))]
    assert made == [(320, "webp"), (320, "avif"), (512, "avif")]
    assert variants(decoded(small.data)) == []


def test_a_sample_that_is_no_picture_is_refused():
    with pytest.raises(OSError, match="cannot identify"):
        encode_sample(b"no picture")


@pytest.mark.parametrize("one", range(3))
def test_each_variant_says_that_it_was_made_by_ai(one):
    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3), np.uint8)
    made = variants(decoded(encode_painting(noise, PAPER, ext="webp", size=512, lines=0).data))

    assert MADE_BY_AI.encode() in opened(made[one]).info["xmp"]


def test_a_preview_is_tiny_and_has_the_colours_where_they_are():
    halves = np.zeros((64, 64, 3), np.uint8)
    halves[:32] = (30, 60, 200)

    painting = encode_painting(halves, PAPER, ext="webp", size=512, lines=0)
    tiny = base64.b64decode(preview(decoded(painting.data)))

    top, bottom = (np.asarray(Image.open(io.BytesIO(tiny)).convert("RGB"), int)[row, 6] for row in (1, 10))
    assert len(tiny) < 200
    assert np.abs(top - (30, 60, 200)).max() < 25
    assert np.abs(bottom).max() < 25
