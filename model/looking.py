"""What networks that know the world see in painted pictures and real ones: seen once, for a judge that learns and for
holding one against the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional

from model import losses
from model.augment import Augment
from model.discriminator import ProjectedDiscriminator


class Trunk(Protocol):
    """Nobody trains it. looked_at_px: the side to which larger pictures are shrunk for it."""

    looked_at_px: int

    def deep(self, x: Tensor) -> list[Tensor]:
        """float (B, 3, S, S) in [-1, 1] -> features (B, C, H, W), each at half the size of the one before."""


@dataclass(frozen=True)
class Eyes:
    """A trunk, and who learns to tell real from painted by what it sees: None if nobody does. name: in the log."""

    name: str
    trunk: Trunk
    judge: ProjectedDiscriminator | None
    weight: float


@dataclass(frozen=True)
class Looked:
    """painted, real: features as Trunk.deep gives them; the first painted are of the real ones' sketches."""

    eyes: Eyes
    painted: Sequence[Tensor]
    real: Sequence[Tensor]

    @property
    def suffix(self) -> str:
        return "_" + self.eyes.name

    def fooling(self) -> Tensor:
        """How far the judge is from taking the painted for real."""
        return losses.fooling(self.eyes.judge, self.painted, "hinge")

    def telling(self) -> Tensor:
        """How far it is from telling them apart."""
        painted = [features.detach() for features in self.painted]
        return losses.discriminator(self.eyes.judge(self.real), self.eyes.judge(painted), "hinge")

    def apart(self) -> Tensor:
        """Mean distance of the pairs."""
        both = zip(self.painted, self.real, strict=True)
        return torch.stack([functional.l1_loss(painted[: len(real)], real) for painted, real in both]).mean()


def look(eyes: Eyes, painted: Sequence[Tensor], real: Tensor, augment: Augment) -> Looked:
    """painted: batches as large as the real one, (B, 3, S, S) in [-1, 1]; the first is of the same sketches."""
    trunk = eyes.trunk
    with torch.no_grad():
        seen = trunk.deep(_small(augment(real), trunk.looked_at_px))
    every = torch.cat([augment(batch) for batch in painted])
    return Looked(eyes, trunk.deep(_small(every, trunk.looked_at_px)), seen)


def _small(pictures: Tensor, side: int) -> Tensor:
    return functional.avg_pool2d(pictures, max(1, pictures.shape[-1] // side))
