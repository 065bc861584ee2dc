"""Directions for strokes to follow, and what follows them. Angles are float32 (S, S), in radians."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from model.textures import blur, noise, scale

Array = NDArray[np.float32]


def along_edges(picture: Array, sigma: float) -> Array:
    """The direction that edges run in, from the smoothed structure tensor (Bigun and Granlund 1987)."""
    return tensor(picture, sigma)[0]


def tensor(picture: Array, sigma: float) -> tuple[Array, Array]:
    """The direction that edges run in, and how clear it is, 0 to 1."""
    grey = np.ascontiguousarray(picture.mean(-1)) if picture.ndim == 3 else picture
    gx, gy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    xx, yy, xy = (blur(product, sigma) for product in (gx * gx, gy * gy, gx * gy))
    clear = np.sqrt((xx - yy) ** 2 + 4 * xy**2) / (xx + yy + 1e-6)
    return (0.5 * np.arctan2(2 * xy, xx - yy) + np.pi / 2).astype(np.float32), clear


def around(figure: Array, elsewhere: Array) -> Array:
    """In rings around the figure, turning into the directions of `elsewhere` away from it."""
    wide = blur(figure, 16)
    gx, gy = cv2.Sobel(wide, cv2.CV_32F, 1, 0), cv2.Sobel(wide, cv2.CV_32F, 0, 1)
    ring, pull = np.arctan2(gy, gx) + np.pi / 2, np.clip(40 * scale(len(figure)) * np.hypot(gx, gy), 0, 1)
    # Directions have no sign: they are mixed as doubled angles.
    x = pull * np.cos(2 * ring) + (1 - pull) * np.cos(2 * elsewhere)
    y = pull * np.sin(2 * ring) + (1 - pull) * np.sin(2 * elsewhere)
    return (0.5 * np.arctan2(y, x)).astype(np.float32)


def whirls(size: int, rng: np.random.Generator) -> Array:
    """A wind of a few vortices over a slow drift."""
    y, x = np.indices((size, size), np.float32) / size
    u, v = np.ones_like(x), 0.3 * np.sin(4 * x + rng.uniform(0, 6)).astype(np.float32)
    for cx, cy, turn in zip(rng.random(4), rng.random(4), rng.choice([-1.0, 1.0], 4), strict=True):
        dx, dy = x - cx, y - cy
        pull = (2.4 * turn * np.exp(-(dx**2 + dy**2) / 0.03)).astype(np.float32)
        near = np.sqrt(dx**2 + dy**2) + 0.03
        u, v = u - pull * dy / near, v + pull * dx / near
    return np.arctan2(v, u).astype(np.float32)


def breeze(size: int, rng: np.random.Generator, *, lean: float = 0.0) -> Array:
    """Slow waves about the direction `lean`."""
    return (lean + 0.5 * noise(size, 40, rng)).astype(np.float32)


def smear(field: Array, angle: Array, reach_px: int) -> Array:
    """Line integral convolution (Cabral and Leedom 1993): the field averaged along the directions, deviation 1."""
    y, x = np.indices(angle.shape, np.float32)
    step_x, step_y = np.cos(angle), np.sin(angle)
    total = np.zeros_like(field)
    for way in (-1.0, 1.0):
        at_x, at_y, last_x, last_y = x, y, way * step_x, way * step_y
        for _ in range(round(reach_px * scale(len(angle)))):
            at_x, at_y = at_x + last_x, at_y + last_y
            total += cv2.remap(field, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
            next_x, next_y = (cv2.remap(s, at_x, at_y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
                              for s in (step_x, step_y))  # fmt: skip
            onward = np.where(next_x * last_x + next_y * last_y < 0, np.float32(-1), np.float32(1))
            last_x, last_y = next_x * onward, next_y * onward
    return (total - total.mean()) / max(float(total.std()), 1e-6)


def kuwahara(picture: Array, reach_px: float, *, sectors: int = 8) -> Array:
    """Anisotropic Kuwahara filter (after Kyprianidis et al. 2009): each pixel takes the calm sectors' means.

    The sectors lie in an ellipse that is stretched along the edges, so patches of one colour run along the forms.
    """
    reach_px = reach_px * scale(len(picture))
    angle, clear = tensor(picture, 3.0)
    stretch = 1 + 0.9 * clear
    y, x = np.indices(angle.shape, np.float32)
    cos, sin = np.cos(angle), np.sin(angle)
    total, weights = np.zeros_like(picture), np.zeros(angle.shape, np.float32)
    for sector in range(sectors):
        mean, square = picture.copy(), picture**2
        for radius, turn in ((0.45, 0.0), (0.75, -0.25), (0.75, 0.25), (1.05, 0.0)):
            theta = 2 * math.pi * (sector + turn) / sectors
            u = reach_px * radius * math.cos(theta) * stretch
            v = reach_px * radius * math.sin(theta) / stretch
            taken = cv2.remap(picture, x + u * cos - v * sin, y + u * sin + v * cos,
                              cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)  # fmt: skip
            mean, square = mean + taken, square + taken**2
        mean, square = mean / 5, square / 5
        weight = (1e-3 + np.maximum(square - mean**2, 0).sum(-1)) ** -4.0
        total, weights = total + weight[..., None] * mean, weights + weight
    return total / weights[..., None]
