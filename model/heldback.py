"""What releases are judged on: drawings of every kind, and held-back paintings, out of the frozen test split.

Subjects, in order of name, go alternately to the drawings and to the paintings they are compared with, so that
nothing is compared with a painting of itself; of several pictures of a subject the first counts. Where there are more
than the limit, evenly spaced ones are taken. Nothing is chosen by hand or by result.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from model import faithfulness
from model.archive import KINDS
from model.dataset import Pairs
from model.palettes import WAYS
from model.sketch import SKETCH_PX

_FEWEST = 2
"""Drawings of a kind without which nothing can be said of it."""

PICTURES = "pictures"
"""The kind of the sketches that were made from pictures; the other kinds are archive.KINDS."""

Pictures = NDArray[np.uint8]
"""(N, 256, 256, 3)."""


class NothingToJudge(ValueError):
    """The archive's test split is too small; the message says what is missing."""


@dataclass(frozen=True)
class Drawings:
    """Prepared sketches of one kind.

    lines, masks: uint8 (N, 256, 256) as in model.sketch.Sketch. middles: bool (N, 256, 256), the lines' centrelines.
    words: what is drawn, one a drawing.
    """

    kind: str
    lines: NDArray[np.uint8]
    masks: NDArray[np.uint8]
    middles: NDArray[np.bool_]
    words: Sequence[str]

    def bare(self) -> Pictures:
        """The drawings as pictures."""
        return np.repeat(self.lines[..., None], 3, axis=-1)


@dataclass(frozen=True)
class Paintings:
    """Held-back paintings: pictures, their ways' slugs, subjects, and whether the palette is another way's."""

    pictures: Pictures
    ways: Sequence[str]
    subjects: Sequence[str]
    borrowed: NDArray[np.bool_]


@dataclass(frozen=True)
class HeldBack:
    """kinds: the drawings, those from pictures first. own: paintings of the same pictures, in their order, with the
    coloured originals beside them. real: as many paintings of other subjects."""

    kinds: Sequence[Drawings]
    own: Paintings
    originals: Pictures
    real: Paintings

    def known(self) -> Paintings:
        """All held-back paintings."""
        one, other = self.own, self.real
        return Paintings(
            np.concatenate([one.pictures, other.pictures]),
            [*one.ways, *other.ways],
            [*one.subjects, *other.subjects],
            np.concatenate([one.borrowed, other.borrowed]),
        )


def of(data: Pairs, limit: int) -> HeldBack:
    """data: the test split. limit: drawings of each kind, at most. Raises NothingToJudge."""
    _, subjects = np.unique(data.subject, return_index=True)
    count = min(limit, len(subjects) // 2)
    if count < _FEWEST:
        raise NothingToJudge(
            f"Fewer than {2 * _FEWEST} subjects are held back for tests: prepare the archive from more."
        )
    own, real = evenly(subjects[::2], count), evenly(subjects[1::2], count)
    pictures = _drawings(PICTURES, data.views[own], data.subject[own])
    loose = [_loose(data, kind, limit) for kind in KINDS if np.count_nonzero(data.loose_kind == kind) >= _FEWEST]
    return HeldBack((pictures, *loose), _paintings(data, own), enlarged(data.originals[own]), _paintings(data, real))


def evenly(several: NDArray, limit: int) -> NDArray:
    """At most `limit` of them, evenly spaced, the first among them."""
    count = min(limit, len(several))
    return several[np.arange(count) * len(several) // max(count, 1)]


def another(several: NDArray) -> NDArray:
    """For each of them another one, half the set away: neighbours in order of name may be alike."""
    return np.roll(several, len(several) // 2, axis=0)


def enlarged(pictures: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pictures of any size, (N, S, S[, 3]) -> at the size on which everything is compared."""
    if pictures.shape[1] == SKETCH_PX:
        return pictures
    size, way = (SKETCH_PX, SKETCH_PX), cv2.INTER_CUBIC if pictures.shape[1] < SKETCH_PX else cv2.INTER_AREA
    return np.stack([cv2.resize(picture, size, interpolation=way) for picture in pictures])


def _loose(data: Pairs, kind: str, limit: int) -> Drawings:
    places = np.flatnonzero(data.loose_kind == kind)
    chosen = evenly(places[np.argsort(data.loose_word[places], kind="stable")], limit)
    return _drawings(kind, data.loose[chosen], data.loose_word[chosen])


def _drawings(kind: str, views: NDArray[np.uint8], words: NDArray[np.str_]) -> Drawings:
    lines, masks = enlarged(views[..., 0]), enlarged(views[..., 1])
    middles = np.stack([faithfulness.centreline(drawn) for drawn in lines])
    return Drawings(kind, lines, masks, middles, words.tolist())


def _paintings(data: Pairs, places: NDArray[np.int64]) -> Paintings:
    ways = [WAYS[way].slug for way in data.way[places]]
    return Paintings(enlarged(data.paintings[places]), ways, data.subject[places].tolist(), data.borrowed[places])
