"""How sure a figure is: the same figure on resampled pictures (Efron 1979)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 200
_TAILS = (2.5, 97.5)


@dataclass(frozen=True)
class Figure:
    """A value with its 95 % interval, and how many drawings it is over."""

    value: float
    low: float
    high: float
    count: int


UNKNOWN = Figure(float("nan"), float("nan"), float("nan"), 0)


def figure(
    of: Callable[[NDArray[np.int64]], float],
    count: int,
    *,
    resamples: int = RESAMPLES,
    limits: tuple[float, float] = (-np.inf, np.inf),
) -> Figure:
    """`of` gets the places of the pictures taken, of 0 .. count - 1, and returns the figure on them.

    The resampled figures are moved so that their mean is the figure: repeated pictures shift FID and its like.
    limits: what the figure can be. A resample on which there is no figure (nan) does not count.
    """
    value = of(np.arange(count))
    rng = np.random.default_rng(0)
    tried = np.array([of(rng.integers(count, size=count)) for _ in range(resamples)])
    tried = tried[np.isfinite(tried)]
    if not np.isfinite(value) or not len(tried):
        return UNKNOWN
    low, high = (np.percentile(tried, _TAILS) + (value - tried.mean())).clip(*limits)
    return Figure(value, float(low), float(high), count)


def share(right: NDArray[np.bool_]) -> Figure:
    """How many of all, 0 to 1."""
    return mean(right.astype(float))


def mean(values: Sequence[float] | NDArray) -> Figure:
    """The mean of one value a drawing; drawings without one (nan) do not count. nan when none has one."""
    known = np.asarray(values, np.float64)
    known = known[~np.isnan(known)]
    if not len(known):
        return UNKNOWN
    limits = (known.min(), known.max())
    return figure(lambda chosen: float(known[chosen].mean()), len(known), resamples=5 * RESAMPLES, limits=limits)


def ratio(above: NDArray[np.floating], below: NDArray[np.floating]) -> Figure:
    """Mean of one over the mean of the other, one value of both a drawing; nan as in `mean`."""
    known = ~(np.isnan(above) | np.isnan(below))
    above, below = above[known], below[known]
    if not len(above):
        return UNKNOWN
    return figure(lambda chosen: float(above[chosen].mean() / below[chosen].mean()), len(above))
