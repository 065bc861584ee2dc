"""What VGG16 sees in painted pictures and real ones: seen once, for a judge that learns and for holding one against the
other."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from model import losses
from model.augment import Augment
from model.discriminator import ProjectedDiscriminator
from model.perceptual import PerceptualLoss

LOOKED_AT_PX = 128
"""Small enough to be quick, large enough for an eye to be an eye; brushwork is for the judge of patches."""


@dataclass(frozen=True)
class Looked:
    """painted, real: features as PerceptualLoss.deep gives them; the first painted are of the real ones' sketches.

    judge: None if nobody learns.
    """

    judge: ProjectedDiscriminator | None
    painted: Sequence[Tensor]
    real: Sequence[Tensor]
    suffix = "_projected"

    def fooling(self) -> Tensor:
        """How far the judge is from taking the painted for real."""
        return losses.fooling(self.judge, self.painted, "hinge")

    def telling(self) -> Tensor:
        """How far it is from telling them apart."""
        painted = [features.detach() for features in self.painted]
        return losses.discriminator(self.judge(self.real), self.judge(painted), "hinge")

    def apart(self) -> Tensor:
        """Mean distance of the pairs."""
        both = zip(self.painted, self.real, strict=True)
        return torch.stack([functional.l1_loss(painted[: len(real)], real) for painted, real in both]).mean()


def look(
    judge: ProjectedDiscriminator | None,
    trunk: PerceptualLoss,
    painted: Sequence[Tensor],
    real: Tensor,
    augment: Augment,
) -> Looked:
    """painted: batches as large as the real one, (B, 3, S, S) in [-1, 1]; the first is of the same sketches."""
    with torch.no_grad():
        seen = trunk.deep(_small(augment(real)))
    return Looked(judge, trunk.deep(_small(torch.cat([augment(batch) for batch in painted]))), seen)


def _small(pictures: Tensor) -> Tensor:
    return functional.avg_pool2d(pictures, max(1, pictures.shape[-1] // LOOKED_AT_PX))
