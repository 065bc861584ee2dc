"""Ways of painting, each another algorithm: the painting domain is made with these.

A technique turns a `Scene` into a painting. All arrays are float32 in [0, 1], side about 256 px.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from model import textures
from model.textures import blur, lerp, multiply, noise

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Scene:
    """What there is to paint.

    colour: (S, S, 3) flat colours of the figure, already in the way's palette.
    figure: (S, S) 1 where the figure is. lines: (S, S) 1 where ink is.
    ground: (2, 3) the ground's two colours. dark: (3,) the way's black.
    """

    colour: Array
    figure: Array
    lines: Array
    ground: Array
    dark: Array


def oil(scene: Scene, rng: np.random.Generator) -> Array:
    """Thick paint: Kuwahara-smoothed patches, bristles along the forms, a lit relief."""
    size = scene.figure.shape[0]
    ground = _mottled(scene, rng, sigma=14)
    picture = lerp(ground, _shaded(scene, 0.32), scene.figure)
    patches = textures.kuwahara(picture + 0.1 * noise(size, 2.5, rng)[..., None], 3)
    bristles = textures.smear(noise(size, 1.6, rng), textures.along_forms(picture, 6), 9)
    painted = np.clip(patches * (1 + 0.09 * bristles[..., None]), 0, 1)
    return _relief(_contoured(painted, scene, 0.6, rng), bristles)


def swirl(scene: Scene, rng: np.random.Generator) -> Array:
    """Long separate strokes that whirl through ground and figure alike."""
    size = scene.figure.shape[0]
    whirl = textures.smear(noise(size, 2.2, rng), textures.whirls(size, rng), 14)
    ground = lerp(scene.ground[0], scene.ground[1], np.clip(0.5 + 0.5 * whirl, 0, 1))
    forms = textures.smear(noise(size, 2.0, rng), textures.along_forms(_shaded(scene, 0.3), 6), 10)
    figure = np.clip(_shaded(scene, 0.28) * (1 + 0.16 * forms[..., None]), 0, 1)
    painted = _contoured(lerp(ground, figure, scene.figure), scene, 0.75, rng)
    return _relief(painted, np.where(scene.figure > 0.5, forms, whirl))


def watercolour(scene: Scene, rng: np.random.Generator) -> Array:
    """Transparent washes with dark rims that bleed, granulating on rough paper."""
    size = scene.figure.shape[0]
    colour = textures.wobble(scene.colour, noise(size, 6, rng), noise(size, 6, rng), 2.2)
    figure = textures.wobble(scene.figure, noise(size, 6, rng), noise(size, 6, rng), 2.2)
    wash = np.clip(0.78 + 0.22 * noise(size, 12, rng), 0.35, 1)
    rims = np.clip(2.5 * np.abs(colour - blur(colour, 3)).mean(-1) + 1.2 * figure * (1 - blur(figure, 4)), 0, 1)
    pigment = multiply(np.ones(3, np.float32), colour, wash) * (1 - 0.5 * rims[..., None])
    paper = lerp(scene.ground[0], scene.ground[1], np.clip(0.5 + 0.7 * noise(size, 22, rng), 0, 1))
    grain = 1 - 0.05 * np.clip(noise(size, 0.9, rng), -2, 2)[..., None]
    return _contoured(np.clip(lerp(paper, paper * pigment, figure) * grain, 0, 1), scene, 0.55, rng)


def pastel(scene: Scene, rng: np.random.Generator) -> Array:
    """Dry chalk that catches the tooth of a toned paper."""
    size = scene.figure.shape[0]
    soft = blur(lerp(_mottled(scene, rng, sigma=20), _shaded(scene, 0.25), blur(scene.figure, 1.2)), 1.0)
    strokes = textures.smear(noise(size, 1.2, rng), np.full((size, size), 0.9, np.float32), 8)
    caught = np.clip(0.75 + 0.35 * strokes + 0.2 * noise(size, 0.8, rng), 0, 1)
    chalk = np.clip(_contoured(soft, scene, 0.6, rng) + 0.06, 0, 1)
    return lerp(scene.ground[1] * np.float32(0.93), chalk, caught)


def points(scene: Scene, rng: np.random.Generator) -> Array:
    """Dots of unmixed colour, each a little off the hue it stands for."""
    size = scene.figure.shape[0]
    source = lerp(_mottled(scene, rng, sigma=10), _shaded(scene, 0.35), scene.figure)
    source = _contoured(source, scene, 0.7, rng)
    canvas = np.ascontiguousarray(blur(source, 4) * np.float32(0.92))
    step = size / 52
    centres = (np.indices((54, 54)).reshape(2, -1).T * step + rng.normal(0, step / 3, (54 * 54, 2))).clip(0, size - 1)
    shift = rng.normal(0, 0.1, (len(centres), 3))
    for (y, x), off in zip(rng.permutation(centres).astype(int), shift, strict=True):
        dot = np.clip(source[y, x] + off, 0, 1)
        cv2.circle(canvas, (int(x), int(y)), int(step * 0.62), dot.tolist(), cv2.FILLED, cv2.LINE_AA)
    return canvas


def woodblock(scene: Scene, rng: np.random.Generator) -> Array:
    """Flat printed colours with the block's grain, a graded ground and a carved ink line."""
    size = scene.figure.shape[0]
    fade = np.linspace(1, 0, size, dtype=np.float32)[:, None] ** 2 * np.ones((1, size), np.float32)
    ground = lerp(scene.ground[0], scene.ground[1], fade)
    grain = textures.smear(noise(size, 0.8, rng), np.zeros((size, size), np.float32), 14)
    printed = lerp(ground, scene.colour, scene.figure) * (1 + 0.06 * grain[..., None])
    return np.clip(lerp(printed, scene.dark, 0.92 * np.clip(1.2 * scene.lines, 0, 1)), 0, 1)


