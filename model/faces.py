"""Where a photo's face has its eyes and nose: learned from a few photos on which somebody has pointed at them.

A linear guess from VGG16's features (the trunk inside HED, stride 8) at each place, and the three places that look
most like eyes and nose and lie as those of the known faces do. Only preparation uses it.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from model import hed, images
from model.files import File, NothingFound
from model.original import RENDER_PX, squared

Array = NDArray[np.float64]

CATS = Path(__file__).with_name("cat_faces.csv")
"""Faces of 47 cats in AFHQ, pointed at by eye: pixels of the photo at 256 px."""

_COLUMNS = "photo,left_x,left_y,right_x,right_y,nose_x,nose_y"
_SIDE_PX, _CELLS = 256, 32
_BLOCKS = (2, 3)
_SPOT_PX = 7.0
"""Deviation of what counts as a place's surroundings."""
_RIDGE = 0.01
_CANDIDATES, _APART_PX = 6, 14
_OFF = 0.1
"""What a face loses that lies one deviation off the known ones, where a sure eye gives about 0.7."""
_LEAST_SURE, _LEAST_RATING = 0.18, 0.2


@dataclass(frozen=True)
class Face:
    """points: float (3, 2), x and y of left eye, right eye (as seen) and nose, as shares of the photo's side."""

    points: Array

    @property
    def mirrored(self) -> "Face":
        return Face(np.array([[1 - x, y] for x, y in self.points[[1, 0, 2]]]))


@dataclass(frozen=True)
class Finder:
    """weights: (C + 1, 2), of a place's features for an eye and for a nose. usual, spread: (6,), of `_layout`."""

    weights: Array
    usual: Array
    spread: Array

    def find(self, network: hed.Hed, rgb: NDArray[np.uint8]) -> Face | None:
        """The face of a photo, uint8 (S, S, 3); None where there are no two open eyes."""
        guessed = (_features(network, rgb) @ self.weights).T.reshape(2, _CELLS, _CELLS)
        eyes, noses = (_peaks(cv2.resize(one, (_SIDE_PX, _SIDE_PX), interpolation=cv2.INTER_CUBIC)) for one in guessed)
        eyes = [eye for eye in eyes if eye[0] > _LEAST_SURE]
        pairs = [(left, right) for left, right in permutations(eyes, 2) if left[1] < right[1]]
        faces = [np.array([*pair, nose]) for pair in pairs for nose in (*noses, self._usual_nose(*pair))]
        likely = [face for face in faces if self._rating(face) > _LEAST_RATING]
        return Face(max(likely, key=self._rating)[:, 1:] / _SIDE_PX) if likely else None

    def _rating(self, face: Array) -> float:
        """face: (3, 3), how sure each is, and where."""
        off = (_layout(face[:, 1:]) - self.usual) / self.spread
        return float(face[:, 0].sum() - _OFF * (off**2).sum())

    def _usual_nose(self, left: Array, right: Array) -> Array:
        """Where the nose should be, for a face on which it cannot be told from the fur."""
        middle, across = (left[1:] + right[1:]) / 2, right[1:] - left[1:]
        along, deep = self.usual[2:4]
        return np.array([0.0, *(middle + along * across + deep * down(across))])


def down(across: Array) -> Array:
    """A way across the face, from one eye to the other, turned to the way from brow to chin; as long. (2,)."""
    return np.array([-across[1], across[0]])


def known(csv_file: Path) -> dict[str, Face]:
    """By the photo's name without its ending. Raises NothingFound for a file that is no such table."""
    try:
        with csv_file.open(newline="", encoding="utf-8") as lines:
            rows = list(csv.reader(lines))[1:]
        found = {name: Face(np.array(numbers, float).reshape(3, 2) / _SIDE_PX) for name, *numbers in rows}
    except (ValueError, csv.Error):
        found = {}
    if not found or not all((face.points >= 0).all() and (face.points <= 1).all() for face in found.values()):
        raise NothingFound(f"{csv_file} must have lines of {_COLUMNS}, in pixels of the photo at {_SIDE_PX} px.")
    return found


