"""Dry colour: pastel, crayon, coloured pencil, dots. A technique turns a Scene into float32 (S, S, 3)."""

import numpy as np
from numpy.typing import NDArray

from model import brush, flow, oklab
from model.scene import Scene
from model.textures import blur, hatching, lerp, noise, step, tooth, wobble

Array = NDArray[np.float32]


def pastel(scene: Scene, rng: np.random.Generator) -> Array:
    """Chalk dragged over a toned paper in two directions: it stays on the tooth, the paper shows in the hollows."""
    size = len(scene.figure)
    paper, grain = 0.86 * scene.ground.mean((0, 1)), tooth(size, rng)
    soft = blur(lerp(scene.ground, scene.colour, blur(wobble(scene.figure, 1.5, 6, rng), 1)), 1)
    picture = np.clip(paper + 0.03 * grain[..., None], 0, 1).astype(np.float32)
    for lean, need, lift in ((0.8, -1.25, -0.04), (-0.7, 0.8, 0.09)):
        strokes = flow.smear(noise(size, 1.3, rng), flow.breeze(size, rng, lean=lean), 8)
        caught = step(0.95 * strokes + 0.4 * grain + 0.35 * scene.figure, need, 1.3)
        picture = lerp(picture, np.clip(soft + lift, 0, 1), 0.95 * caught)
    line = np.clip(0.5 * scene.colour * 0.7 + 0.5 * scene.dark, 0, 1)
    chalked = np.clip(1.5 * blur(scene.lines, 1.2), 0, 1) * step(grain, -0.4, 1.4)
    return np.clip(lerp(picture, line, 0.9 * chalked), 0, 1)


def crayon(scene: Scene, rng: np.random.Generator) -> Array:
    """Wax scribbled in long strokes, each part in its own direction and over its edge, the white paper between."""
    size = len(scene.figure)
    grain = tooth(size, rng)
    paper = np.clip(scene.pale * (1 + 0.012 * grain[..., None]), 0, 1)
    lean = (0.9 + 0.7 * ((scene.parts * 5) % 4 - 1.5)).astype(np.float32)
    shape = step(wobble(scene.figure, 2.2, 5, rng), 0.45, 0.3)
    angle = np.where(shape > 0.5, lean, np.float32(0.25)) + 0.15 * noise(size, 30, rng)
    scribble = flow.smear(noise(size, 1.5, rng), angle, 11) + 0.45 * grain
    wax = step(scribble, np.where(shape > 0.5, -0.75, 0.35), 0.8)
    colour = lerp(scene.ground, scene.colour, shape)
    colour = np.clip(colour * (1 + 0.06 * scribble[..., None]), 0, 1)
    edge = np.clip(1.7 * blur(wobble(scene.lines, 0.7, 4, rng), 1.1), 0, 1) * step(grain, -0.9, 1.2)
    return np.clip(lerp(lerp(paper, colour, 0.95 * wax), 0.5 * scene.colour + 0.25 * scene.dark, edge), 0, 1)


def pencil(scene: Scene, rng: np.random.Generator) -> Array:
    """Coloured pencils in crossing layers: the darker the form, the more directions lie over each other."""
    size = len(scene.figure)
    grain = tooth(size, rng)
    paper = np.clip(scene.ground * (1 + 0.01 * grain[..., None]), 0, 1)
    tone = (oklab.from_rgb(scene.colour)[..., 0] - 0.6) / 0.18 + 0.5 * scene.light
    shape = step(wobble(scene.figure, 1.2, 5, rng), 0.5, 0.3)
    white, shade = np.ones(3, np.float32), np.clip(scene.colour, 0.02, 1)
    picture = paper * lerp(white, shade, shape * np.clip(0.5 + 0.13 * grain, 0, 1))
    for angle, begins, period_px in ((0.75, 2.2, 6.0), (-0.6, 0.0, 5.5), (0.1, -0.9, 5.0)):
        strokes = hatching(size, angle, period_px, rng) + 0.25 * grain
        depth = np.clip(0.6 * (begins - tone), 0, 1.1)
        laid = step(strokes, 0.85 - depth, 0.7) * shape * (begins > tone)
        picture = picture * lerp(white, shade**0.9, 0.75 * laid)
    sky = step(hatching(size, 0.4, 7.0, rng) + 0.3 * grain, 0.75, 0.6) * (1 - shape)
    picture = picture * lerp(white, np.clip(1.5 * scene.ground - 0.62, 0, 1), 0.5 * sky)
    line = step(blur(scene.lines, 0.7), 0.4, 0.5) * np.clip(0.75 + 0.2 * grain, 0, 1)
    return np.clip(lerp(picture, 0.3 * scene.colour + 0.6 * scene.dark, line), 0, 1)


def points(scene: Scene, rng: np.random.Generator) -> Array:
    """Dots of unmixed colour over a light canvas, each far off the hue that they mix to in the eye."""
    size = len(scene.figure)
    source = brush.contoured(scene.whole, scene.lines, scene.dark, 1.0, rng)
    picture = np.clip(0.55 * blur(source, 5) + 0.42, 0, 1)
    for step_px, width, mixing in ((5.2, 6.4, 0.085), (4.2, 4.6, 0.06)):
        places = brush.seeds(size, step_px, rng)
        strokes = brush.lay(size, places, np.zeros(len(places), np.float32), width, width, rng, raggedness=0.0)
        round_ = step(np.hypot(strokes.along, strokes.across), 0.92, -0.25) * (strokes.owner >= 0)
        colours = _divided(brush.at(source, places), mixing, rng)
        picture = lerp(picture, colours[strokes.owner], round_)
    return picture


def _divided(colours: Array, amount: float, rng: np.random.Generator) -> Array:
    """Each colour pushed towards one of six hues."""
    hue = rng.integers(0, 6, len(colours)) * np.float32(np.pi / 3)
    off = np.stack([rng.normal(0, 0.4, len(colours)), np.cos(hue), np.sin(hue)], axis=1).astype(np.float32)
    return oklab.to_rgb(oklab.from_rgb(colours) + amount * off)
