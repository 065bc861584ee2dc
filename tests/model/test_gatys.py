"""model.gatys: style transfer by optimisation, and what its features see of blank paper."""

import cv2
import numpy as np
import pytest
import torch

from model import gatys
from model.vgg import Trunk


@pytest.fixture(scope="module")
def trunk() -> Trunk:
    """Untrained: what is tested is the optimisation, not what VGG learnt."""
    torch.manual_seed(0)
    return Trunk().eval()


def _sketch() -> np.ndarray:
    page = np.full((64, 64, 3), 255, np.uint8)
    cv2.circle(page, (32, 32), 10, (0, 0, 0), 2)
    return page


def _photo() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 200, (64, 64, 3), np.uint8)


def test_blank_paper_is_far_from_every_line():
    empty = gatys.blank(_sketch())

    assert empty[2, 2]
    assert not empty[32, 22]
    assert not empty[32, 25]


def test_a_sketch_is_silent_where_a_photo_speaks(trunk):
    style = _photo()[::-1].copy()

    photo, sketch = (gatys.transfer(trunk, content, style, 1) for content in (_photo(), _sketch()))

    assert sketch.silent("relu1_1") > 0.5 > photo.silent("relu1_1")


def test_optimisation_moves_the_picture_and_keeps_it_one(trunk):
    sketch = _sketch()

    made = gatys.transfer(trunk, sketch, _photo(), 3)

    assert made.picture.shape == sketch.shape
    assert made.picture.dtype == np.uint8
    assert gatys.poured(sketch, made.picture, np.ones((64, 64), bool)) > 0
