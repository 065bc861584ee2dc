"""Named styles out of the style space of real paintings: clusters of codes, of which the best are chosen.

Codes of single paintings mix a way of painting with its subject's own colours, so a candidate is the centre
of many. Of every way's candidates the one is named whose paintings look most like the way's real ones and
least like the other styles'.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model import look, waypoints
from model.dataset import Pairs
from model.networks import SketchPainter
from model.palettes import WAYS
from model.transforms import to_pixels, to_tensor

_CLUSTERS = 3
_PAINTINGS_A_WAY = 150
_REAL_LOOKS_A_WAY = 40
_SWEEPS = 3

Codes = NDArray[np.float32]


@torch.no_grad()
def codes_of(painter: SketchPainter, paintings: NDArray[np.uint8]) -> Codes:
    """Style codes of real paintings, uint8 (N, S, S, 3) -> (N, style_dim)."""
    parts = np.array_split(paintings, max(1, len(paintings) // 16))
    return np.concatenate([painter.style(to_tensor(part)).numpy() for part in parts])


def of_each_way(painter: SketchPainter, data: Pairs, sketches: Sequence[Tensor], *, pulled: bool) -> Codes:
    """The code to name for each of WAYS: (ways, style_dim).

    sketches: (1, 3, S, S) each, what the candidates are judged on. pulled: training pulled each way's codes to a point
    of its own, which then is a candidate too. Raises ValueError for a way without paintings.
    """
    real = _Looks()
    candidates, painted = [], []
    for i in range(len(WAYS)):
        paintings = _paintings_of(data, i)
        centres = clusters(codes_of(painter, paintings[:_PAINTINGS_A_WAY]))
        own = waypoints.points(centres.shape[1])[i : i + 1].numpy() if pulled else centres[:0]
        candidates.append(np.concatenate([centres, own]))
        real.add([look.features(picture) for picture in paintings[:_REAL_LOOKS_A_WAY]])
        painted.append([_mean_look(painter, code, sketches) for code in candidates[-1]])
    chosen = best(real.standard(painted), real.centres())
    return np.stack([codes[i] for codes, i in zip(candidates, chosen, strict=True)])


def clusters(codes: Codes) -> Codes:
    """The mean of all codes and the centres of up to three clusters, (1 to 4, style_dim)."""
    mean, count = codes.mean(axis=0, keepdims=True, dtype=np.float32), min(_CLUSTERS, len(codes) // 2)
    if count < 2:
        return mean
    cv2.setRNGSeed(0)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_MAX_ITER, 50, 1e-4)
    _, _, centres = cv2.kmeans(codes.astype(np.float32), count, None, stop, 4, cv2.KMEANS_PP_CENTERS)
    return np.concatenate([mean, centres])


def best(painted: Sequence[NDArray], real: NDArray) -> list[int]:
    """Which candidate of each way: near the way's real look, far from the other styles chosen.

    painted: per way the looks of its candidates, (candidates, D). real: (ways, D). Both on one scale.
    """
    chosen = [int(np.linalg.norm(looks - centre, axis=1).argmin()) for looks, centre in zip(painted, real, strict=True)]
    for _ in range(_SWEEPS if len(painted) > 1 else 0):
        for i, looks in enumerate(painted):
            others = np.stack([painted[j][c] for j, c in enumerate(chosen) if j != i])
            apart = np.linalg.norm(looks[:, None] - others[None], axis=2).min(axis=1)
            chosen[i] = int((apart - np.linalg.norm(looks - real[i], axis=1)).argmax())
    return chosen


class _Looks:
    """Looks of the real paintings of each way, and the scale on which looks are compared: theirs."""

    def __init__(self) -> None:
        self.ways: list[NDArray] = []

    def add(self, looks: list[NDArray]) -> None:
        self.ways.append(np.stack(looks))

    def centres(self) -> NDArray:
        return self._scaled(np.stack([looks.mean(axis=0) for looks in self.ways]))

    def standard(self, painted: list[list[NDArray]]) -> list[NDArray]:
        return [self._scaled(np.stack(looks)) for looks in painted]

    def _scaled(self, looks: NDArray) -> NDArray:
        everything = np.concatenate(self.ways)
        return (looks - everything.mean(axis=0)) / (everything.std(axis=0) + 1e-6)


def _paintings_of(data: Pairs, way: int) -> NDArray[np.uint8]:
    own = np.flatnonzero((data.way == way) & ~data.borrowed)
    if not len(own):
        raise ValueError(f"The archive holds no painting in the way '{WAYS[way].slug}' with its own palette.")
    return data.paintings[own]


@torch.no_grad()
def _mean_look(painter: SketchPainter, code: Codes, sketches: Sequence[Tensor]) -> NDArray:
    style = torch.from_numpy(code)[None]
    pictures = [to_pixels(painter.decoder(painter.content(sketch), style))[0] for sketch in sketches]
    return np.mean([look.features(picture) for picture in pictures], axis=0)
