"""The paired anchor: preparation knows which painting came from which sketch, so the painted can be held against it."""

import torch
from torch import Tensor
from torch.nn import functional

from model.config import TrainConfig
from model.perceptual import PerceptualLoss

_TEXTURE_PX = 96
_PERCEPTUAL_PX = 64
"""Sizes at which VGG looks: of the crop, and of the whole picture made small."""


def terms(
    painted: Tensor, wanted: Tensor, config: TrainConfig, perceptual: PerceptualLoss | None, noise: torch.Generator
) -> dict[str, Tensor]:
    """Weighted, by name: anchor (L1) and, with VGG, perceptual and texture. Both pictures (B, 3, S, S) in [-1, 1]."""
    found = {"anchor": config.anchor_weight * distance(painted, wanted, config.fine_share, config.coarse_px)}
    if perceptual is None:
        return found
    if config.perceptual_weight:
        factor = max(1, painted.shape[-1] // _PERCEPTUAL_PX)
        small = [functional.avg_pool2d(image, factor) for image in (painted, wanted)]
        found["perceptual"] = config.perceptual_weight * perceptual(*small)
    if config.texture_weight:
        cut = square(painted.shape[-1], _TEXTURE_PX, noise)  # it is much the same everywhere, and costly
        found["texture"] = config.texture_weight * perceptual.texture(painted[cut], wanted[cut])
    return found


def distance(painted: Tensor, wanted: Tensor, fine_share: float, coarse_px: int = 8) -> Tensor:
    """L1 of the pictures, and of what is left of them when texture is averaged out, in these shares.

    Nobody can tell from a sketch where a stroke of the brush fell: L1 asks for the mean of all such paintings, and that
    is a blur. Colours and tones can be told, and texture is asked for by its statistics.
    """
    coarse = functional.l1_loss(*(functional.avg_pool2d(picture, coarse_px) for picture in (painted, wanted)))
    return fine_share * functional.l1_loss(painted, wanted) + (1 - fine_share) * coarse


def square(size: int, side: int, noise: torch.Generator) -> tuple:
    """An index that cuts one square, of this side at most, out of every picture of a size."""
    side = min(size, side)
    top, left = torch.randint(size - side + 1, (2,), generator=noise, device=noise.device).tolist()
    return ..., slice(top, top + side), slice(left, left + side)
