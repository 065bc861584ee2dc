"""model.figure: masks as shapes that somebody could draw around."""

import cv2
import numpy as np
import pytest

from model import figure
from model.files import File
from model.images import ImageError


def _disc() -> np.ndarray:
    mask = np.zeros((256, 256), np.uint8)
    cv2.ellipse(mask, (128, 128), (90, 80), 0, 0, 360, 255, cv2.FILLED)
    return mask


def test_a_mask_becomes_one_shape_without_hairs_and_holes():
    mask = _disc()
    ragged = mask.copy()
    cv2.circle(ragged, (128, 128), 6, 0, cv2.FILLED)
    cv2.line(ragged, (10, 40), (128, 128), 255, 1)
    cv2.circle(ragged, (20, 230), 9, 255, cv2.FILLED)

    whole = figure.one_shape(ragged)

    assert ((whole > 127) == (mask > 127)).mean() > 0.99
    assert figure.one_shape(np.zeros((32, 32), np.uint8)).max() == 0


def test_a_figure_that_the_frame_cuts_is_rounded_off():
    rounded = figure.rounded_off(np.full((100, 100), 255, np.uint8))

    assert rounded[0, 0] == 0
    assert rounded[50, 50] == 255
    assert rounded[50, 2] == 255


def test_a_mask_is_read_at_the_size_of_its_photo(tmp_path, as_file):
    (tmp_path / "a.png").write_bytes(as_file(_disc()[::2, ::2]))
    (tmp_path / "b.png").write_bytes(b"nothing of the kind")

    assert (figure.mask_in(File("a.png", tmp_path / "a.png"), 256) > 127).mean() == pytest.approx(
        (_disc() > 127).mean(), abs=0.01
    )
    with pytest.raises(ImageError):
        figure.mask_in(File("b.png", tmp_path / "b.png"), 256)
