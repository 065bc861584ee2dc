"""Variations: a style's code, moved a seeded step within the release's style space. No torch here."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.release import Release

FULL_STEP = 3.0
"""How far a variation of 1 goes, in deviations of the prior. Named styles lie 4.0 to 5.9 from the nearest other one: of
full steps from them, 98 % (anything-256) and 94 % (cat-256) end nearer to their own style than to any other."""

_STEPS = 1
"""Keeps the steps' random numbers apart from those of free draws, which the same seed decides."""

Step = tuple[int, float]
"""A seed, and how far its step goes: 0 not at all, 1 as far as a style still is itself."""


def varied(release: Release, code: NDArray[np.float32], steps: Sequence[Step]) -> NDArray[np.float32]:
    """A style code (style_dim,) after these steps, in their order; steps of 0 leave every bit as it was.

    A step has the length that its variation says and a direction by its seed, both in the prior's deviations. It
    never leads further from the prior's mean than the code was, or a typical draw is: painters know what is within.
    """
    for seed, variation in steps:
        if variation > 0:
            code = _moved(release, code, seed, variation)
    return code


def _moved(release: Release, code: NDArray[np.float32], seed: int, variation: float) -> NDArray[np.float32]:
    root, mean = release.prior_root.astype(np.float64), release.prior_mean.astype(np.float64)
    place = np.linalg.solve(root, code - mean)
    direction = np.random.default_rng((seed, _STEPS)).standard_normal(len(place))
    moved = place + FULL_STEP * variation * direction / np.linalg.norm(direction)
    farthest = max(float(np.linalg.norm(place)), len(place) ** 0.5)
    moved *= min(1.0, farthest / float(np.linalg.norm(moved)))
    return (mean + root @ moved).astype(np.float32)
