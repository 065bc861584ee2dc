"""model.pairs, model.painterly, model.hand, model.prepare: training pairs are what they promise."""

import cv2
import numpy as np
import pytest

from model import hand, pairs, prepare
from model.painterly import TECHNIQUES
from model.palettes import WAYS, rgb
from model.sketch import BlankSketch, from_ink
from model.strokes import render


@pytest.fixture(scope="module")
def art() -> tuple[np.ndarray, np.ndarray]:
    """Line art and flat colours of a two-coloured disc, 320 px."""
    ink, flats = np.zeros((320, 320), np.uint8), np.zeros((320, 320, 4), np.uint8)
    cv2.circle(flats, (160, 160), 100, (200, 60, 60, 255), cv2.FILLED)
    cv2.circle(flats, (160, 160), 40, (60, 60, 200, 255), cv2.FILLED)
    cv2.circle(ink, (160, 160), 100, 255, 6)
    cv2.circle(ink, (160, 160), 40, 255, 6)
    return ink, flats


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.slug)
def test_every_way_paints_figure_and_ground_apart(art, way):
    pair = pairs.make(*art, way, seed=1)

    inside = pair.painting[pair.mask > 250].astype(float).mean(axis=0)
    outside = pair.painting[pair.mask < 5].astype(float).mean(axis=0)
    assert pair.painting.shape == (256, 256, 3)
    assert np.abs(inside - outside).max() > 15


def test_a_pair_depends_on_its_seed_alone(art):
    one, same, other = (pairs.make(*art, WAYS[0], seed) for seed in (3, 3, 4))

    assert np.array_equal(one.painting, same.painting)
    assert np.array_equal(one.lines, same.lines)
    assert not np.array_equal(one.lines, other.lines)


def test_the_painting_lies_under_its_sketch(art):
    way = next(way for way in WAYS if way.slug == "pop")
    pair = pairs.make(*art, way, seed=2)

    grey = pair.painting.mean(axis=2)
    assert grey[pair.lines < 40].mean() < 0.5 * grey[pair.lines > 250].mean()


def test_empty_art_is_refused():
    with pytest.raises(BlankSketch):
        pairs.make(np.zeros((320, 320), np.uint8), np.zeros((320, 320, 4), np.uint8), WAYS[0], 0)


def test_every_named_way_has_a_technique_of_its_own():
    assert len(WAYS) >= 6
    assert {way.technique for way in WAYS} == set(TECHNIQUES)
    assert len({way.slug for way in WAYS}) == len(WAYS)


def test_colours_are_read_as_red_green_blue():
    assert rgb("#ff8000") == (1.0, 128 / 255, 0.0)


def test_an_unsteady_hand_keeps_the_drawing_recognisable(art):
    shaken = hand.unsteady(art[0], np.random.default_rng(1))

    near = cv2.dilate((art[0] > 127).astype(np.uint8), np.ones((9, 9), np.uint8))
    assert not np.array_equal(shaken, art[0])
    assert near[shaken > 127].mean() > 0.95


def test_raw_strokes_become_a_drawing_that_fills_the_page():
    raw = [[[1000, 1100], [500, 700], [0, 80]], [[1100, 1200], [700, 500], [200, 280]]]

    page = render(prepare.as_strokes(raw))

    assert from_ink(255 - page).crop[2] == pytest.approx(1.24 * 0.8 * 512, rel=0.05)


def test_all_variants_of_a_subject_are_on_one_side_of_the_split():
    share = np.mean([prepare.is_test(f"subject {number}") for number in range(1000)])

    assert prepare.is_test("1F431") == prepare.is_test("1F431")
    assert share == pytest.approx(0.1, abs=0.03)
