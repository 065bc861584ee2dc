"""model.transport, model.oklab: colours go where they should, and none of the palette is left over."""

from itertools import permutations

import numpy as np
import pytest

from model import oklab, transport


def _solved(points, colours, weights, epsilon=transport.SHARPNESS):
    price = transport.potentials(points, colours, weights, epsilon)
    return transport.shares(points, colours, weights, price, epsilon)


def _grey(lightness) -> np.ndarray:
    return np.stack([lightness, 0 * lightness, 0 * lightness], axis=1).astype(np.float32)


def test_a_picture_that_has_the_palette_already_keeps_its_colours():
    colours = np.array([[0.2, 0, 0], [0.5, 0.2, 0], [0.8, 0, -0.2], [0.9, 0.1, 0.2]], np.float32)
    points, weights = np.repeat(colours, 25, axis=0), np.full(4, 0.25, np.float32)

    price = transport.potentials(points, colours, weights)

    assert transport.carry(points, colours, weights, price) == pytest.approx(points, abs=1e-3)


def test_every_palette_colour_gets_its_share_and_every_point_is_given_away_whole():
    rng = np.random.default_rng(0)
    points, colours = rng.random((300, 3), np.float32), rng.random((12, 3), np.float32)
    weights = rng.dirichlet(np.full(12, 2.0)).astype(np.float32)

    shares = _solved(points, colours, weights)

    assert shares.sum(axis=1) == pytest.approx(np.ones(300), abs=1e-4)
    assert shares.mean(axis=0) == pytest.approx(weights, abs=0.01)


def test_on_a_line_no_two_colours_change_places():
    rng = np.random.default_rng(1)
    points = _grey(np.sort(rng.beta(2, 5, 200)))
    colours = _grey(np.array([0.1, 0.45, 0.55, 0.6, 0.95]))
    weights = np.array([0.1, 0.3, 0.2, 0.2, 0.2], np.float32)

    price = transport.potentials(points, colours, weights)
    carried = transport.carry(points, colours, weights, price)

    assert (np.diff(carried[:, 0]) > -1e-4).all()


def test_on_a_line_it_is_the_matching_of_quantiles():
    points = _grey(np.linspace(0, 0.3, 100))
    colours, weights = _grey(np.array([0.2, 0.5, 0.9])), np.array([0.2, 0.5, 0.3], np.float32)

    shares = _solved(points, colours, weights, epsilon=2e-4)

    assert (np.diff(shares.argmax(axis=1)) >= 0).all()
    assert np.bincount(shares.argmax(axis=1)) == pytest.approx([20, 50, 30], abs=1)


def test_it_costs_no_more_than_the_best_matching():
    rng = np.random.default_rng(2)
    points, colours = rng.random((6, 3), np.float32), rng.random((6, 3), np.float32)
    cost = ((points[:, None] - colours) ** 2).sum(-1)
    best = min(sum(cost[i, j] for i, j in enumerate(order)) for order in permutations(range(6)))

    shares = _solved(points, colours, np.full(6, 1 / 6, np.float32), epsilon=5e-4)

    assert (shares * cost).sum() == pytest.approx(best, rel=0.05, abs=0.01)


def test_oklab_and_back_is_the_same_colour():
    rgb = np.random.default_rng(0).random((500, 3), np.float32)

    assert oklab.to_rgb(oklab.from_rgb(rgb)) == pytest.approx(rgb, abs=2e-3)


def test_white_black_and_red_lie_where_ottosson_puts_them():
    lab = oklab.from_rgb(np.array([[1, 1, 1], [0, 0, 0], [1, 0, 0]], np.float32))

    assert lab == pytest.approx(np.array([[1, 0, 0], [0, 0, 0], [0.628, 0.225, 0.126]]), abs=2e-3)
