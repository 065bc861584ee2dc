"""Optimal transport of a picture's colours to a palette: every palette colour is used, each in its share.

Entropic transport (Cuturi 2013) between sampled colours and the palette, extended to all pixels by its potentials
(the entropic map of Pooladian and Niles-Weed 2021). Colours are float32 (n, 3), weights sum to 1.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

SHARPNESS = 0.0015
"""Entropic regularisation, in squared OKLab distance: colours about 0.04 apart still blend."""

_START = 0.1
_ROUNDS_A_LEVEL = 12
_LAST_ROUNDS = 40


def potentials(points: Array, colours: Array, weights: Array, epsilon: float = SHARPNESS) -> Array:
    """(m,) the price of each palette colour, by Sinkhorn's iteration, from a blurred problem to the sharp one.

    points (n, 3): samples of the picture, of equal weight; colours (m, 3), weights (m,): the palette.
    """
    cost = _squared(colours, points)
    log_share, price = np.log(weights)[:, None], np.zeros((len(colours), 1), np.float32)
    level = _START
    while True:
        level = max(level / 2.5, epsilon)
        for _ in range(_LAST_ROUNDS if level == epsilon else _ROUNDS_A_LEVEL):
            scores = (price - cost) / level + log_share
            paid = scores - _log_sum(scores, axis=0)
            price = price + level * (log_share - _log_sum(paid, axis=1) + np.log(len(points)))
        if level == epsilon:
            return price[:, 0].astype(np.float32)


def shares(points: Array, colours: Array, weights: Array, price: Array, epsilon: float = SHARPNESS) -> Array:
    """(n, m) how much of each palette colour each point gets; rows sum to 1."""
    scores = (price[:, None] - _squared(colours, points)) / epsilon + np.log(weights)[:, None]
    scores = np.exp(scores - scores.max(axis=0))
    return (scores / scores.sum(axis=0)).T


def carry(points: Array, colours: Array, weights: Array, price: Array, epsilon: float = SHARPNESS) -> Array:
    """(n, 3) where each point goes: the mean of the colours that it gets."""
    return shares(points, colours, weights, price, epsilon) @ colours


def _squared(one: Array, other: Array) -> Array:
    """Squared distances, (len(one), len(other)): the palette first, so that the long axis lies along memory."""
    cost = (one**2).sum(1)[:, None] - 2 * one @ other.T + (other**2).sum(1)
    return np.maximum(cost, 0).astype(np.float32)


def _log_sum(scores: Array, axis: int) -> Array:
    """log(sum(exp)) over an axis, which is kept."""
    top = scores.max(axis=axis, keepdims=True)
    return top + np.log(np.exp(scores - top).sum(axis=axis, keepdims=True))
