"""The terms of the objective. "recon" is always the mean absolute error, as in MUNIT."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from model.config import Adversarial
from model.munit import Content


def discriminator(real: Sequence[Tensor], fake: Sequence[Tensor], kind: Adversarial) -> Tensor:
    """Real patches up, painted ones down; mean over the scales.

    Sources: Mao et al. 2017 (lsgan: towards 1 and 0), Lim & Ye 2017 (hinge: beyond 1 and -1).
    """
    scales = zip(real, fake, strict=True)
    if kind == "hinge":
        return torch.stack([functional.relu(1 - r).mean() + functional.relu(1 + f).mean() for r, f in scales]).mean()
    return torch.stack([((r - 1) ** 2).mean() + (f**2).mean() for r, f in scales]).mean()


def generator(fake: Sequence[Tensor], kind: Adversarial) -> Tensor:
    """Painted patches up; mean over the scales."""
    return torch.stack([-f.mean() if kind == "hinge" else ((f - 1) ** 2).mean() for f in fake]).mean()


def content_reconstruction(found: Content, wanted: Content) -> Tensor:
    """recon_c: the code and, with PONO, its moments. Source: Li et al. 2019's MUNIT experiments."""
    total = functional.l1_loss(found.c, wanted.c.detach())
    for (mean, deviation), (mean0, deviation0) in zip(found.moments, wanted.moments, strict=True):
        total = total + functional.l1_loss(mean, mean0.detach()) + functional.l1_loss(deviation, deviation0.detach())
    return total
