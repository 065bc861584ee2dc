"""What a painting looks like, whatever it shows: palette and texture as numbers, to tell ways of painting apart."""

import cv2
import numpy as np
from numpy.typing import NDArray

from model import oklab
from model.textures import blur

Array = NDArray[np.float32]

_PX = 128
_BANDS = 5
_HUE_BINS, _LIGHT_BINS, _DIRECTIONS = 12, 8, 6
_RIM = 12
"""Width of the picture's border, where mostly ground is seen."""


def features(picture: NDArray[np.uint8]) -> Array:
    """(S, S, 3) uint8, S >= 128 -> (d,) float32: the palette's numbers first, then the texture's."""
    return np.concatenate([palette(picture), texture(picture)])


def palette(picture: NDArray[np.uint8]) -> Array:
    """(40,) moments in OKLab, of all and of the border; shares of lightness; chroma by hue."""
    lab = _lab(picture)
    flat, border = lab.reshape(-1, 3), _border(lab)
    moments = [flat.mean(0), flat.std(0), np.corrcoef(flat.T + _jitter(flat))[np.triu_indices(3, 1)]]
    around = [border.mean(0), border.std(0)]
    lights = np.histogram(flat[:, 0], _LIGHT_BINS, (0, 1))[0] / len(flat)
    chroma, hue = np.hypot(flat[:, 1], flat[:, 2]), np.arctan2(flat[:, 2], flat[:, 1])
    hues = np.histogram(hue, _HUE_BINS, (-np.pi, np.pi), weights=chroma)[0] / len(flat)
    scattered = np.quantile(chroma, [0.1, 0.5, 0.9, 0.98, 1.0])
    return np.concatenate([*moments, *around, lights, 5 * hues, scattered]).astype(np.float32)


def texture(picture: NDArray[np.uint8]) -> Array:
    """(34,) energy by size in lightness and colour, of all and of the border; how peaked; in which directions."""
    lab = _lab(picture)
    bands = _bands(lab)
    energies = [np.log(band.reshape(-1, 3).std(0) + 1e-4) for band in bands]
    around = [np.log(_border(band)[:, 0].std() + 1e-4) for band in bands]
    peaked = [(band[..., 0] ** 4).mean() / ((band[..., 0] ** 2).mean() ** 2 + 1e-12) for band in bands[:4]]
    gx, gy = cv2.Sobel(lab[..., 0], cv2.CV_32F, 1, 0), cv2.Sobel(lab[..., 0], cv2.CV_32F, 0, 1)
    turned = np.arctan2(gy, gx) % np.pi
    directions = np.histogram(turned, _DIRECTIONS, (0, np.pi), weights=np.hypot(gx, gy))[0]
    contrast = np.sqrt(np.maximum(blur(bands[0][..., 0] ** 2, 8), 0))
    local = np.log(np.quantile(contrast, [0.1, 0.4, 0.6, 0.9]) + 1e-3)
    directions = 4 * directions / (directions.sum() + 1e-6)
    return np.concatenate([*energies, around, np.log(np.array(peaked) + 1e-3), directions, local]).astype(np.float32)


def guess(known: Array, labels: NDArray, unseen: Array) -> NDArray:
    """The label of each unseen picture's nearest known one; every feature counts by its spread among the known."""
    centre, spread = known.mean(0), known.std(0) + 1e-3
    ours, theirs = (known - centre) / spread, (unseen - centre) / spread
    distance = (ours**2).sum(1) - 2 * theirs @ ours.T
    return labels[distance.argmin(axis=1)]


def _lab(picture: NDArray[np.uint8]) -> Array:
    small = cv2.resize(picture, (_PX, _PX), interpolation=cv2.INTER_AREA)
    return oklab.from_rgb(small.astype(np.float32) / 255)


def _bands(lab: Array) -> list[Array]:
    """Fine to coarse, what each blur takes away."""
    bands, rest = [], lab
    for octave in range(_BANDS):
        softer = blur(lab, 1.6 * 2**octave)
        bands.append(rest - softer)
        rest = softer
    return bands


def _border(picture: Array) -> Array:
    inside = np.zeros(picture.shape[:2], bool)
    inside[_RIM:-_RIM, _RIM:-_RIM] = True
    return picture[~inside]


def _jitter(flat: Array) -> Array:
    """Next to nothing, so that a correlation exists for an even picture too."""
    return 1e-4 * np.random.default_rng(0).standard_normal((3, len(flat))).astype(np.float32)
