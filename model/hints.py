"""What a sketch's geometry says beyond its lines, told to the networks in so many words.

A few layers of convolution cannot count how large a closed part is, nor see which way a form runs. People paint by
both: small parts get accents, and strokes follow the form.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from model import form
from model.precision import in_full

_ACCENT = -0.6
"""Tone of the smallest parts; large ones stay as white as paper."""
_NEAR_PX, _FAR_PX = 10.0, 36.0
"""At 256 px: how far an edge decides the direction around it, and how far it still does where nothing is nearer."""
_FAR_SHARE, _LEAN_SHARE = 0.05, 2e-6
_LEAN = -0.4
"""Radians: where no form is near, strokes lie as a right hand lays them."""
_REACH_PX = 14.0
"""At 256 px: half the length of a stroke."""
_LONG_ENOUGH = 0.9


def with_parts(x: Tensor) -> Tensor:
    """Sketches (B, 3, H, W) in [-1, 1], their second plane toned: the smaller a closed part, the darker."""
    planes = x[:, [0, 2]].detach().float().cpu().numpy()
    # numpy and OpenCV let go of the interpreter: a GPU would wait for one after the other.
    toned = _crew().map(_toned, *planes.swapaxes(0, 1)) if len(planes) > 1 else [_toned(*planes[0])]
    toned = torch.from_numpy(np.stack(list(toned))).to(x)
    return torch.stack([x[:, 0], torch.minimum(x[:, 1], toned), x[:, 2]], dim=1)


@lru_cache(maxsize=1)
def _crew() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count(), "parts")


def _toned(lines: NDArray[np.float32], silhouette: NDArray[np.float32]) -> NDArray[np.float32]:
    figure, ink = (silhouette + 1) / 2, (1 - lines) / 2
    role = form.role(form.parts(figure, ink), figure)
    tone = np.interp(role, (0.0, 1.5), (1.0, _ACCENT)).astype(np.float32)
    return np.where(figure > 0.5, tone, np.float32(1))


@torch.no_grad()
def directions(x: Tensor, size: tuple[int, int]) -> Tensor:
    """Which way strokes shall run: unit vectors x, y (B, 2, *size), from pictures (B, 3, H, W) in [-1, 1].

    The smoothed structure tensor (Bigun and Granlund 1987) of all three planes, near edges before far ones.
    """
    with in_full(x.device):  # halves are too coarse for what is far and faint
        return _directions(x.float(), size)


def softened(x: Tensor, sigma: float) -> Tensor:
    """(B, C, H, W) under a Gaussian."""
    with in_full(x.device):
        return _blurred(x.float(), sigma)


def _directions(x: Tensor, size: tuple[int, int]) -> Tensor:
    scale = size[0] / 256
    small = functional.adaptive_avg_pool2d(x, size)
    small = _blurred(small, max(0.6, 2.5 * scale))
    dx = functional.pad(small[..., 2:] - small[..., :-2], (1, 1, 0, 0))
    dy = functional.pad(small[..., 2:, :] - small[..., :-2, :], (0, 0, 1, 1))
    products = torch.stack([(dx * dx - dy * dy).sum(1), (2 * dx * dy).sum(1)], dim=1)  # (B, 2, h, w): doubled angle
    both = _blurred(products, _NEAR_PX * scale) + _FAR_SHARE * _blurred(products, _FAR_PX * scale)
    # Across the slope, so minus; and a little of the usual lean, that there is always some direction.
    lean = torch.tensor([np.cos(2 * _LEAN), np.sin(2 * _LEAN)], dtype=torch.float32, device=x.device)
    doubled = _LEAN_SHARE * lean[:, None, None] - both
    angle = torch.atan2(doubled[:, 1], doubled[:, 0]) / 2
    return torch.stack([angle.cos(), angle.sin()], dim=1)


@dataclass(frozen=True)
class Strokes:
    """What becomes of noise along a sketch's forms. Of fixed noise it is kept: it is the same in every style.

    along: as `directions` gives them.
    """

    along: Tensor
    _kept: dict[int, Tensor] = field(default_factory=dict, compare=False)

    def out_of(self, maps: Tensor, *, fixed: bool) -> Tensor:
        """Noise (B or 1, M, H, W) drawn out. fixed: it is the same every time that it has this height."""
        if not fixed:
            return drawn_out(maps, self.along)
        height = int(maps.shape[-2])
        if height not in self._kept:
            self._kept[height] = drawn_out(maps, self.along)
        return self._kept[height]


def drawn_out(maps: Tensor, along: Tensor) -> Tensor:
    """Noise (B or 1, M, H, W) smeared into strokes of deviation 1 that run along unit vectors (B, 2, h, w)."""
    height, width = (int(side) for side in maps.shape[-2:])
    along = functional.interpolate(along, size=(height, width), mode="nearest")
    maps = maps.expand(len(along), -1, -1, -1)
    rows = torch.linspace(-1, 1, height, device=maps.device, dtype=maps.dtype)
    columns = torch.linspace(-1, 1, width, device=maps.device, dtype=maps.dtype)
    home = torch.stack([columns.expand(height, -1), rows[:, None].expand(-1, width)], dim=-1)
    cell = torch.tensor([2 / (width - 1), 2 / (height - 1)], device=maps.device, dtype=maps.dtype)
    step = along.permute(0, 2, 3, 1) * cell
    half, reach = 0, max(1, round(_REACH_PX * height / 256))
    while half < _LONG_ENOUGH * reach:  # what is smeared already is smeared again: thrice as long each time
        apart = min(2 * half + 1, reach - half)
        sides = (
            functional.grid_sample(maps, home + way * apart * step, padding_mode="reflection", align_corners=True)
            for way in (-1, 1)
        )
        maps, half = maps + sum(sides), half + apart
    return maps / (maps.std(dim=(2, 3), keepdim=True) + 1e-6)


def _blurred(x: Tensor, sigma: float) -> Tensor:
    """(..., H, W) under a Gaussian, edges repeated. By matrices: kernels this wide are slow as convolutions."""
    down, across = (_bell(int(side), sigma, x.device) for side in x.shape[-2:])
    return down @ x @ across.T


@lru_cache(maxsize=32)
def _bell(side: int, sigma: float, device: torch.device) -> Tensor:
    """(side, side): how much of each place comes into each blurred one."""
    reach = min(max(1, round(3 * sigma)), side - 1)
    bell = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    matrix = np.zeros((side, side))
    for place in range(side):
        np.add.at(matrix[place], np.clip(np.arange(place - reach, place + reach + 1), 0, side - 1), bell / bell.sum())
    with torch.inference_mode(False):
        return torch.from_numpy(matrix.astype(np.float32)).to(device)