def finder_of(photos: Sequence[File], csv_file: Path, hed_weights: Path | None) -> Finder:
    """What finds faces on photos like these, learned from those among them on which the table points at one."""
    network = hed.network(hed.needed(hed_weights, "Finding faces"))
    pointed_at = known(csv_file)
    chosen = [photo for photo in photos if photo.stem in pointed_at]
    shown = [squared(images.decode(photo.read(), 4 * RENDER_PX)[0]) for photo in chosen]
    return learn(network, shown, [pointed_at[photo.stem] for photo in chosen])


def learn(network: hed.Hed, photos: Iterable[NDArray[np.uint8]], faces: Iterable[Face]) -> Finder:
    """From photos, uint8 (S, S, 3) each, and the faces on them; from their mirror images too. By ridge regression."""
    pairs = zip(photos, faces, strict=True)
    shown = [both for rgb, face in pairs for both in ((rgb, face), (rgb[:, ::-1], face.mirrored))]
    if not shown:
        raise NothingFound("None of the photos is one on which a face was pointed at.")
    seen = np.concatenate([_features(network, rgb) for rgb, _ in shown])
    wanted = np.concatenate([_spots(face) for _, face in shown])
    square = seen.T @ seen
    square += _RIDGE * np.diagonal(square).mean() * np.eye(len(square))
    layouts = np.array([_layout(face.points * _SIDE_PX) for _, face in shown])
    return Finder(np.linalg.solve(square, seen.T @ wanted), layouts.mean(0), layouts.std(0))


@torch.inference_mode()
def _features(network: hed.Hed, rgb: NDArray[np.uint8]) -> Array:
    """(32 * 32, C + 1), the last one always the same."""
    rgb = cv2.resize(rgb, (_SIDE_PX, _SIDE_PX), interpolation=cv2.INTER_AREA)
    blocks = network.trunk(torch.from_numpy(rgb).permute(2, 0, 1)[None].float(), _BLOCKS[-1] + 1)
    cells = [functional.adaptive_avg_pool2d(blocks[i], _CELLS)[0].flatten(1).T.double().numpy() for i in _BLOCKS]
    return np.hstack([*cells, np.full((_CELLS**2, 1), np.std(cells[0]))])


def _spots(face: Face) -> Array:
    """(32 * 32, 2): how near each place is to an eye, and to the nose."""
    middles = (np.arange(_CELLS) + 0.5) / _CELLS
    x, y = np.meshgrid(middles, middles)
    near = [
        np.exp(-((x - px) ** 2 + (y - py) ** 2) / 2 * (_SIDE_PX / _SPOT_PX) ** 2).ravel() for px, py in face.points
    ]
    return np.stack([near[0] + near[1], near[2]], axis=1)


def _layout(places: Array) -> Array:
    """(6,) of (3, 2) in pixels: what is between the eyes; their slope, the nose's place along and below it, as shares
    of that; and their middle."""
    middle, across = places[:2].mean(0), places[1] - places[0]
    apart = max(float(np.hypot(*across)), 1.0)
    to_nose, along = places[2] - middle, across / apart
    deep = to_nose @ down(along)
    return np.array([apart, across[1] / apart, to_nose @ along / apart, deep / apart, *middle])


def _peaks(surface: NDArray) -> list[Array]:
    """The highest places (height, x, y) of (256, 256), each far enough from the ones before."""
    surface, found = surface.copy(), []
    for _ in range(_CANDIDATES):
        y, x = np.unravel_index(surface.argmax(), surface.shape)
        found.append(np.array([surface[y, x], x + 0.5, y + 0.5]))
        cv2.circle(surface, (int(x), int(y)), _APART_PX, -np.inf, cv2.FILLED)
    return found
