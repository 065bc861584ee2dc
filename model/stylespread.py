"""Whether styles differ and stay themselves, by palette and texture: vectors of model.look, one a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Looks = NDArray[np.float64]
"""(N, L), on one scale."""


@dataclass(frozen=True)
class Scale:
    """Makes looks comparable: every number in deviations of real paintings."""

    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]

    def __call__(self, looks: Sequence[NDArray]) -> Looks:
        return (np.stack(looks) - self.mean) / self.deviation


def scale_of(looks: Sequence[NDArray]) -> Scale:
    """Of real paintings' looks; numbers that never vary count nothing."""
    real = np.stack(looks).astype(np.float64)
    deviation = real.std(axis=0)
    return Scale(real.mean(axis=0), np.where(deviation > 1e-9, deviation, np.inf))


def centres(looks: Looks, styles: NDArray) -> tuple[NDArray, Looks]:
    """Which styles there are, and the mean look of each."""
    names = np.unique(styles)
    return names, np.stack([looks[styles == name].mean(axis=0) for name in names])


def guessed(looks: Looks, styles: NDArray, drawings: NDArray) -> NDArray[np.bool_]:
    """Whether each picture's style is the one with the nearest centre, made without pictures of the same drawing."""
    right = np.zeros(len(looks), bool)
    for drawing in np.unique(drawings):
        left_out = drawings == drawing
        right[left_out] = guessed_by(*centres(looks[~left_out], styles[~left_out]), looks[left_out], styles[left_out])
    return right


def guessed_by(names: NDArray, known: Looks, looks: Looks, styles: NDArray) -> NDArray[np.bool_]:
    """Whether each picture's style is the one of `names` whose look among `known` is nearest."""
    return names[_distances(looks, known).argmin(axis=1)] == styles


def closest(means: Looks) -> tuple[float, tuple[int, int]]:
    """The smallest distance between two styles' mean looks, and which two; nan where there is but one."""
    if len(means) < 2:
        return float("nan"), (0, 0)
    apart = _distances(means, means)
    np.fill_diagonal(apart, np.inf)
    one, other = np.unravel_index(apart.argmin(), apart.shape)
    return float(apart.min()), (int(one), int(other))


def mean_distance(means: Looks) -> float:
    """Between two different styles' mean looks; nan where there is but one."""
    if len(means) < 2:
        return float("nan")
    apart = _distances(means, means)
    return float(apart.sum() / (len(apart) * (len(apart) - 1)))


def _distances(one: Looks, other: Looks) -> NDArray[np.float64]:
    return np.linalg.norm(one[:, None] - other[None], axis=2)
