"""The terms of the objective. "recon" is always the mean absolute error, as in MUNIT."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from model.munit import Content


def lsgan_discriminator(real: Sequence[Tensor], fake: Sequence[Tensor]) -> Tensor:
    """Real patches towards 1, painted ones towards 0; mean over the scales. Source: Mao et al. 2017."""
    scales = [((r - 1) ** 2).mean() + (f**2).mean() for r, f in zip(real, fake, strict=True)]
    return torch.stack(scales).mean()


def lsgan_generator(fake: Sequence[Tensor]) -> Tensor:
    """Painted patches towards 1; mean over the scales."""
    return torch.stack([((f - 1) ** 2).mean() for f in fake]).mean()


def content_reconstruction(found: Content, wanted: Content) -> Tensor:
    """recon_c: the code and, with PONO, its moments. Source: Li et al. 2019's MUNIT experiments."""
    total = functional.l1_loss(found.c, wanted.c.detach())
    for (mean, deviation), (mean0, deviation0) in zip(found.moments, wanted.moments, strict=True):
        total = total + functional.l1_loss(mean, mean0.detach()) + functional.l1_loss(deviation, deviation0.detach())
    return total
