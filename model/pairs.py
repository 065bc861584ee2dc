"""One training pair: line art and its flat colours become a hand's sketch and a painting of it."""

import hashlib
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from model import hand, sketch
from model.painterly import TECHNIQUES, Scene
from model.palettes import Way, rgb

_HUE_TURNED = 0.25
"""Share of the paintings whose palette is turned to another hue, so that styles are not ten points."""


@dataclass(frozen=True)
class Pair:
    """lines, mask: as in model.sketch.Sketch. painting: uint8 (256, 256, 3). turned: hue was changed."""

    lines: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    painting: NDArray[np.uint8]
    turned: bool


def seed_of(*parts: object) -> int:
    """A seed that depends on what is made, not on when or in which process."""
    return int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:8])


def make(line_art: NDArray[np.uint8], flats: NDArray[np.uint8], way: Way, seed: int) -> Pair:
    """line_art: uint8 (S, S), ink 255; flats: uint8 (S, S, 4). Raises BlankSketch for empty art."""
    rng = np.random.default_rng(seed)
    turned = bool(rng.random() < _HUE_TURNED)
    bend = hand.bend(line_art.shape[0], rng)
    ink = bend.apply(line_art)
    drawn = sketch.from_ink(hand.unsteady(ink, rng))
    scene = _scene(bend.apply(flats, nearest=True), ink, drawn.crop, way, rng.uniform(-90, 90) if turned else 0.0, rng)
    painted = TECHNIQUES[way.technique](scene, rng)
    return Pair(drawn.lines, drawn.mask, (painted.clip(0, 1) * 255).round().astype(np.uint8), turned)


def _scene(
    flats: NDArray[np.uint8],
    ink: NDArray[np.uint8],
    crop: tuple[int, int, int],
    way: Way,
    turn: float,
    rng: np.random.Generator,
) -> Scene:
    size = sketch.SKETCH_PX
    known = flats[..., 3] > 127
    alpha = sketch.cut(flats[..., 3], crop, size, paper=0)
    colours = sketch.cut(_spread_into_lines(_repainted(flats, way), known), crop, size, paper=0)
    lines = sketch.cut(ink, crop, size, paper=0).astype(np.float32) / 255
    # Some parts are drawn as lines alone; what the lines enclose belongs to the figure too.
    figure = np.maximum((alpha > 127).astype(np.float32), lines)
    ground, dark = np.array([rgb(c) for c in way.ground]), np.array(rgb(way.dark))
    parts = [colours.astype(np.float32) / 255, ground.astype(np.float32), dark.astype(np.float32)]
    colour, ground, dark = (_tinted(part, turn, rng) for part in parts)
    return Scene(colour, cv2.GaussianBlur(figure, (0, 0), 0.7), lines, ground, dark)


def _repainted(flats: NDArray[np.uint8], way: Way) -> NDArray[np.uint8]:
    """Each flat colour -> the way's palette: near black and near white keep their part, the others go by area."""
    codes = flats[..., :3].astype(np.int32) @ np.array([65536, 256, 1])
    seen = flats[..., 3] > 127
    found, counts = np.unique(codes[seen], return_counts=True)
    out = np.zeros((*codes.shape, 3), np.uint8)
    rank = 0
    for code in found[np.argsort(-counts)]:
        red, green, blue = code >> 16, code >> 8 & 255, code & 255
        if max(red, green, blue) < 70:
            chosen = way.dark
        elif min(red, green, blue) > 225:
            chosen = way.light
        else:
            chosen, rank = way.figure[rank % len(way.figure)], rank + 1
        out[codes == code] = np.round(np.array(rgb(chosen)) * 255)
    return out


def _spread_into_lines(colours: NDArray[np.uint8], known: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Gives every pixel outside the flats the colour of the nearest one inside."""
    if not known.any():
        return np.full_like(colours, 128)
    _, nearest = cv2.distanceTransformWithLabels(
        (~known).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    table = np.zeros((nearest.max() + 1, 3), np.uint8)
    table[nearest[known]] = colours[known]
    return table[nearest]


def _tinted(colours: NDArray[np.float32], turn: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Hue turned by `turn` degrees, with a little variation in hue and lightness."""
    image = colours.reshape(-1, 1, 3).astype(np.float32)
    hls = cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2HLS)
    hls[..., 0] = (hls[..., 0] + turn + rng.normal(0, 3)) % 360
    hls[..., 1] = np.clip(hls[..., 1] * rng.normal(1, 0.03), 0, 1)
    return cv2.cvtColor(hls, cv2.COLOR_HLS2RGB).reshape(colours.shape).astype(np.float32)
