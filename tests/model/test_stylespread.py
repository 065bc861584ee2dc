"""model.stylespread: styles told apart, on looks made up for it."""

import numpy as np
import pytest

from model import stylespread

STYLES = np.array(["dots", "wash", "wax"])


def _looks(spread: float, drawings: int = 6) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Looks in a plane: dots at (0, 0), wash at (10, 0), wax at (0, 20), each drawing shifted a little."""
    rng = np.random.default_rng(0)
    places = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 20.0]])
    looks = np.concatenate([places + rng.normal(0, spread, places.shape) for _ in range(drawings)])
    return looks, np.tile(STYLES, drawings), np.repeat(np.arange(drawings), len(STYLES))


def test_styles_that_stay_themselves_are_always_guessed():
    assert stylespread.guessed(*_looks(0.5)).all()


def test_styles_that_are_all_alike_are_guessed_by_chance():
    _, styles, drawings = _looks(0, drawings=100)
    alike = np.random.default_rng(1).normal(0, 1, (300, 2))

    assert stylespread.guessed(alike, styles, drawings).mean() == pytest.approx(1 / 3, abs=0.1)


def test_a_drawing_is_guessed_without_having_been_seen():
    looks, styles, drawings = _looks(0.0, drawings=2)
    looks[:3] = looks[[1, 2, 0]]  # the first drawing's styles changed places; only its own centres could know

    assert not stylespread.guessed(looks, styles, drawings)[:3].any()


def test_known_styles_are_guessed_from_their_centres():
    names, known = STYLES[:2], np.array([[0.0, 0.0], [10.0, 0.0]])

    right = stylespread.guessed_by(names, known, np.array([[1.0, 0.0], [1.0, 0.0]]), np.array(["dots", "wash"]))

    assert right.tolist() == [True, False]


def test_the_closest_two_and_the_mean_distance():
    looks, styles, _ = _looks(0.0)

    names, means = stylespread.centres(looks, styles)
    distance, pair = stylespread.closest(means)

    assert distance == 10
    assert {names[i] for i in pair} == {"dots", "wash"}
    assert stylespread.mean_distance(means) == pytest.approx((10 + 20 + np.hypot(10, 20)) / 3)


def test_numbers_that_never_vary_count_nothing():
    scale = stylespread.scale_of([np.array([1.0, 7.0]), np.array([3.0, 7.0])])

    assert scale([np.array([3.0, 900.0])]).tolist() == [[1.0, 0.0]]


def test_one_style_alone_has_no_distance_to_another():
    assert np.isnan(stylespread.closest(np.zeros((1, 2)))[0])
    assert np.isnan(stylespread.mean_distance(np.zeros((1, 2))))
