"""What a decoder's last level is asked for while all else stands still: a square of the painting, as if it were real.

It learns enlarging from real paintings, made small and as soft as the decoder's: what it should have put in is known
there to the pixel. Every few steps it enlarges what the decoder painted, and a judge of squares compares.
"""

import torch
from torch import Tensor
from torch.nn import functional

from model import anchor, hints, losses
from model.config import TrainConfig
from model.dataset import Batch
from model.networks import Networks
from model.objective import Terms, told
from model.perceptual import PerceptualLoss

SQUARE_PX = 160
_SOFTNESS_PX = (0.4, 2.0)
"""Deviation of the blur that the decoder's paintings are taken to have."""

Judged = tuple[Tensor, Tensor]
"""Squares (B, 3, SQUARE_PX, SQUARE_PX) of real paintings and of enlarged ones."""


class Finishing:
    """As model.objective.Objective, for networks with a last level: only that and the judge of squares learn."""

    def __init__(self, networks: Networks, config: TrainConfig, perceptual: PerceptualLoss | None):
        self.painter, self.judge = networks.painter, networks.discriminator
        self.config, self.perceptual = config, perceptual

    def generator_terms(self, number: int, batch: Batch, noise: torch.Generator) -> tuple[Terms, list[Judged]]:
        """All that the last level is asked for in this step, and what the judge shall learn from."""
        code = told(batch, self.painter.style(batch.painting), self.config)
        square, real = self._square(self._enlarged(batch, code, noise), batch.painting, noise)
        terms = anchor.terms(square, real, self.config, self.perceptual, noise)
        if self.config.detail_weight:
            terms["detail"] = self.config.detail_weight * losses.detail(square, real)
        if number % self.config.cross_every or not self.config.gan_weight:
            return terms, []
        painted = self.painter.decoder(self.painter.content(batch.loose), code, noise)
        judged = [(real, square), self._square(painted, batch.painting, noise)[::-1]]
        fooling = losses.fooling(self.judge, torch.cat([enlarged for _, enlarged in judged]), self.config.gan)
        return terms | {"gan": self.config.gan_weight * fooling}, judged

    def discriminator_terms(self, judged: list[Judged]) -> Terms:
        """How well real and enlarged squares are told apart."""
        if not judged:
            return {}
        real, enlarged = (torch.cat(squares) for squares in zip(*judged, strict=True))
        verdicts = self.judge(real), self.judge(enlarged.detach())
        return {"discriminator": losses.discriminator(*verdicts, self.config.gan)}

    def _enlarged(self, batch: Batch, code: Tensor, noise: torch.Generator) -> Tensor:
        """The real paintings, small and soft, at their full size again."""
        decoder = self.painter.decoder
        least, most = _SOFTNESS_PX
        share = round(float(torch.rand((), generator=noise, device=noise.device)), 1)  # few filters, for they are kept
        small = hints.softened(functional.avg_pool2d(batch.painting, 2), least + share * (most - least))
        strokes = self.painter.content.strokes(batch.sketch)
        return decoder.fine(small, batch.sketch, decoder.mlp[:-1](code), noise, strokes)

    def _square(self, enlarged: Tensor, real: Tensor, noise: torch.Generator) -> tuple[Tensor, Tensor]:
        """The same square of both."""
        cut = anchor.square(real.shape[-1], SQUARE_PX, noise)
        return enlarged[cut], real[cut]
