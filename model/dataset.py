"""Prepared pairs in memory; which ones a step gets depends on seed and step alone, so resuming is exact."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from model.transforms import to_tensor


@dataclass(frozen=True)
class Batch:
    """sketch, painting: a pair, float32 (B, 3, S, S) in [-1, 1]; loose: sketches without a painting, the same."""

    sketch: Tensor
    painting: Tensor
    loose: Tensor


class Pairs:
    """The archive that model.prepare wrote, its training share or its test share."""

    def __init__(self, archive: Path, *, test: bool = False):
        with np.load(archive) as arrays:
            keep, keep_doodles = arrays["test"] == test, arrays["doodle_test"] == test
            self.views: NDArray[np.uint8] = arrays["views"][keep]
            self.paintings: NDArray[np.uint8] = arrays["paintings"][keep]
            self.way: NDArray[np.int64] = arrays["way"][keep]
            self.turned: NDArray[np.bool_] = arrays["turned"][keep]
            self.subject = arrays["subject"][keep]
            self.doodles: NDArray[np.uint8] = arrays["doodles"][keep_doodles]

    def batch(self, step: int, *, size: int, image_px: int, seed: int, doodle_share: float) -> Batch:
        """The pairs of one step. image_px: the archive's size or a whole fraction of it."""
        rng = np.random.default_rng([seed, step])
        chosen = rng.integers(len(self.views), size=size)
        flip = rng.random(size) < 0.5
        loose = self._loose(rng, size, doodle_share)
        return Batch(
            _shrunk(sketch_tensor(_flipped(self.views[chosen], flip)), image_px),
            _shrunk(to_tensor(_flipped(self.paintings[chosen], flip)), image_px),
            _shrunk(sketch_tensor(_flipped(loose, rng.random(size) < 0.5)), image_px),
        )

    def _loose(self, rng: np.random.Generator, size: int, doodle_share: float) -> NDArray[np.uint8]:
        drawn = self.views[rng.integers(len(self.views), size=size)]
        if len(self.doodles):
            from_people = rng.random(size) < doodle_share
            drawn[from_people] = self.doodles[rng.integers(len(self.doodles), size=int(from_people.sum()))]
        return drawn


def sketch_tensor(views: NDArray[np.uint8]) -> Tensor:
    """Stored views, uint8 (B, S, S, 2) lines and silhouette -> the network's input (B, 3, S, S)."""
    return to_tensor(views[..., [0, 0, 1]])


def _flipped(pictures: NDArray[np.uint8], flip: NDArray[np.bool_]) -> NDArray[np.uint8]:
    return np.where(flip[:, None, None, None], pictures[:, :, ::-1], pictures)


def _shrunk(images: Tensor, image_px: int) -> Tensor:
    factor = images.shape[-1] // image_px
    return images if factor == 1 else functional.avg_pool2d(images, factor).contiguous()


def noise_of(step: int, seed: int) -> torch.Generator:
    """The random numbers of one step."""
    return torch.Generator().manual_seed(seed * 1_000_003 + step)
