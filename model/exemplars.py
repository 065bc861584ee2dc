"""Palettes of public-domain paintings: what model.colours holds was measured with this.

An archive is a .tar of pictures; the paintings themselves are never part of the repository.
"""

import io
import tarfile
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from model import oklab

FIGURE_COLOURS = 16
GROUND_COLOURS = 10
_SIDE_PX = 160
_APART = 0.085
"""OKLab distance from all ground colours that makes a pixel part of the figure."""
_FEWEST = 0.04
_EVENED = 0.6
"""Exponent on the colours' areas: rare accents count for more than their area."""

_CLEANED = 1.35
"""Chroma gained by taking off, in thought, a century of varnish and a photograph's caution."""
_DARKEST, _LIGHTEST = 0.3, 0.93
"""A figure needs shadow and light: its palette's L is stretched to these, at least half of the way."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as shares of the picture."""

PAINTINGS: dict[str, tuple[str, Box, Box]] = {
    "starry_night": ("00", (0.1, 0.0, 1.0, 1.0), (0.2, 0.0, 0.75, 0.45)),
    "rhone": ("01", (0.15, 0.35, 0.85, 0.7), (0.0, 0.0, 1.0, 0.3)),
    "sorrow": ("02", (0.25, 0.1, 0.8, 0.9), (0.3, 0.0, 1.0, 0.07)),
    "crows": ("03", (0.0, 0.5, 1.0, 1.0), (0.0, 0.0, 1.0, 0.3)),
    "terrace": ("04", (0.05, 0.35, 0.5, 0.8), (0.5, 0.0, 1.0, 0.5)),
    "bedroom": ("05", (0.6, 0.35, 1.0, 0.9), (0.0, 0.0, 0.3, 0.4)),
    "night_cafe": ("06", (0.2, 0.35, 0.95, 1.0), (0.0, 0.12, 0.6, 0.35)),
    "thunderclouds": ("07", (0.0, 0.6, 1.0, 1.0), (0.0, 0.0, 1.0, 0.5)),
    "boats": ("08", (0.08, 0.5, 0.55, 0.85), (0.0, 0.0, 1.0, 0.3)),
    "yellow_house": ("09", (0.2, 0.3, 0.9, 0.65), (0.35, 0.0, 1.0, 0.2)),
    "seine": ("11", (0.0, 0.35, 0.8, 0.8), (0.0, 0.0, 1.0, 0.2)),
    "sower": ("12", (0.0, 0.4, 0.9, 1.0), (0.0, 0.0, 0.5, 0.4)),
    "reaper": ("14", (0.0, 0.55, 1.0, 1.0), (0.0, 0.0, 0.6, 0.25)),
    "thresher": ("15", (0.2, 0.1, 0.75, 0.85), (0.0, 0.7, 1.0, 1.0)),
    "orchard": ("16", (0.0, 0.0, 1.0, 0.7), (0.0, 0.72, 1.0, 1.0)),
    "peach_tree": ("18", (0.15, 0.15, 0.95, 0.75), (0.0, 0.0, 1.0, 0.15)),
    "drawbridge": ("19", (0.1, 0.25, 0.9, 0.9), (0.0, 0.0, 1.0, 0.2)),
    "sunflowers": ("20", (0.15, 0.05, 0.9, 0.7), (0.0, 0.05, 0.12, 0.7)),
    "irises": ("21", (0.15, 0.1, 0.95, 0.95), (0.0, 0.0, 0.1, 0.55)),
    "poppies": ("22", (0.05, 0.0, 0.85, 0.7), (0.8, 0.0, 1.0, 0.8)),
    "almond": ("23", (0.0, 0.0, 1.0, 1.0), (0.0, 0.0, 1.0, 0.4)),
    "felt_hat": ("26", (0.25, 0.2, 0.8, 0.9), (0.0, 0.0, 0.2, 0.7)),
    "easel": ("27", (0.1, 0.2, 0.7, 0.9), (0.0, 0.0, 0.3, 0.5)),
    "straw_hat": ("28", (0.1, 0.05, 0.9, 0.95), (0.0, 0.0, 0.2, 0.3)),
}
"""Where these paintings by Van Gogh show figure and ground: name in the archive, the figure's box, the ground's."""


def palettes(archive: Path) -> dict[str, tuple[str, str]]:
    """What model.colours.MEASURED holds, from the archive it was measured in."""
    pictures = read(archive)
    return {name: measure(pictures[file], figure, ground) for name, (file, figure, ground) in PAINTINGS.items()}


def read(archive: Path) -> dict[str, NDArray[np.uint8]]:
    """The archive's pictures by name without suffix: uint8 (H, W, 3), longer side 160 px."""
    pictures = {}
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda member: member.name):
            if member.isfile():
                with Image.open(io.BytesIO(tar.extractfile(member).read())) as image:
                    image.thumbnail((_SIDE_PX, _SIDE_PX), Image.Resampling.BOX)
                    pictures[Path(member.name).stem] = np.asarray(image.convert("RGB"))
    return pictures


def measure(picture: NDArray[np.uint8], figure: Box, ground: Box) -> tuple[str, str]:
    """The colours of a painting's figure and of its ground, as model.palettes.Colours reads them.

    Of the figure's box only what is unlike the ground counts, if there is enough of it.
    """
    behind, shares = _clusters(_pixels(picture, ground), GROUND_COLOURS)
    within = _pixels(picture, figure)
    apart = np.linalg.norm(within[:, None] - behind[shares > 1 / (2 * GROUND_COLOURS)], axis=2).min(axis=1) > _APART
    chosen = within[apart] if apart.mean() > _FEWEST else within
    colours, areas = _clusters(chosen, FIGURE_COLOURS)
    low, high = colours[:, 0].min(), colours[:, 0].max()
    stretched = _DARKEST + (colours[:, 0] - low) / (high - low) * (_LIGHTEST - _DARKEST)
    colours[:, 0] = (colours[:, 0] + stretched) / 2
    return _written(colours, areas), _written(behind, shares)


def _pixels(picture: NDArray[np.uint8], box: Box) -> NDArray[np.float32]:
    height, width = picture.shape[:2]
    left, top, right, bottom = (round(share * side) for share, side in zip(box, (width, height) * 2, strict=True))
    return oklab.from_rgb(picture[top:bottom, left:right].reshape(-1, 3).astype(np.float32) / 255)


def _clusters(pixels: NDArray[np.float32], count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Centres (count, 3) and shares (count,), the same at every call."""
    cv2.setRNGSeed(1)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 40, 1e-4)
    _, labels, centres = cv2.kmeans(pixels, count, None, stop, 3, cv2.KMEANS_PP_CENTERS)
    evened = np.bincount(labels.ravel(), minlength=count) ** _EVENED
    return centres, (evened / evened.sum()).astype(np.float32)


def _written(centres: NDArray[np.float32], shares: NDArray[np.float32]) -> str:
    centres = centres * np.array([1, _CLEANED, _CLEANED], np.float32)
    order = np.argsort(centres[:, 0])
    rgb = (oklab.to_rgb(centres) * 255).round().astype(int)
    return " ".join("{:02x}{:02x}{:02x}:{}".format(*rgb[i], max(1, round(100 * float(shares[i])))) for i in order)
