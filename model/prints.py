"""Print, glass and light: woodblock, pop, stained glass, lantern. A technique turns a Scene into float32 (S, S, 3)."""

import cv2
import numpy as np
from numpy.typing import NDArray

from model import brush, flow
from model.scene import Scene
from model.textures import blur, dots, lerp, moved, noise, rows, scale, step, streaked, wobble

Array = NDArray[np.float32]


def woodblock(scene: Scene, rng: np.random.Generator) -> Array:
    """Flat blocks of colour cut in three tones, the plank's grain in every one, a graded sky, a carved ink line."""
    size = len(scene.figure)
    grain = _plank(size, rng)
    printed = moved(scene.flats, *rng.uniform(-1.5, 1.5, 2)) * (1 + 0.075 * grain[..., None])
    bare = step(noise(size, 1.2, rng) + 0.4 * grain, 1.9, 0.6)  # where the pad left the paper dry
    sky = scene.ground * (1 + 0.06 * grain[..., None])
    bokashi = np.linspace(1, 0, size, dtype=np.float32)[:, None] ** 2.5 * np.ones((1, size), np.float32)
    sky = lerp(sky, 0.3 * sky + 0.7 * scene.dark, 0.85 * bokashi)
    picture = lerp(sky, lerp(printed, scene.pale, 0.6 * bare), step(scene.figure, 0.5, 0.3))
    line = step(blur(scene.lines, 0.8) * (1 + 0.2 * noise(size, 8, rng)), 0.35, 0.25)
    return np.clip(lerp(picture, scene.dark, 0.95 * line), 0, 1)


def _plank(size: int, rng: np.random.Generator) -> Array:
    """Years of a plank, waving round its knots."""
    bent = rows(size) + 7 * noise(size, 60, rng) + 5 * streaked(noise(size, 20, rng), 61)
    years = np.sin(bent * np.float32(2 * np.pi / rng.uniform(6, 8)))
    return 0.7 * years + 0.6 * streaked(noise(size, 0.8, rng), 31) * 4


def pop(scene: Scene, rng: np.random.Generator) -> Array:
    """Screen print: pure flats, a raster for the ground and the shadows, a little beside thick outlines."""
    size = len(scene.figure)
    raster = dots(size, 11, 0.6)
    fall = np.linspace(0.75, -0.15, size, dtype=np.float32)[:, None]
    ground = lerp(*_two_inks(scene.ground), step(raster, fall, 0.35))
    shadow = step(dots(size, 8, 0.25), 0.75 + 1.2 * scene.light, 0.4)
    figure = lerp(scene.flats, 0.5 * scene.flats + 0.3 * scene.dark, shadow)
    spark = step(dots(size, 8, 0.25), 1.75 - 1.3 * scene.light, 0.4)
    off = rng.uniform(-3, 3, 2)
    printed = lerp(ground, moved(lerp(figure, scene.pale, spark), *off), moved(scene.figure, *off))
    thick = step(blur(scene.lines, 1.6), 0.3, 0.25)
    return lerp(printed, scene.dark, thick)


def _two_inks(picture: Array) -> tuple[Array, Array]:
    """(3,) its darkest tenth and (3,) its lightest."""
    ranked = picture.reshape(-1, 3)[picture.mean(-1).ravel().argsort()]
    tenth = len(ranked) // 10
    return ranked[:tenth].mean(0), ranked[-tenth:].mean(0)


