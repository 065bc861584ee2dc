"""DiffAugment (Zhao et al. 2020): what a discriminator sees is changed at random, and no picture learnt by heart.

One drawn T serves the real pictures, the painted ones and the generator's step alike. Colour never on the sketch
side: white paper would become grey, and grey paper would become right.
"""

import torch
from torch import Tensor

POLICIES = ("color", "translation", "cutout")

_BRIGHTNESS, _TRANSLATION, _CUTOUT = 0.5, 1 / 8, 1 / 2
"""Brightness is for pictures in [-1, 1]; the other two are shares of the picture's side."""


def policies_of(policy: str) -> tuple[str, ...]:
    """"color,cutout" -> its words. Raises ValueError for a word that is none of POLICIES."""
    words = tuple(word for word in policy.split(",") if word)
    if unknown := set(words) - set(POLICIES):
        raise ValueError(f"DiffAugment knows {', '.join(POLICIES)}, not {', '.join(sorted(unknown))}.")
    return words


class Augment:
    """A T for batches of `size` pictures; called on float (B, 3, H, W), returns the same shape, differentiable."""

    def __init__(self, policies: tuple[str, ...], size: int, noise: torch.Generator):
        self.policies = policies
        draws = torch.rand((7, size, 1, 1, 1), generator=noise, device=noise.device) if policies else None
        self.draws = draws  # three of colour, two places to move to, two to cut out

    def __call__(self, x: Tensor) -> Tensor:
        if "color" in self.policies:
            x = _coloured(x, *self.draws[:3].to(x.device))
        if "translation" in self.policies:
            x = _moved(x, self.draws[3:5].flatten(1).to(x.device))
        if "cutout" in self.policies:
            x = _cut(x, *self.draws[5:7].to(x.device))
        return x


def _coloured(x: Tensor, brightness: Tensor, saturation: Tensor, contrast: Tensor) -> Tensor:
    """Brightness +- 0.5, saturation x 0..2, contrast x 0.5..1.5. Each draw: (B, 1, 1, 1) in [0, 1)."""
    x = x + (2 * brightness - 1) * _BRIGHTNESS
    grey = x.mean(dim=1, keepdim=True)
    x = grey + (x - grey) * (2 * saturation)
    mean = x.mean(dim=(1, 2, 3), keepdim=True)
    return mean + (x - mean) * (0.5 + contrast)


def _moved(x: Tensor, draws: Tensor) -> Tensor:
    """Up to an eighth of the side in both directions; what comes in is zero. draws: (2, B) in [0, 1)."""
    height, width = x.shape[-2:]
    down, right = (
        ((2 * draw - 1) * _TRANSLATION * side).round().long() for draw, side in zip(draws, (height, width), strict=True)
    )
    rows = torch.arange(height, device=x.device) - down[:, None]  # (B, H): where each row comes from
    columns = torch.arange(width, device=x.device) - right[:, None]
    inside = ((rows >= 0) & (rows < height))[:, None, :, None] & ((columns >= 0) & (columns < width))[:, None, None]
    each = torch.arange(len(x), device=x.device)[:, None, None]
    moved = x.permute(0, 2, 3, 1)[each, rows.clamp(0, height - 1)[:, :, None], columns.clamp(0, width - 1)[:, None]]
    return moved.permute(0, 3, 1, 2) * inside


def _cut(x: Tensor, down: Tensor, right: Tensor) -> Tensor:
    """A square of half the side becomes zero, wherever its centre falls. Each draw: (B, 1, 1, 1) in [0, 1)."""
    height, width = x.shape[-2:]
    rows = torch.arange(height, device=x.device)[:, None] - down * height
    columns = torch.arange(width, device=x.device) - right * width
    return x * ((rows.abs() > _CUTOUT * height / 2) | (columns.abs() > _CUTOUT * width / 2))
