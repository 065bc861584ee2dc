"""model.faithfulness: what counts as kept lines and as calm, on pictures whose answer is known."""

import cv2
import numpy as np
import pytest

from model import faithfulness
from model.sketch import STROKE_PX, redraw


def _middles(*, centre: tuple[int, int] = (128, 128), radius: int = 70) -> np.ndarray:
    page = np.zeros((256, 256), np.uint8)
    cv2.circle(page, centre, radius, 255, 1)
    return page > 0


def _lines(middles: np.ndarray) -> np.ndarray:
    return redraw(middles.astype(np.uint8), STROKE_PX)


def _filled(middles: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    page = np.full((256, 256, 3), (230, 225, 210), np.uint8)
    outline, _ = cv2.findContours(middles.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return cv2.drawContours(page, outline, -1, colour, cv2.FILLED)


def _noise(deviation: float, seed: int = 0) -> np.ndarray:
    grain = np.random.default_rng(seed).normal(0, deviation, (256, 256, 1))
    return np.repeat((128 + grain).clip(0, 255).astype(np.uint8), 3, axis=2)


def test_the_centreline_of_a_sketch_is_found_again():
    middles = _middles()

    found = faithfulness.centreline(_lines(middles))

    assert faithfulness.share_near(found, middles) == 1
    assert faithfulness.share_near(middles, found) == 1
    assert found.sum() < 1.5 * middles.sum()


def test_lines_that_are_drawn_are_kept():
    middles = _middles()
    edges = faithfulness.edges(np.repeat(_lines(middles)[..., None], 3, axis=2))

    assert faithfulness.share_near(middles, edges) > 0.99
    assert faithfulness.f1(middles, edges) > 0.99


@pytest.mark.parametrize("colour", [(200, 40, 30), (90, 90, 230)])
def test_lines_between_two_colours_are_kept(colour):
    middles = _middles()

    assert faithfulness.share_near(middles, faithfulness.edges(_filled(middles, colour))) > 0.99


def test_an_edge_between_equally_light_colours_is_an_edge():
    middles = _middles()
    picture = _filled(middles, (255, 0, 0))
    picture[(picture != (255, 0, 0)).any(axis=2)] = (0, 130, 0)

    assert faithfulness.share_near(middles, faithfulness.edges(picture)) > 0.99


def test_an_edge_counts_half_a_stroke_and_two_pixels_beside_the_line():
    middles = _middles()

    assert faithfulness.share_near(middles, _middles(radius=74)) == 1
    assert faithfulness.share_near(middles, _middles(radius=77)) == 0


def test_an_empty_painting_keeps_nothing():
    edges = faithfulness.edges(np.full((256, 256, 3), 200, np.uint8))

    assert faithfulness.share_near(_middles(), edges) == 0
    assert faithfulness.f1(_middles(), edges) == 0


def test_texture_everywhere_keeps_no_more_of_this_drawing_than_of_another():
    picture = cv2.GaussianBlur(_noise(60), (0, 0), 2.5)
    edges = faithfulness.edges(cv2.normalize(picture, None, 0, 255, cv2.NORM_MINMAX))
    own, other = _middles(), _middles(centre=(140, 120), radius=50)

    net = faithfulness.share_near(own, edges) - faithfulness.share_near(other, edges)

    assert edges.mean() > 0.02
    assert abs(net) < 0.15


def test_edges_that_nobody_drew_cost_f1_and_not_the_lines():
    middles = _middles()
    busy = _filled(middles, (200, 40, 30))
    for x in range(10, 256, 24):
        cv2.line(busy, (x, 0), (x, 40), (20, 20, 20), 6)

    edges = faithfulness.edges(busy)

    assert faithfulness.share_near(middles, edges) > 0.99
    assert faithfulness.f1(middles, edges) < 0.8


def test_equal_noise_is_equally_calm():
    middles = _middles()

    ratio = faithfulness.unrest(_noise(10, 1), middles) / faithfulness.unrest(_noise(10, 2), middles)

    assert ratio == pytest.approx(1, abs=0.05)
    assert faithfulness.unrest(_noise(20), middles) / faithfulness.unrest(_noise(10), middles) == pytest.approx(
        4, rel=0.1
    )


def test_lines_and_slow_changes_are_no_unrest():
    middles = _middles()
    slope = np.repeat(np.linspace(60, 200, 256)[None, :, None], 256, axis=0).repeat(3, axis=2).astype(np.uint8)
    drawn = np.minimum(slope, _lines(middles)[..., None])

    assert faithfulness.unrest(drawn, middles) < 0.5


def test_where_lines_are_everywhere_nothing_can_be_said_of_calm():
    assert np.isnan(faithfulness.unrest(_noise(10), np.ones((256, 256), bool)))
