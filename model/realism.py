"""How near a set of pictures is to a set of real ones, from their features' inner products alone.

For n pictures and d numbers a picture, n much smaller than d: FID (Heusel et al. 2017), KID (Binkowski et al.
2018), density and coverage (Naeem et al. 2020). With few pictures FID is biased upwards: compare it with the
floor of as many real pictures, and never across protocols.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = 5
"""k of density and coverage, as their authors chose it."""

Gram = NDArray[np.float64]


@dataclass(frozen=True)
class Products:
    """Inner products of features: made with made (M, M), made with real (M, N), real with real (N, N).

    dim: how many numbers a feature vector has.
    """

    made: Gram
    across: Gram
    real: Gram
    dim: int

    def taking(self, chosen: NDArray[np.int64]) -> "Products":
        """The same for a choice of the made pictures, repetitions allowed."""
        return Products(self.made[np.ix_(chosen, chosen)], self.across[chosen], self.real, self.dim)


def products(made: NDArray[np.floating], real: NDArray[np.floating]) -> Products:
    """made: (M, D), real: (N, D) features of at least two pictures each."""
    made, real = made.astype(np.float64), real.astype(np.float64)
    return Products(made @ made.T, made @ real.T, real @ real.T, made.shape[1])


def fid(of: Products) -> float:
    """Distance of two Gaussians: |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)), covariances over n - 1.

    The last trace is the sum of the singular values of the centred products across the sets.
    """
    means = of.made.mean() + of.real.mean() - 2 * of.across.mean()
    shared = np.linalg.svd(_centred(of.across), compute_uv=False).sum()
    free = (len(of.made) - 1) * (len(of.real) - 1)
    return float(means + _variance(of.made) + _variance(of.real) - 2 * shared / np.sqrt(free))


def kid(of: Products) -> float:
    """Squared MMD with the kernel (x.y / dim + 1)^3, unbiased over the whole sets; it can be negative."""
    made, across, real = ((gram / of.dim + 1) ** 3 for gram in (of.made, of.across, of.real))
    return float(_mean_off_diagonal(made) + _mean_off_diagonal(real) - 2 * across.mean())


def density(of: Products, *, k: int = NEIGHBOURS) -> float:
    """How many real pictures' neighbourhoods a made picture lies in, over k; about 1 for the same distribution."""
    return float((_apart(of) <= _radii(of.real, k)[None]).sum(axis=1).mean() / k)


def coverage(of: Products, *, k: int = NEIGHBOURS) -> float:
    """Share of the real pictures in whose neighbourhood some made picture lies."""
    return float((_apart(of) <= _radii(of.real, k)[None]).any(axis=0).mean())


def _centred(gram: Gram) -> Gram:
    return gram - gram.mean(axis=0, keepdims=True) - gram.mean(axis=1, keepdims=True) + gram.mean()


def _variance(gram: Gram) -> float:
    """Trace of the covariance."""
    return float((np.trace(gram) - gram.mean() * len(gram)) / (len(gram) - 1))


def _mean_off_diagonal(kernel: Gram) -> float:
    count = len(kernel)
    return float((kernel.sum() - np.trace(kernel)) / (count * (count - 1)))


def _apart(of: Products) -> Gram:
    """Squared distances, made by real."""
    return np.diag(of.made)[:, None] + np.diag(of.real)[None] - 2 * of.across


def _radii(real: Gram, k: int) -> Gram:
    """Squared distance of each real picture to its k-th neighbour, or to the last of fewer."""
    square = np.diag(real)
    apart = square[:, None] + square[None] - 2 * real
    return np.sort(apart, axis=1)[:, min(k, len(real) - 1)]  # place 0 is the picture itself
