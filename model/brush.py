"""Separate strokes of a brush, a knife or a fingertip: where each lies, and the hairs and relief within it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from model import oklab
from model.textures import blur, lerp, noise, scale

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Strokes:
    """owner: int32 (S, S) the topmost stroke at each pixel, -1 where none lies.

    along, across: (S, S) place within that stroke, -1 to 1.
    """

    owner: NDArray[np.int32]
    along: Array
    across: Array


def seeds(size: int, step_px: float, rng: np.random.Generator) -> Array:
    """(n, 2) x, y of strokes about step_px apart, in random order, some beyond the edge."""
    step_px = step_px * scale(size)
    count = int(size / step_px) + 3
    places = (np.indices((count, count)).reshape(2, -1).T - 0.5) * step_px
    places = places + rng.uniform(-0.6, 0.6, places.shape) * step_px
    return rng.permutation(places).astype(np.float32)


def at(field: NDArray, places: Array) -> NDArray:
    """The field's values at (n, 2) places; beyond the edge the edge's."""
    inside = np.clip(np.round(places), 0, len(field) - 1).astype(int)
    return field[inside[:, 1], inside[:, 0]]


def lay(
    size: int,
    places: Array,
    angle: Array,
    length_px: float,
    width_px: float,
    rng: np.random.Generator,
    *,
    raggedness: float = 0.45,
) -> Strokes:
    """Strokes laid one over the other, the last on top. places (n, 2), angle (n,) radians.

    raggedness: by how much of its half length a hair may end too early.
    """
    length_px, width_px = length_px * scale(size), width_px * scale(size)
    reach = int(np.ceil(length_px / 2)) + 1
    dy, dx = (axis.ravel() for axis in np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32))
    near = dx**2 + dy**2 <= (length_px / 2 + 1) ** 2
    centre = np.round(places)
    x, y = centre[:, :1] + dx[near], centre[:, 1:] + dy[near]
    along, across = _within(x - places[:, :1], y - places[:, 1:], angle[:, None], length_px, width_px)
    ragged = rng.uniform(1 - raggedness, 1, (len(places), 8)).astype(np.float32)
    hair = np.clip((across + 1) * 4, 0, 7).astype(int)
    ends = np.take_along_axis(ragged, hair, axis=1)
    covered = (np.abs(across) < 1) & (np.abs(along) < ends) & (x >= 0) & (y >= 0) & (x < size) & (y < size)
    owner = np.full(size * size, -1, np.int32)
    stroke = np.repeat(np.arange(len(places), dtype=np.int32)[:, None], x.shape[1], axis=1)
    owner[(y[covered] * size + x[covered]).astype(int)] = stroke[covered]  # of a pixel's strokes the last one stays
    owner = owner.reshape(size, size)
    rows, columns = np.indices((size, size), np.float32)
    along, across = _within(
        columns - places[owner, 0], rows - places[owner, 1], angle[owner].astype(np.float32), length_px, width_px
    )
    return Strokes(owner, along, across)


def _within(dx: Array, dy: Array, angle: Array, length_px: float, width_px: float) -> tuple[Array, Array]:
    cos, sin = np.cos(angle), np.sin(angle)
    return (dx * cos + dy * sin) * (2 / length_px), (dy * cos - dx * sin) * (2 / width_px)


def hairs(strokes: Strokes, count: int, rng: np.random.Generator) -> Array:
    """(S, S) -1 to 1: the trace of each stroke's hairs, constant along it."""
    marks = rng.uniform(-1, 1, (strokes.owner.max() + 2, count + 1)).astype(np.float32)
    place = np.clip((strokes.across + 1) / 2, 0, 1) * (count - 1e-3)
    low = place.astype(int)
    share = place - low.astype(np.float32)
    return marks[strokes.owner, low] * (1 - share) + marks[strokes.owner, low + 1] * share


def ridge(strokes: Strokes) -> Array:
    """(S, S) 0 to 1: how thick the paint lies, thickest along the middle and where the stroke ended."""
    body = np.clip(1 - strokes.across**2, 0, 1) ** 0.5 * (0.75 + 0.25 * strokes.along)
    return np.where(strokes.owner >= 0, body, 0).astype(np.float32)


def lit(picture: Array, height: Array, strength: float) -> Array:
    """Paint thick enough to catch the light from the upper left and to throw a shadow."""
    steep = 0.25 * scale(len(height))
    slope = cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=steep) + cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=steep)
    return np.clip(picture * (1 + strength * np.clip(blur(slope, 0.6), -1, 1))[..., None], 0, 1)


def broken(colours: Array, amount: float, rng: np.random.Generator) -> Array:
    """(n, 3) sRGB colours each a little off in lightness and hue, as mixed anew for every stroke."""
    off = rng.normal(0, amount, (len(colours), 3)) * np.array([1, 0.6, 0.6])
    return oklab.to_rgb(oklab.from_rgb(colours) + off.astype(np.float32))


def contoured(picture: Array, lines: Array, colour: Array, strength: float, rng: np.random.Generator) -> Array:
    """The drawn lines gone over with a loaded brush: uneven, never quite opaque."""
    load = np.clip(strength * (1 + 0.2 * noise(len(lines), 6, rng)), 0, 1)
    return lerp(picture, colour, load * np.clip(1.4 * blur(lines, 0.8), 0, 1))
