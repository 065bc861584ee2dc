"""Prepared pairs in memory; which ones a step gets depends on seed and step alone, so resuming is exact."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from model import archive
from model.palettes import WAYS
from model.sketch import SKETCH_PX
from model.transforms import to_tensor

_SHIFT = 0.06
"""How far a loose drawing is shifted at most, as a share of its side: people don't draw in the middle."""


@dataclass(frozen=True)
class Batch:
    """sketch, painting: a pair, float32 (B, 3, S, S) in [-1, 1], the painting maybe larger; loose: more sketches.

    way: int64 (B,), the painting's place in WAYS, -1 where its palette is borrowed; None where nobody knows.
    """

    sketch: Tensor
    painting: Tensor
    loose: Tensor
    way: Tensor | None = None


class Pairs:
    """One split of the archive that model.prepare wrote; N pairs and M loose drawings, decoded.

    views: uint8 (N, S, S, 2) lines and silhouette, S the archive's size but at most 256. paintings: uint8 (N, P, P, 3),
    P the archive's size. way: int (N,), place in WAYS.
    borrowed: bool (N,), the palette is another exemplar's. subject, source: str (N,). originals: uint8 (N, S, S, 3)
    on white, empty in "train". loose: uint8 (M, S, S, 2). loose_kind: str (M,) of archive.KINDS. loose_word: str (M,).
    """

    def __init__(self, path: Path, split: str = "train"):
        """Raises archive.ArchiveError, or FileNotFoundError."""
        stored = archive.read(path)
        if unknown := set(stored.ways) - {way.slug for way in WAYS}:
            raise archive.ArchiveError(f"{path} holds ways that model.palettes does not know: {sorted(unknown)}")
        chosen = np.flatnonzero(stored.facts["split"] == split)
        loose = np.flatnonzero(stored.facts["loose_split"] == split)
        side = min(stored.image_px, SKETCH_PX)
        see = partial(archive.view_of, image_px=side)
        self.views = _decoded(see, _at(stored.blobs["centrelines"], chosen), (side, side, 2))
        large = (stored.image_px, stored.image_px, 3)
        self.paintings = _decoded(archive.pixels, _at(stored.blobs["paintings"], chosen), large)
        originals = [] if split == "train" else _at(stored.blobs["originals"], chosen)
        self.originals = _decoded(archive.pixels, originals, (side, side, 3))
        self.loose = _decoded(see, _at(stored.blobs["loose_centrelines"], loose), (side, side, 2))
        place = {way.slug: i for i, way in enumerate(WAYS)}
        self.way = np.array([place[slug] for slug in stored.facts["way"][chosen]], np.int64)
        self.borrowed, self.subject, self.source = (
            stored.facts[name][chosen] for name in ("borrowed", "subject", "source")
        )
        self.loose_kind, self.loose_word = (stored.facts[name][loose] for name in ("loose_kind", "loose_word"))

    def batch(
        self,
        step: int,
        *,
        size: int,
        image_px: int,
        painting_px: int | None = None,
        seed: int,
        doodle_share: float,
        device: torch.device | str = "cpu",
    ) -> Batch:
        """The pairs of one step, on the device. Both sizes: the stored one or a whole fraction; alike if not said.

        Pairs are not mirrored: every painting is lit from the upper left, and that can be learned.
        """
        rng = np.random.default_rng([seed, step])
        chosen = rng.integers(len(self.views), size=size)
        loose = self._loose(rng, size, doodle_share)
        return Batch(
            _shrunk(sketch_tensor(self.views[chosen], device), image_px),
            _shrunk(to_tensor(self.paintings[chosen], device), painting_px or image_px),
            _shrunk(_flipped(sketch_tensor(loose, device), rng.random(size) < 0.5), image_px),
            torch.from_numpy(np.where(self.borrowed[chosen], -1, self.way[chosen])),
        )

    def _loose(self, rng: np.random.Generator, size: int, doodle_share: float) -> NDArray[np.uint8]:
        drawn = self.views[rng.integers(len(self.views), size=size)]
        if len(self.loose):
            from_people = rng.random(size) < doodle_share
            drawn[from_people] = self.loose[rng.integers(len(self.loose), size=int(from_people.sum()))]
        return np.stack([_shifted(view, rng) for view in drawn])


def sketch_tensor(views: NDArray[np.uint8], device: torch.device | str = "cpu") -> Tensor:
    """Stored views, uint8 (B, S, S, 2) lines and silhouette -> the network's input (B, 3, S, S)."""
    return to_tensor(views[..., [0, 0, 1]], device)


def noise_of(step: int, seed: int, device: torch.device | str = "cpu") -> torch.Generator:
    """The random numbers of one step."""
    return torch.Generator(device).manual_seed(seed * 1_000_003 + step)


def _at(blobs: Sequence[bytes], places: Iterable[int]) -> list[bytes]:
    return [blobs[place] for place in places]


def _decoded(decode: Callable[[bytes], NDArray[np.uint8]], blobs: list[bytes], shape: tuple) -> NDArray[np.uint8]:
    """All of them, (N, *shape); decoders let go of the interpreter, so threads help."""
    pictures = np.empty((len(blobs), *shape), np.uint8)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for i, picture in enumerate(pool.map(decode, blobs)):
            pictures[i] = picture
    return pictures


def _flipped(pictures: Tensor, flip: NDArray[np.bool_]) -> Tensor:
    return torch.where(torch.from_numpy(flip).to(pictures.device)[:, None, None, None], pictures.flip(3), pictures)


def _shifted(view: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A view moved by a few pixels where its margin allows; what moves in is paper outside the silhouette."""
    reach = int(_SHIFT * len(view))
    down, right = rng.integers(-reach, reach + 1, size=2)
    moved = np.roll(view, (down, right), axis=(0, 1))
    rim = np.zeros(view.shape[:2], bool)
    rim[: max(0, down)], rim[len(view) + min(0, down) :] = True, True
    rim[:, : max(0, right)], rim[:, len(view) + min(0, right) :] = True, True
    moved[rim] = (255, 0)
    return moved


def _shrunk(images: Tensor, image_px: int) -> Tensor:
    factor = images.shape[-1] // image_px
    return images if factor == 1 else functional.avg_pool2d(images, factor).contiguous()
