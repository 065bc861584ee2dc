"""Judging pictures by what VGG16 sees in them: the trunk that never learns, and the judge that does."""

from torch import Tensor, nn
from torch.nn import functional

from model.discriminator import ProjectedDiscriminator
from model.perceptual import PerceptualLoss

LOOKED_AT_PX = 128
"""Small enough to be quick, large enough for an eye to be an eye; brushwork is for the judge of patches."""


class Looking(nn.Module):
    """Pictures (B, 3, S, S) in [-1, 1] -> judgements, as a discriminator. Only the judge's weights are its own."""

    def __init__(self, judge: ProjectedDiscriminator, trunk: PerceptualLoss):
        super().__init__()
        self.judge = judge
        self._trunk = [trunk]  # in a list: not a part of what learns or is kept

    def forward(self, pictures: Tensor) -> list[Tensor]:
        factor = max(1, pictures.shape[-1] // LOOKED_AT_PX)
        return self.judge(self._trunk[0].deep(functional.avg_pool2d(pictures, factor)))