def stained_glass(scene: Scene, rng: np.random.Generator) -> Array:
    """Panes of streaky glass set in lead: the drawn lines are lead, and thinner cames cut every part to pieces."""
    size = len(scene.figure)
    figure, ground = _panes(scene.colour, 24, rng), _panes(0.72 * scene.ground, 42, rng)
    inside = scene.figure > 0.5
    glass = np.where(inside[..., None], figure[0], ground[0])
    came = np.where(inside, figure[1], ground[1])
    streaks = flow.smear(noise(size, 2.0, rng), flow.breeze(size, rng, lean=1.1), 9)
    glass = np.clip(glass * (1.02 + 0.14 * streaks + 0.12 * noise(size, 6, rng))[..., None], 0, 1)
    glass = np.clip(glass * (1.12 - 0.3 * blur(came, 2.5))[..., None] + 0.25 * blur(glass, 12) ** 2, 0, 1)
    rim = cv2.morphologyEx(inside.astype(np.float32), cv2.MORPH_GRADIENT, np.ones((round(5 * scale(size)),) * 2))
    lead = np.clip(step(blur(np.maximum(scene.lines, rim), 1.0), 0.35, 0.25) + came, 0, 1)
    return brush.lit(lerp(glass, scene.dark * np.float32(0.6) + np.float32(0.05), lead), 1.2 * blur(lead, 0.8), 0.8)


def _panes(colours: Array, step_px: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """The picture in irregular cells of one colour each, and the cames (S, S) between them."""
    size = len(colours)
    places = np.clip(brush.seeds(size, step_px, rng), 1, size - 2).astype(int)
    mark = np.ones((size, size), np.uint8)
    mark[places[:, 1], places[:, 0]] = 0
    _, cell = cv2.distanceTransformWithLabels(mark, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL)
    table = np.zeros((cell.max() + 1, 3), np.float32)
    table[cell[places[:, 1], places[:, 0]]] = brush.broken(brush.at(blur(colours, 2), places), 0.05, rng)
    edge = (cell != moved(cell.astype(np.float32), 1, 0)) | (cell != moved(cell.astype(np.float32), 0, 1))
    return table[cell], step(blur(edge.astype(np.float32), 0.9), 0.22, 0.3)


def glow(scene: Scene, rng: np.random.Generator) -> Array:
    """Paper lanterns at night: parts lit from within, bright ribs, light spilling over the dark and its bokeh."""
    size = len(scene.figure)
    core = np.clip(1.5 * blur(scene.figure, 9) - 0.6 - 0.8 * blur(scene.lines, 3), 0, 1)
    ribs = np.cos((rows(size) + 3 * noise(size, 40, rng)) * np.float32(2 * np.pi / 9))
    lit = scene.colour * (0.6 + 0.55 * core + 0.09 * ribs)[..., None]
    lit = lerp(lit, scene.pale, 0.35 * core**2)
    spill = blur(scene.colour * scene.figure[..., None], 18) * np.float32(0.8)
    night = 1 - (1 - scene.ground) * (1 - spill) * (1 - _bokeh(scene, rng))
    rim = 0.35 * scene.colour + 0.65 * scene.pale
    picture = lerp(lerp(night, lit, scene.figure), rim, step(blur(scene.lines, 0.8), 0.4, 0.4))
    halo = blur(scene.lines, 4)[..., None] * scene.colour * np.float32(0.5)
    return np.clip(1 - (1 - np.clip(picture, 0, 1)) * (1 - halo), 0, 1)


def _bokeh(scene: Scene, rng: np.random.Generator) -> Array:
    """Discs of far lights out of focus."""
    size = len(scene.figure)
    lights = np.zeros((size, size, 3), np.float32)
    palette = brush.at(scene.colour, rng.uniform(0, size, (26, 2)))
    places, radii = rng.integers(0, size, (26, 2)), rng.integers(4, 12, 26) * scale(size)
    for colour, (x, y), radius in zip(palette, places, radii, strict=True):
        disc = np.zeros_like(lights)
        cv2.circle(disc, (int(x), int(y)), int(radius), (colour * 0.4).tolist(), cv2.FILLED, cv2.LINE_AA)
        cv2.circle(disc, (int(x), int(y)), int(radius), (colour * 0.6).tolist(), 1, cv2.LINE_AA)
        lights = np.maximum(lights, disc)
    return wobble(lights, 0.5, 20, rng)
