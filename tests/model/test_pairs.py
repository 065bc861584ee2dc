"""model.pairs: a sketch, the painting under it and the original beside it."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from model import pairs
from model.original import Original, Rejected
from model.palettes import WAYS
from model.sketch import BlankSketch, Sketch, from_ink


@pytest.fixture(scope="module")
def art() -> Original:
    """Line art and flat colours of a two-coloured disc, 320 px."""
    ink, flats = np.zeros((320, 320), np.uint8), np.zeros((320, 320, 4), np.uint8)
    cv2.circle(flats, (160, 160), 100, (200, 60, 60, 255), cv2.FILLED)
    cv2.circle(flats, (160, 160), 40, (60, 60, 200, 255), cv2.FILLED)
    cv2.circle(ink, (160, 160), 100, 255, 6)
    cv2.circle(ink, (160, 160), 40, 255, 6)
    return Original(ink, flats, flats, kind="flat")


def test_a_pair_depends_on_its_seed_alone(art):
    one, same, other = (pairs.of(art, WAYS[0], seed) for seed in (3, 3, 4))

    assert np.array_equal(one.painting, same.painting)
    assert np.array_equal(one.centreline, same.centreline)
    assert not np.array_equal(one.lines, other.lines)


def test_a_pairs_sketch_is_what_somebody_drawing_it_would_get(art):
    pair = pairs.of(art, WAYS[0], 1)
    drawn = cv2.dilate(pair.centreline, np.ones((3, 3), np.uint8))

    again = from_ink(drawn)

    assert isinstance(again, Sketch)
    assert (again.lines.shape, again.mask.shape) == (pair.lines.shape, pair.mask.shape)
    assert ((again.mask > 127) == (pair.mask > 127)).mean() > 0.95


def test_the_painting_lies_under_its_sketch(art):
    pop = next(way for way in WAYS if way.slug == "pop")
    pair = pairs.of(art, pop, seed=2)

    grey = pair.painting.mean(axis=2)
    assert grey[pair.lines < 40].mean() < 0.75 * grey[pair.lines > 250].mean()


def test_the_original_lies_in_place_on_white(art):
    pair = pairs.of(art, WAYS[0], seed=5)

    assert (pair.original[pair.mask == 0] > 250).mean() > 0.97
    inside = pair.original[pair.mask > 250].astype(int)
    assert (np.abs(inside[:, 0] - inside[:, 2]) > 100).mean() > 0.8


def test_a_quarter_of_the_paintings_borrows_its_palette(art):
    borrowed = [pairs.of(art, WAYS[seed % 3], seed).borrowed for seed in range(24)]

    assert 1 <= sum(borrowed) <= 14


def test_empty_art_is_refused():
    with pytest.raises(BlankSketch):
        pairs.make(np.zeros((320, 320), np.uint8), np.zeros((320, 320, 4), np.uint8), WAYS[0], 0, kind="flat")


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("lines", np.full((256, 256), 255, np.uint8), "one even tone"),
        ("painting", np.full((256, 256, 3), 40, np.uint8), "one even tone"),
        ("painting", np.full((256, 256, 3), np.nan), "not finite"),
        ("lines", np.eye(256, dtype=np.uint8) * 255, "ink covers"),
    ],
)
def test_what_would_break_the_training_is_rejected(art, field, value, reason):
    pair = pairs.of(art, WAYS[0], 1)

    with pytest.raises(Rejected, match=reason):
        pairs.checked(replace(pair, **{field: value}))
