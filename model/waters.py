"""Wet paint: watercolour, ink wash, gouache. A technique turns a Scene into float32 (S, S, 3)."""

import cv2
import numpy as np
from numpy.typing import NDArray

from model import brush, flow, oklab
from model.scene import Scene
from model.textures import blur, lerp, noise, step, tooth, wobble

Array = NDArray[np.float32]


def watercolour(scene: Scene, rng: np.random.Generator) -> Array:
    """Transparent washes that pool at their rims, bloom where water ran back, and settle in the paper's hollows."""
    size = len(scene.figure)
    paper = tooth(size, rng)
    shape = step(wobble(scene.figure, 2.0, 7, rng), 0.5, 0.35)
    gaps = 1 - 0.55 * step(noise(size, 5, rng), 1.5, 0.5)
    amount = np.clip(0.85 + 0.22 * noise(size, 14, rng) + 0.35 * _pooled(shape, scene, size, rng), 0.25, 1.6)
    amount = np.clip(amount * gaps - 0.1 * paper, 0, 1.7)
    pigment = np.clip(wobble(scene.colour, 2.5, 9, rng), 0.02, 1) ** (1.15 * (amount * shape)[..., None])
    wash = np.clip(0.75 + 0.3 * noise(size, 22, rng) + 0.4 * _bloom(size, rng) - 0.07 * paper, 0, 1.6)
    ground = np.clip(scene.ground, 0.02, 1) ** (1.5 * wash * (1 - shape))[..., None]
    sheet = (0.985 + 0.015 * np.clip(paper, -2, 2))[..., None]
    line = np.clip(0.45 * scene.colour + 0.45 * scene.dark, 0, 1)
    return brush.contoured(np.clip(sheet * ground * pigment, 0, 1), scene.lines, line, 0.62, rng)


def _pooled(shape: Array, scene: Scene, size: int, rng: np.random.Generator) -> Array:
    """Where pigment gathers: inside the wash's rim, along the parts' edges, in blooms."""
    rim = 3.0 * np.clip(shape - blur(shape, 3.5), 0, 1) * shape
    folds = 0.9 * blur(wobble(scene.lines, 1.5, 6, rng), 2)
    return rim + folds + _bloom(size, rng)


def _bloom(size: int, rng: np.random.Generator) -> Array:
    """Cauliflower rims: dark just outside a ragged contour, thin within."""
    field = noise(size, 20, rng) + 0.3 * noise(size, 4, rng)
    inside = step(field, 1.0, 0.25)
    return np.exp(-((field - 0.95) ** 2) / 0.02) - 0.6 * inside


def ink_wash(scene: Scene, rng: np.random.Generator) -> Array:
    """Wet greys that run over their outline on rice paper, under a swelling brush line that leaves dry hairs."""
    size = len(scene.figure)
    fibres = flow.smear(noise(size, 1.0, rng), flow.breeze(size, rng, lean=0.2), 6)
    paper = scene.ground * (1 + 0.022 * fibres)[..., None]
    mist = 0.3 * step(noise(size, 26, rng) + 2.5 * (np.indices((size, size))[0] / size - 0.6), 0.6, 1.6)
    paper = lerp(paper, 0.72 * scene.ground, mist)
    shape = blur(wobble(scene.figure, 4, 8, rng), 2.0)
    pools = np.clip(0.66 + 0.16 * noise(size, 11, rng) + 1.8 * np.clip(shape - blur(shape, 5), -0.2, 1), 0.12, 1)
    washed = lerp(paper, paper * np.clip(blur(wobble(scene.colour, 3, 9, rng), 1.6), 0, 1), shape * pools)
    pressure = 1.25 + 0.7 * noise(size, 11, rng)
    stroke = np.clip(2.2 * blur(wobble(scene.lines, 0.8, 7, rng), 1.5) * pressure, 0, 1)
    dry = 1 - 0.5 * step(pressure, 0.5, -0.5) * step(noise(size, 1.0, rng), 0.1, 0.8)
    return np.clip(lerp(washed, scene.dark, stroke * dry), 0, 1)


def gouache(scene: Scene, rng: np.random.Generator) -> Array:
    """Opaque planes of one colour each, cut by tone as the fauves did, their edges brushed dry into one another."""
    size = len(scene.figure)
    bristles = flow.smear(noise(size, 1.1, rng), flow.breeze(size, rng, lean=-0.5), 9)
    whole = lerp(scene.ground, wobble(scene.colour, 1.5, 10, rng), step(wobble(scene.figure, 1.2, 6, rng), 0.5, 0.2))
    lab = oklab.from_rgb(blur(whole, 1.2))
    lab[..., 0] += 0.028 * bristles  # the brush skips: where it does, the next plane begins
    planes = oklab.to_rgb(_nearest(lab, _planes(lab)))
    dry = planes * (1 + 0.055 * bristles[..., None])
    line = wobble(np.clip(1.6 * blur(scene.lines, 1.0), 0, 1), 1, 5, rng)
    return np.clip(lerp(dry, scene.dark, line * np.clip(0.85 + 0.2 * bristles, 0, 1)), 0, 1)


def _planes(lab: Array, count: int = 9) -> Array:
    """(count, 3) the picture's main colours."""
    cv2.setRNGSeed(1)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1e-3)
    pixels = np.ascontiguousarray(lab[::4, ::4].reshape(-1, 3))
    return cv2.kmeans(pixels, count, None, stop, 1, cv2.KMEANS_PP_CENTERS)[2]


def _nearest(lab: Array, colours: Array) -> Array:
    cost = (colours**2).sum(1) - 2 * lab @ colours.T
    return colours[cost.argmin(axis=-1)]
