"""model.stylespace: named styles out of the codes of real paintings."""

import numpy as np

from model import stylespace


def test_candidates_are_the_mean_and_the_centres_of_clusters():
    rng = np.random.default_rng(0)
    heaps = np.repeat(np.eye(3, 8, dtype=np.float32) * 10, 20, axis=0) + rng.normal(0, 0.1, (60, 8)).astype(np.float32)

    found = stylespace.clusters(heaps)

    assert found.shape == (4, 8)
    assert np.allclose(found[0], heaps.mean(axis=0), atol=1e-4)
    for corner in np.eye(3, 8) * 10:
        assert np.linalg.norm(found[1:] - corner, axis=1).min() < 0.2


def test_a_single_painting_is_a_style_too():
    assert np.array_equal(stylespace.clusters(np.ones((1, 8), np.float32)), np.ones((1, 8)))


def test_the_candidate_that_looks_like_its_way_is_named():
    real = np.array([[0.0, 0.0], [10.0, 0.0]])
    painted = [np.array([[5.0, 0.0], [0.1, 0.0]]), np.array([[10.0, 0.1], [5.0, 0.0]])]

    assert stylespace.best(painted, real) == [1, 0]


def test_of_two_as_good_the_one_farther_from_the_other_styles_is_named():
    real = np.array([[0.0, 0.0], [2.0, 0.0]])
    painted = [np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([[2.0, 0.0]])]

    assert stylespace.best(painted, real) == [1, 0]
