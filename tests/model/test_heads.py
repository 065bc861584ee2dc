"""model.heads: heads as people draw them, ellipses with ears."""

import cv2
import numpy as np
import pytest

from model import heads
from model.faces import Face

SIDE = 320
FACE = Face(np.array([[0.4, 0.45], [0.6, 0.45], [0.5, 0.58]]))


def _cat(chest: bool = True) -> np.ndarray:
    """The mask of a round head with two ears and, below, a chest: uint8 (320, 320)."""
    mask = np.zeros((SIDE, SIDE), np.uint8)
    cv2.circle(mask, (160, 150), 70, 255, cv2.FILLED)
    for side in (-1, 1):
        ear = [(160 + side * 65, 60), (160 + side * 15, 110), (160 + side * 68, 130)]
        cv2.fillPoly(mask, [np.array(ear)], 255)
    if chest:
        cv2.rectangle(mask, (100, 180), (220, 300), 255, cv2.FILLED)
    return mask


def _turned(degrees: float) -> tuple[np.ndarray, np.ndarray, Face]:
    """The cat's mask with its chest and without, and its face."""
    turn = cv2.getRotationMatrix2D((160, 160), degrees, 1)
    points = (np.hstack([FACE.points * SIDE, np.ones((3, 1))]) @ turn.T) / SIDE
    whole, head = (cv2.warpAffine(_cat(chest), turn, (SIDE, SIDE)) for chest in (True, False))
    return whole, head, Face(points)


@pytest.mark.parametrize("degrees", [0, 15, -15])
def test_a_head_alone_has_its_ears_but_no_chest(degrees):
    mask, ears_and_skull, face = _turned(degrees)

    alone = heads.of(face, mask > 127).alone(mask)

    both, either = ((alone > 127) & (ears_and_skull > 127)).sum(), ((alone > 127) | (ears_and_skull > 127)).sum()
    assert both / either > 0.9
    assert alone.sum() < 0.75 * mask.sum()


def test_ears_are_cut_off_where_the_round_head_ends():
    mask = _cat()

    y, x = np.nonzero(heads.of(FACE, mask > 127).under_ears((mask > 127).astype(np.uint8)))

    assert (x < 150).any()
    assert (x > 170).any()
    assert y.max() < 150
    assert np.abs(np.hypot(x - 160, y - 150) - 70).max() < 15


@pytest.mark.parametrize("mask", [np.zeros((SIDE, SIDE), np.uint8), np.full((SIDE, SIDE), 255, np.uint8)])
def test_where_no_head_stands_out_there_is_none(mask):
    mask[:, 180:] = 0  # nothing, or half the page

    assert heads.of(FACE, mask > 127) is None
