"""Noise, washes and papers that the techniques of model.painterly are made of.

Pictures and fields are float32; a field (S, S) of mean 0 has a deviation of about 1. All lengths here and in the
techniques are px of a picture of 256 px: a larger one has the same strokes, and more to be seen in each.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def scale(size: int) -> float:
    """How many px of a picture of this size one px of 256 is."""
    return size / 256


def noise(size: int, sigma: float, rng: np.random.Generator) -> Array:
    """(size, size) smooth noise of mean 0 and deviation 1, blobs about `sigma` px wide."""
    reach = sigma * scale(size)
    small = max(8, round(size / max(1.0, reach / 2)))
    field = cv2.GaussianBlur(rng.standard_normal((small, small)).astype(np.float32), (0, 0), reach * small / size)
    field = cv2.resize(field, (size, size), interpolation=cv2.INTER_CUBIC)
    return (field - field.mean()) / max(float(field.std()), 1e-6)


def blur(picture: Array, sigma: float) -> Array:
    """Gaussian blur."""
    return cv2.GaussianBlur(picture, (0, 0), sigma * scale(len(picture)))


def streaked(picture: Array, length: int) -> Array:
    """Averaged over `length` px from left to right."""
    return cv2.blur(picture, (round(length * scale(len(picture))), 1))


def rows(size: int) -> Array:
    """(size, size) how far down each pixel is, in px of 256."""
    return np.indices((size, size), np.float32)[0] / np.float32(scale(size))


def lerp(start: Array, end: Array, share: Array) -> Array:
    """From `start` (share 0) to `end` (share 1); share is (H, W), the others (H, W, 3) or one colour."""
    weight = share[..., None].astype(np.float32)
    return start * (1 - weight) + end * weight


def step(values: Array, at: Array | float, width: float) -> Array:
    """0 below `at`, 1 above, a soft edge `width` wide between."""
    share = np.clip((values - at) / width + 0.5, 0, 1)
    return share * share * (3 - 2 * share)


def wobble(picture: Array, reach_px: float, sigma: float, rng: np.random.Generator) -> Array:
    """Every pixel taken from about `reach_px` beside its place, as an unsteady or a wet edge runs."""
    size = len(picture)
    reach_px = reach_px * scale(size)
    y, x = np.indices((size, size), np.float32)
    x, y = x + reach_px * noise(size, sigma, rng), y + reach_px * noise(size, sigma, rng)
    return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def moved(picture: Array, dx: float, dy: float) -> Array:
    """The picture shifted by whole or part pixels, as a second block printed a little off."""
    shift = np.array([[1, 0, dx * scale(len(picture))], [0, 1, dy * scale(len(picture))]], np.float32)
    return cv2.warpAffine(picture, shift, picture.shape[1::-1], borderMode=cv2.BORDER_REFLECT)


def tooth(size: int, rng: np.random.Generator) -> Array:
    """The grain of a rough paper: small hills with a lean, deviation 1."""
    field = 0.7 * noise(size, 1.1, rng) + 0.5 * noise(size, 2.2, rng) + 0.25 * noise(size, 0.7, rng)
    return field / field.std()


def hatching(size: int, angle: float, period_px: float, rng: np.random.Generator) -> Array:
    """Wavy parallel lines of uneven pressure across the direction `angle`: a field from about -1 to 1."""
    y, x = np.indices((size, size), np.float32) / np.float32(scale(size))
    drift = 0.35 * period_px * noise(size, 24, rng)
    phase = (y * np.cos(angle) - x * np.sin(angle) + drift) * np.float32(2 * np.pi / period_px)
    return np.cos(phase) + 0.3 * noise(size, 5, rng)


def dots(size: int, period_px: float, angle: float) -> Array:
    """A printer's raster turned by `angle`: 1 at the dots' centres, -1 between them."""
    y, x = np.indices((size, size), np.float32) * np.float32(2 * np.pi / (period_px * scale(size)))
    return (np.cos(x * np.cos(angle) + y * np.sin(angle)) + np.cos(y * np.cos(angle) - x * np.sin(angle))) / 2
