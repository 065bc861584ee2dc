"""Noise, strokes and smoothing that the techniques of model.painterly are made of.

Pictures and fields are float32; directions are angles in radians, one per pixel.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def noise(size: int, sigma: float, rng: np.random.Generator) -> Array:
    """(size, size) smooth noise of mean 0 and deviation 1, blobs about `sigma` px wide."""
    small = max(8, round(size / max(1.0, sigma / 2)))
    field = blur(rng.standard_normal((small, small)).astype(np.float32), sigma * small / size)
    field = cv2.resize(field, (size, size), interpolation=cv2.INTER_CUBIC)
    return (field - field.mean()) / max(float(field.std()), 1e-6)


def blur(picture: Array, sigma: float) -> Array:
    """Gaussian blur."""
    return cv2.GaussianBlur(picture, (0, 0), sigma)


def lerp(start: Array, end: Array, share: Array) -> Array:
    """From `start` (share 0) to `end` (share 1); share is (H, W), the others (H, W, 3) or one colour."""
    weight = share[..., None].astype(np.float32)
    return start * (1 - weight) + end * weight


def multiply(under: Array, pigment: Array, strength: Array) -> Array:
    """A transparent layer of `pigment` over `under`; strength (H, W) thins it."""
    return under * lerp(np.ones(3, np.float32), pigment, strength)


def wobble(picture: Array, dx: Array, dy: Array, reach_px: float) -> Array:
    """Every pixel taken from up to about `reach_px` beside its place."""
    y, x = np.indices(picture.shape[:2], np.float32)
    return cv2.remap(picture, x + reach_px * dx, y + reach_px * dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def smear(field: Array, angle: Array, reach_px: int) -> Array:
    """Line integral convolution: the field averaged along the direction; deviation brought back to 1."""
    y, x = np.indices(field.shape, np.float32)
    step_x, step_y = np.cos(angle), np.sin(angle)
    total = np.zeros_like(field)
    for way in (-1.0, 1.0):
        at_x, at_y = x.copy(), y.copy()
        for _ in range(reach_px):
            total += cv2.remap(field, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
            at_x += way * cv2.remap(step_x, at_x, at_y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
            at_y += way * cv2.remap(step_y, at_x, at_y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    return (total - total.mean()) / max(float(total.std()), 1e-6)


def along_forms(picture: Array, sigma: float) -> Array:
    """The direction that edges run in, from the smoothed structure tensor; (H, W) radians."""
    grey = np.ascontiguousarray(picture.mean(-1))
    gx, gy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    xx, yy, xy = (blur(product, sigma) for product in (gx * gx, gy * gy, gx * gy))
    return (0.5 * np.arctan2(2 * xy, xx - yy) + np.pi / 2).astype(np.float32)


def whirls(size: int, rng: np.random.Generator) -> Array:
    """A wind of a few vortices over a slow drift; (size, size) radians."""
    y, x = np.indices((size, size), np.float32) / size
    u, v = np.ones_like(x), 0.3 * np.sin(4 * x + rng.uniform(0, 6)).astype(np.float32)
    for cx, cy, turn in zip(rng.random(4), rng.random(4), rng.choice([-1.0, 1.0], 4), strict=True):
        dx, dy = x - cx, y - cy
        pull = (2.4 * turn * np.exp(-(dx**2 + dy**2) / 0.03)).astype(np.float32)
        near = np.sqrt(dx**2 + dy**2) + 0.03
        u, v = u - pull * dy / near, v + pull * dx / near
    return np.arctan2(v, u).astype(np.float32)


def kuwahara(picture: Array, radius: int) -> Array:
    """Kuwahara (1976): each pixel takes the mean of its calmest quadrant; edges stay, detail becomes patches."""
    window = (radius + 1, radius + 1)
    means, variances = [], []
    for ax in (0, radius):
        for ay in (0, radius):
            mean = cv2.boxFilter(picture, cv2.CV_32F, window, anchor=(ax, ay), borderType=cv2.BORDER_REFLECT)
            square = cv2.boxFilter(picture**2, cv2.CV_32F, window, anchor=(ax, ay), borderType=cv2.BORDER_REFLECT)
            means.append(mean)
            variances.append((square - mean**2).sum(-1))
    calmest = np.argmin(variances, axis=0)
    return np.take_along_axis(np.stack(means), calmest[None, ..., None], axis=0)[0]
