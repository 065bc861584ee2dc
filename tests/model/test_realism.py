"""model.realism: the figures on sets whose figures are known."""

import numpy as np
import pytest

from model import realism


def _gaussian(count: int, seed: int, *, dim: int = 4, shift: float = 0.0, scale: float = 1.0) -> np.ndarray:
    return shift + scale * np.random.default_rng(seed).standard_normal((count, dim))


def test_a_set_is_at_no_distance_from_itself():
    features = _gaussian(50, 0, dim=200)

    assert realism.fid(realism.products(features, features)) == pytest.approx(0, abs=1e-6)


def test_fid_is_the_distance_of_two_gaussians():
    made, real = _gaussian(800, 0, shift=1.5, scale=2.0), _gaussian(800, 1)

    # |m1 - m2|^2 + sum of (s1 - s2)^2, over 4 numbers
    assert realism.fid(realism.products(made, real)) == pytest.approx(4 * 1.5**2 + 4 * (2 - 1) ** 2, rel=0.08)


def test_fid_by_inner_products_is_fid_by_covariances():
    made, real = _gaussian(40, 0, dim=6, shift=0.5), _gaussian(60, 1, dim=6) @ _gaussian(6, 2, dim=6)
    one, other = np.cov(made.T), np.cov(real.T)
    root = np.sqrt(np.linalg.eigvals(one @ other).real.clip(0)).sum()
    apart = ((made.mean(axis=0) - real.mean(axis=0)) ** 2).sum()

    assert realism.fid(realism.products(made, real)) == pytest.approx(apart + np.trace(one + other) - 2 * root)


def test_kid_is_unbiased():
    tried = [
        realism.kid(realism.products(_gaussian(20, 2 * seed, dim=8), _gaussian(20, 2 * seed + 1, dim=8)))
        for seed in range(300)
    ]

    assert abs(np.mean(tried)) < 3 * np.std(tried) / np.sqrt(len(tried))
    assert min(tried) < 0


def test_kid_of_three_pictures_is_what_the_formula_says():
    made, real = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 1.0], [2.0, 0.0]])

    # kernel (x.y / 2 + 1)^3: made 1, real 8; across 3.375, 8, 3.375, 1
    assert realism.kid(realism.products(made, real)) == pytest.approx(1 + 8 - 2 * (3.375 + 8 + 3.375 + 1) / 4)


def test_kid_grows_with_the_shift():
    real = _gaussian(60, 0)
    near, far = (realism.kid(realism.products(_gaussian(60, 1, shift=shift), real)) for shift in (0.3, 1.0))

    assert 0 < near < far


def test_the_same_distribution_is_dense_and_covered():
    products = realism.products(_gaussian(600, 0, dim=8), _gaussian(600, 1, dim=8))

    assert realism.density(products) == pytest.approx(1, abs=0.1)
    assert realism.coverage(products) == pytest.approx(1 - 0.5**realism.NEIGHBOURS, abs=0.03)


def test_pictures_far_away_cover_nothing():
    products = realism.products(_gaussian(50, 0, shift=100), _gaussian(50, 1))

    assert realism.density(products) == 0
    assert realism.coverage(products) == 0


def test_one_picture_over_and_over_covers_little():
    real = _gaussian(200, 0)
    products = realism.products(np.repeat(real.mean(axis=0)[None], 100, axis=0), real)

    assert realism.coverage(products) < 0.3


def test_taking_is_choosing_among_the_made_pictures():
    made, real = _gaussian(10, 0), _gaussian(12, 1)
    chosen = np.array([3, 3, 7])

    taken, built = realism.products(made, real).taking(chosen), realism.products(made[chosen], real)

    assert np.allclose(taken.made, built.made)
    assert np.allclose(taken.across, built.across)