def ink_wash(scene: Scene, rng: np.random.Generator) -> Array:
    """Wet greys that run over their outline on rice paper, under a swelling brush line."""
    size = scene.figure.shape[0]
    bled = textures.wobble(scene.colour, noise(size, 8, rng), noise(size, 8, rng), 4)
    shape = blur(textures.wobble(scene.figure, noise(size, 8, rng), noise(size, 8, rng), 4), 2.5)
    pools = np.clip(0.62 + 0.38 * noise(size, 10, rng), 0.1, 1)
    paper = _mottled(scene, rng, sigma=30) * (1 - 0.025 * noise(size, 0.8, rng)[..., None])
    washed = lerp(paper, paper * blur(bled, 3), shape * pools)
    brush = np.clip(blur(scene.lines, 0.8 + 0.5 * rng.random()) * (1.5 + 0.6 * noise(size, 9, rng)), 0, 1)
    return np.clip(lerp(washed, scene.dark, brush), 0, 1)


def pop(scene: Scene, rng: np.random.Generator) -> Array:
    """Screen-print flats, a raster of dots behind them and as their shadow, thick black outlines."""
    size = scene.figure.shape[0]
    y, x = np.indices((size, size), np.float32) * np.float32(2 * np.pi / (size / 26))
    raster = (np.cos(x + rng.uniform(0, 6)) + np.cos(y + rng.uniform(0, 6))) / 2
    ground = lerp(scene.ground[0], scene.ground[1], np.clip((raster - 0.15) * 6, 0, 1))
    shade = np.clip(4 * (raster - 0.35), 0, 1) * np.clip(1.6 * (0.75 - _light(scene.figure)), 0, 1)
    figure = scene.colour * (1 - 0.45 * shade[..., None])
    thick = np.clip(2.2 * blur(scene.lines, 1.3), 0, 1)
    return lerp(lerp(ground, figure, scene.figure), scene.dark, thick)


