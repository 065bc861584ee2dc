"""Pictures of somebody's own: what a style is taken from."""

import numpy as np
import pytest
from PIL import Image

from model import reference
from model.images import TooManyPixels, UndecodableImage, UnsupportedImage


def test_the_middle_square_is_taken(as_file):
    wide = np.zeros((100, 300, 3), np.uint8)
    wide[:, :100], wide[:, 100:200], wide[:, 200:] = (255, 0, 0), (0, 255, 0), (0, 0, 255)

    shown = reference.from_upload(as_file(wide))

    assert (shown.shape, shown.dtype) == ((256, 256, 3), np.uint8)
    assert np.array_equal(np.unique(shown.reshape(-1, 3), axis=0), [[0, 255, 0]])


def test_a_single_pixel_and_a_transparent_one_are_pictures_too(as_file):
    assert (reference.from_upload(as_file(np.full((1, 1, 3), 7, np.uint8))) == 7).all()
    assert (reference.from_upload(as_file(np.zeros((9, 9, 4), np.uint8))) == 255).all()


def test_a_sideways_photo_is_turned_first(as_file):
    exif = Image.Exif()
    exif[0x0112] = 6
    page = np.zeros((64, 64, 3), np.uint8)
    page[:32] = 255  # white on top, as stored; turned clockwise it is on the right

    shown = reference.from_upload(as_file(page, "PNG", exif=exif))

    assert shown[:, 200:].min() > 250
    assert shown[:, :50].max() < 5


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnsupportedImage),
        (b"GIF89a" + b"\0" * 50, UnsupportedImage),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, UndecodableImage),
    ],
)
def test_what_is_no_picture_is_refused(data, error):
    with pytest.raises(error):
        reference.from_upload(data)


def test_too_many_pixels_are_refused_from_the_header(as_file):
    with pytest.raises(TooManyPixels):
        reference.from_upload(as_file(np.zeros((1, 8193), np.uint8)))
