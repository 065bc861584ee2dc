"""Masking: where the sketch has ink is told to the decoder at every level, and kept to the end.

Ink is a soft mask, float (B, 1, H, W) in [0, 1], 1 on a stroke. It shrinks by maximum, so that a line of one pixel
is still a full line at a quarter of the size.
"""

from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

Domain = Literal["sketch", "painting"]

_INSIDE, _OUTSIDE, _SHIFT = 1.1, 0.9, 0.01
_FULL_STEP = 0.25
"""A step of lightness, as a share of the whole range, that counts as a full stroke in a painting."""


def ink_of(x: Tensor, domain: Domain) -> Tensor:
    """(B, 3, H, W) in [-1, 1] -> ink (B, 1, H, W): a sketch's strokes, dark on white, or a painting's soft edges."""
    if domain == "sketch":
        return ((1 - x[:, :1].float()) / 2).clamp(0, 1)
    return (_steps(x.float().mean(dim=1, keepdim=True) / 2) / _FULL_STEP).clamp(0, 1)


def _steps(lightness: Tensor) -> Tensor:
    """How much lightness changes around each pixel: Sobel's operator, so scaled that a clean step gives its height."""
    across = torch.tensor([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]], device=lightness.device) / 4
    kernels = torch.stack([across, across.T])[:, None]
    gradient = functional.conv2d(functional.pad(lightness, (1, 1, 1, 1), mode="replicate"), kernels)
    return (gradient.square().sum(dim=1, keepdim=True) + 1e-12).sqrt()  # the root's slope at 0 is infinite


def shrunk(ink: Tensor, size: torch.Size) -> Tensor:
    """Ink at a level of the decoder; size: (H, W)."""
    return functional.adaptive_max_pool2d(ink, size)


class DualMask(nn.Module):
    """Scales strokes and the rest of a feature map apart: wa F M + ba + wb F (1 - M) + bb, per channel.

    Source: Liu et al. 2020 (Sketch-to-Art), dual mask injection, with their starting values.
    """

    def __init__(self, channels: int):
        super().__init__()
        start = torch.tensor([_INSIDE, _SHIFT, _OUTSIDE, _SHIFT]).view(4, 1, 1, 1)
        self.weights = nn.Parameter(start.repeat(1, channels, 1, 1))  # wa, ba, wb, bb

    def forward(self, x: Tensor, ink: Tensor) -> Tensor:
        """x: (B, C, H, W); ink: of the full picture."""
        inside, inside_shift, outside, outside_shift = self.weights
        mask = shrunk(ink, x.shape[-2:])  # (B, 1, H, W)
        return inside * x * mask + inside_shift + outside * x * (1 - mask) + outside_shift


class Overlay(nn.Module):
    """Lays the sketch's ink over the painting: where it lies the decoder chooses its colour and how much covers.

    A mask times a colour plus the rest, as in AttentionGAN (Tang et al. 2019), but only ever on the ink.
    """

    def __init__(self, channels: int, patch: int):
        super().__init__()
        self.head = nn.Conv2d(channels, 4 * patch**2, 1)
        self.patch = patch

    def forward(self, painting: Tensor, x: Tensor, ink: Tensor) -> Tensor:
        """painting: (B, 3, pS, pS); x: the decoder's last features, (B, C, S, S)."""
        chosen = functional.pixel_shuffle(self.head(x).float(), self.patch)  # (B, 4, pS, pS)
        cover = torch.sigmoid(chosen[:, 3:]) * ink
        return torch.tanh(chosen[:, :3]) * cover + painting * (1 - cover)