def crayon(scene: Scene, rng: np.random.Generator) -> Array:
    """Wax in hatched strokes, the paper showing between them, coloured outlines."""
    size = scene.figure.shape[0]
    slant = np.full((size, size), rng.uniform(0.5, 1.1), np.float32)
    hatch = textures.smear(noise(size, 1.0, rng), slant, 10) + 0.35 * noise(size, 0.6, rng)
    wax = np.clip(1.15 * scene.figure * np.clip(0.85 + 0.55 * hatch, 0, 1), 0, 1)
    paper = _mottled(scene, rng, sigma=25)
    filled = lerp(paper, scene.colour * (1 + 0.05 * hatch[..., None]), wax)
    edge = np.clip(scene.lines * (0.95 + 0.35 * noise(size, 0.7, rng)), 0, 1)
    return np.clip(lerp(filled, 0.45 * scene.colour + 0.3 * scene.dark, edge), 0, 1)


def glow(scene: Scene, rng: np.random.Generator) -> Array:
    """Paper lanterns at night: shapes lit from inside, a bright rim, light spilling on the dark."""
    size = scene.figure.shape[0]
    night = _mottled(scene, rng, sigma=26)
    lit = scene.colour * (0.5 + 0.6 * _light(scene.figure))[..., None] * (1 + 0.08 * noise(size, 3, rng)[..., None])
    spill = blur(scene.colour * scene.figure[..., None], 16) * np.float32(0.75)
    picture = lerp(1 - (1 - night) * (1 - spill), lit, scene.figure)
    rim = np.clip(1.1 * scene.lines, 0, 1)
    return np.clip(lerp(picture, 0.35 + 0.75 * scene.colour, rim) + 0.02 * noise(size, 0.7, rng)[..., None], 0, 1)


TECHNIQUES: dict[str, Callable[[Scene, np.random.Generator], Array]] = {
    technique.__name__: technique
    for technique in (oil, swirl, watercolour, pastel, points, woodblock, ink_wash, pop, crayon, glow)
}


def _light(figure: Array) -> Array:
    """Light on the figure as if it were blown up like a cushion, lit from the upper left; about 0-1."""
    inside = cv2.distanceTransform((figure > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    height = blur(np.sqrt(inside), 3)
    slope_x, slope_y = cv2.Sobel(height, cv2.CV_32F, 1, 0), cv2.Sobel(height, cv2.CV_32F, 0, 1)
    return np.clip(0.6 + 0.16 * blur(slope_x + slope_y, 2), 0, 1)


def _shaded(scene: Scene, strength: float) -> Array:
    return np.clip(scene.colour * (1 + strength * 2 * (_light(scene.figure) - 0.6))[..., None], 0, 1)


def _mottled(scene: Scene, rng: np.random.Generator, *, sigma: float) -> Array:
    """The ground's two colours mixed in clouds."""
    mix = np.clip(0.5 + 0.45 * noise(scene.figure.shape[0], sigma, rng), 0, 1)
    return lerp(scene.ground[0], scene.ground[1], mix)


def _contoured(picture: Array, scene: Scene, strength: float, rng: np.random.Generator) -> Array:
    """The drawn lines gone over with a loaded brush: dark, uneven, never quite opaque."""
    load = np.clip(strength * (1 + 0.25 * noise(scene.figure.shape[0], 6, rng)), 0, 1)
    return lerp(picture, scene.dark, load * np.clip(1.3 * blur(scene.lines, 0.8), 0, 1))


def _relief(picture: Array, height: Array) -> Array:
    """Paint thick enough to cast light: the height's slope to the upper left, added."""
    slope = cv2.Sobel(blur(height, 0.8), cv2.CV_32F, 1, 1, ksize=3) + cv2.Sobel(height, cv2.CV_32F, 0, 1, ksize=3)
    return np.clip(picture + 0.022 * np.clip(slope, -3, 3)[..., None], 0, 1)
