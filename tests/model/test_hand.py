"""model.hand: clean art comes out as somebody might have drawn it."""

import cv2
import numpy as np
import pytest

from model import hand


@pytest.fixture(scope="module")
def art() -> np.ndarray:
    """A face: a ring and two eyes, uint8 (320, 320), ink 255."""
    ink = np.zeros((320, 320), np.uint8)
    cv2.circle(ink, (160, 160), 100, 255, 6)
    cv2.line(ink, (120, 130), (134, 130), 255, 5)
    cv2.line(ink, (186, 130), (200, 130), 255, 5)
    return ink


def _random(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_an_unsteady_hand_keeps_the_drawing_recognisable(art):
    near = cv2.dilate((art > 127).astype(np.uint8), np.ones((13, 13), np.uint8))

    for seed in range(6):
        shaken = hand.unsteady(art, _random(seed))
        assert not np.array_equal(shaken, art)
        assert near[shaken > 127].mean() > 0.9


def test_a_seed_is_a_hand(art):
    assert np.array_equal(hand.unsteady(art, _random(1)), hand.unsteady(art, _random(1)))
    assert not np.array_equal(hand.unsteady(art, _random(1)), hand.unsteady(art, _random(2)))


def test_some_hands_leave_details_out_but_never_the_whole(art):
    pieces = [_pieces(hand.unsteady(art, _random(seed))) for seed in range(40)]

    assert min(pieces) >= 1
    assert 1 in pieces or 2 in pieces
    assert max(pieces) >= 3


def _pieces(ink: np.ndarray) -> int:
    return cv2.connectedComponents((ink > 127).astype(np.uint8))[0] - 1


def test_some_hands_leave_gaps(art):
    ring = art.copy()
    ring[100:160, 100:220] = 0
    filled = [_encloses(hand.unsteady(ring, _random(seed))) for seed in range(40)]

    assert 0.3 < np.mean(filled) < 1


def _encloses(ink: np.ndarray) -> bool:
    page = cv2.copyMakeBorder((ink > 127).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    cv2.floodFill(page, None, (0, 0), 2)
    return bool(page[161, 161] == 0)


def test_pens_differ_in_width(art):
    inks = [int((hand.unsteady(art, _random(seed)) > 127).sum()) for seed in range(12)]

    assert max(inks) > 1.4 * min(inks)


def test_a_bend_moves_picture_and_lines_alike(art):
    bend = hand.bend(320, _random(4))
    picture = np.dstack([art] * 4)

    assert np.array_equal(bend.apply(picture)[..., 0], bend.apply(art))


def test_a_bend_keeps_the_whole_picture_on_the_page():
    ring = np.zeros((320, 320), np.uint8)
    cv2.circle(ring, (160, 160), 157, 255, 3)

    for seed in range(20):
        bent = hand.bend(320, _random(seed)).apply(ring)
        assert np.concatenate([bent[0], bent[-1], bent[:, 0], bent[:, -1]]).max() == 0


def test_a_blank_page_stays_blank():
    assert hand.unsteady(np.zeros((320, 320), np.uint8), _random(0)).max() == 0
