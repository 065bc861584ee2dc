"""Every way's own point of the style space: preparation knows the ways, and the style encoder need not guess.

An encoder that only hears of styles through the painting's losses takes thousands of pairs to tell them apart.
"""

from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional

from model.palettes import WAYS

_PUSHES = 200
_REACH = 0.02


@lru_cache
def points(style_dim: int) -> Tensor:
    """(ways, style_dim): spread over the sphere on which N(0, I) lives, radius sqrt(style_dim); always the same."""
    with torch.inference_mode(False):
        places = torch.randn((len(WAYS), style_dim), generator=torch.Generator().manual_seed(0))
        for _ in range(_PUSHES):
            apart = places[:, None] - places[None]
            push = apart / (apart.square().sum(dim=2, keepdim=True).square() + 1e-6)
            places = functional.normalize(places + _REACH * style_dim**1.5 * push.sum(dim=1), dim=1) * style_dim**0.5
        return places


def of(way: Tensor, style: Tensor) -> Tensor:
    """The points of some ways, (B,), as codes like `style`, (B, style_dim); where way is -1, `style` itself."""
    own = points(style.shape[1]).to(style)[way.to(style.device).clamp(min=0)]
    return torch.where((way < 0).to(style.device)[:, None], style, own)
