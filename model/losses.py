"""The terms of the objective. "recon" is always the mean absolute error, as in MUNIT."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from model.config import Adversarial
from model.munit import Content

_PLACE_PX = 8


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


def fooling(judge: nn.Module, pictures: Tensor, kind: Adversarial) -> Tensor:
    """How far a judge, which learns nothing by it, is from taking painted pictures for real ones."""
    judge.requires_grad_(False)
    judged = judge(pictures)
    judge.requires_grad_(True)
    return generator(judged, kind)


def content_reconstruction(found: Content, wanted: Content) -> Tensor:
    """recon_c: the code and, with PONO, its moments. Source: Li et al. 2019's MUNIT experiments."""
    total = functional.l1_loss(found.c, wanted.c.detach())
    for (mean, deviation), (mean0, deviation0) in zip(found.moments, wanted.moments, strict=True):
        total = total + functional.l1_loss(mean, mean0.detach()) + functional.l1_loss(deviation, deviation0.detach())
    return total


def detail(painted: Tensor, wanted: Tensor) -> Tensor:
    """How much fine detail there is where: difference of local contrasts in the two finest octaves, over the wanted.

    Nobody can tell where a hair of the brush will lie, only that there are hairs here and none there; L1 would rather
    have none at all. Both pictures (B, 3, S, S).
    """
    octaves = []
    for _ in range(2):
        found, asked = (functional.avg_pool2d((x - _softer(x)).abs(), _PLACE_PX) for x in (painted, wanted))
        octaves.append(functional.l1_loss(found, asked) / (asked.mean() + 1e-3))
        painted, wanted = functional.avg_pool2d(painted, 2), functional.avg_pool2d(wanted, 2)
    return torch.stack(octaves).mean()


def _softer(picture: Tensor) -> Tensor:
    return functional.avg_pool2d(picture, 3, stride=1, padding=1, count_include_pad=False)
