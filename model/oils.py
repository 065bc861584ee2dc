"""Thick paint: oil, swirling strokes, impasto, palette knife. A technique turns a Scene into float32 (S, S, 3)."""

import numpy as np
from numpy.typing import NDArray

from model import brush, flow, oklab
from model.scene import Scene
from model.textures import blur, lerp, noise, step, wobble

Array = NDArray[np.float32]


def oil(scene: Scene, rng: np.random.Generator) -> Array:
    """Broken colour melted into patches along the forms (anisotropic Kuwahara), with the marks of a bristle brush."""
    size = len(scene.figure)
    drawn = brush.contoured(scene.whole, scene.lines, scene.dark, 0.75, rng)
    angle = np.where(scene.figure > 0.5, flow.along_edges(blur(drawn, 1), 5), flow.breeze(size, rng, lean=-0.4))
    marks = flow.smear(np.dstack([noise(size, sigma, rng) for sigma in (4.2, 5.0, 1.3)]), angle, 8)
    off = marks * np.array([0.045, 0.03, 0.025], np.float32)
    patches = flow.kuwahara(oklab.to_rgb(oklab.from_rgb(drawn) + off), 5.0)
    return brush.lit(patches, 0.6 * marks[..., 2] + 0.3 * marks[..., 0], 0.42)


def swirl(scene: Scene, rng: np.random.Generator) -> Array:
    """Long unbroken strokes that whirl through the ground, ring the figure and follow its forms."""
    size = len(scene.figure)
    inner = flow.along_edges(blur(scene.whole, 1.5), 6)
    angle = np.where(scene.figure > 0.5, inner, flow.around(scene.figure, flow.whirls(size, rng)))
    streaks = flow.smear(np.dstack([noise(size, 2.0, rng), noise(size, 2.6, rng)]), angle, 12)
    off = np.dstack([0.075 * streaks[..., 0], 0.01 * streaks[..., 1], 0.035 * streaks[..., 1]])
    halo = 0.55 * np.clip(1.6 * blur(scene.figure, 7), 0, 1) * (1 - scene.figure)
    painted = oklab.to_rgb(oklab.from_rgb(lerp(scene.whole, 0.5 * scene.ground + 0.5 * scene.pale, halo)) + off)
    painted = lerp(painted, scene.pale, 0.5 * (1 - 0.7 * scene.figure) * step(streaks[..., 0], 1.7, 0.8))
    return brush.lit(brush.contoured(painted, scene.lines, scene.dark, 0.85, rng), 0.7 * streaks[..., 0], 0.5)


def impasto(scene: Scene, rng: np.random.Generator) -> Array:
    """Short fat strokes, each of its own colour, laid along the edges and standing up from the canvas."""
    size = len(scene.figure)
    ground = _dabs(scene.ground, flow.breeze(size, rng, lean=0.35), (6.0, 22.0, 8.0), 0.05, rng)
    drawn = brush.contoured(scene.colour, scene.lines, scene.dark, 0.9, rng)
    figure = _dabs(drawn, flow.along_edges(blur(scene.whole, 1), 4), (3.6, 13.0, 5.0), 0.055, rng)
    mask = step(wobble(scene.figure, 1.0, 4, rng), 0.5, 0.3)
    picture, height = (lerp(g, f, mask) for g, f in zip(ground, figure, strict=True))
    picture = brush.contoured(picture, scene.lines, scene.dark, 0.45, rng)
    return brush.lit(picture, 1.5 * height[..., 0], 0.8)


def _dabs(source: Array, angle: Array, dab: tuple[float, float, float], mixing: float, rng: np.random.Generator):
    """The source in dabs of step, length and width (px): picture (S, S, 3) and height (S, S, 1)."""
    size = len(source)
    places = brush.seeds(size, dab[0], rng)
    turned = brush.at(angle, places) + rng.normal(0, 0.18, len(places)).astype(np.float32)
    strokes = brush.lay(size, places, turned, dab[1], dab[2], rng)
    colours = brush.broken(brush.at(source, places), mixing, rng)
    hairs = brush.hairs(strokes, 5, rng)
    bare = (strokes.owner < 0).astype(np.float32)
    painted = lerp(colours[strokes.owner] * (1 + 0.07 * hairs[..., None]), 0.85 * source, bare)
    return painted, (brush.ridge(strokes) + 0.22 * hairs)[..., None]


def knife(scene: Scene, rng: np.random.Generator) -> Array:
    """Broad slabs drawn flat with a palette knife, sharp at the sides, two colours pulled into each other."""
    size = len(scene.figure)
    lean = np.full((size, size), rng.choice([-0.6, 0.5]), np.float32)
    ground = _slabs(scene.ground, lean, (11.0, 44.0, 19.0), rng)
    figure = _slabs(scene.colour, flow.along_edges(blur(scene.whole, 2), 7), (6.0, 23.0, 10.0), rng)
    mask = step(wobble(scene.figure, 0.8, 7, rng), 0.5, 0.25)
    picture, height = (lerp(g, f, mask) for g, f in zip(ground, figure, strict=True))
    scratched = brush.contoured(picture, scene.lines, scene.dark, 0.95, rng)
    return brush.lit(scratched, height[..., 0] - 0.5 * blur(scene.lines, 1), 0.7)


def _slabs(source: Array, angle: Array, slab: tuple[float, float, float], rng: np.random.Generator):
    size = len(source)
    places = brush.seeds(size, slab[0], rng)
    turned = brush.at(angle, places) + rng.choice([-0.3, 0.0, 0.25], len(places)).astype(np.float32)
    strokes = brush.lay(size, places, turned, slab[1], slab[2], rng, raggedness=0.12)
    start = brush.broken(brush.at(source, places), 0.045, rng)
    end = brush.broken(brush.at(source, places), 0.045, rng)
    drawn_out = np.clip(0.5 + 0.6 * strokes.along + 0.35 * brush.hairs(strokes, 7, rng), 0, 1)
    painted = lerp(start[strokes.owner], end[strokes.owner], drawn_out)
    rim = 1.1 * np.exp(-((np.abs(strokes.across) - 0.85) ** 2) / 0.02) + 0.6 * strokes.across
    return painted, np.where(strokes.owner >= 0, rim, 0).astype(np.float32)[..., None]
