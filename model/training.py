"""One step of the training: what is painted, what it is compared with, how the weights follow."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from model import losses
from model.config import TrainConfig
from model.dataset import Batch
from model.munit import Content
from model.networks import Networks, follow
from model.perceptual import PerceptualLoss

Parts = dict[str, float]


class DivergedError(RuntimeError):
    """A loss is not a finite number any more; the message names the step and the parts."""


@dataclass
class Trainer:
    """Networks, optimisers and the objective; `step` is the only thing that changes them."""

    networks: Networks
    config: TrainConfig
    perceptual: PerceptualLoss | None

    def __post_init__(self) -> None:
        betas = (0.5, 0.999)
        generator = torch.optim.Adam(self.networks.generator_parameters(), self.config.lr, betas)
        discriminator = torch.optim.Adam(self.networks.discriminator.parameters(), self.config.discriminator_lr, betas)
        self.optimisers: dict[str, torch.optim.Optimizer] = {"generator": generator, "discriminator": discriminator}

    def step(self, number: int, batch: Batch, noise: torch.Generator) -> Parts:
        """One update of the generator side and one of the discriminator. Raises DivergedError."""
        self._set_rates(number)
        terms, painted = self._generator_terms(number, batch, noise)
        self._update("generator", torch.stack(list(terms.values())).sum())
        terms["discriminator"] = self._discriminator_term(batch.painting, painted.detach())
        self._update("discriminator", terms["discriminator"])
        follow(self.networks.averaged, self.networks.painter, min(self.config.ema, (number + 1) / (number + 10)))
        return _checked(number, terms)

    def _generator_terms(self, number: int, batch: Batch, noise: torch.Generator) -> tuple[dict[str, Tensor], Tensor]:
        painter, config = self.networks.painter, self.config
        style = painter.style(batch.painting)
        terms = {"prior": config.prior_weight * (style**2).mean()}
        terms |= self._anchor_terms(painter.decoder(painter.content(batch.sketch), style), batch.painting)
        content = painter.content(batch.loose)
        wished = _wished_styles(style.detach(), noise)
        painted = painter.decoder(content, wished)
        self.networks.discriminator.requires_grad_(False)
        terms["gan"] = config.gan_weight * losses.lsgan_generator(self.networks.discriminator(painted))
        self.networks.discriminator.requires_grad_(True)
        terms["recon_s"] = config.style_weight * functional.l1_loss(painter.style(painted), wished)
        if number % config.slow_every == 0:
            terms |= self._slow_terms(batch.painting, style, content, painted)
        return terms, painted

    def _anchor_terms(self, painted: Tensor, wanted: Tensor) -> dict[str, Tensor]:
        terms = {"anchor": self.config.anchor_weight * functional.l1_loss(painted, wanted)}
        if self.perceptual is not None and self.config.perceptual_weight:
            factor = max(1, painted.shape[-1] // 64)
            small = [functional.avg_pool2d(image, factor) for image in (painted, wanted)]
            terms["perceptual"] = self.config.perceptual_weight * self.perceptual(*small)
        return terms

    def _slow_terms(self, painting: Tensor, style: Tensor, content: Content, painted: Tensor) -> dict[str, Tensor]:
        encode, decode = self.networks.painting_content, self.networks.painter.decoder
        weight = self.config
        return {
            "recon_x": weight.image_weight * functional.l1_loss(decode(encode(painting), style), painting),
            "recon_c": weight.content_weight * losses.content_reconstruction(encode(painted), content),
        }

    def _discriminator_term(self, real: Tensor, painted: Tensor) -> Tensor:
        judge = self.networks.discriminator
        return losses.lsgan_discriminator(judge(real), judge(painted))

    def _update(self, name: str, loss: Tensor) -> None:
        optimiser = self.optimisers[name]
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()

    def _set_rates(self, number: int) -> None:
        """A function of the step alone: constant, then linearly to a tenth over the last third."""
        left = (self.config.steps - number) / max(1.0, self.config.steps / 3)
        factor = min(1.0, max(0.1, left))
        for name, rate in (("generator", self.config.lr), ("discriminator", self.config.discriminator_lr)):
            for group in self.optimisers[name].param_groups:
                group["lr"] = rate * factor


def _wished_styles(encoded: Tensor, noise: torch.Generator) -> Tensor:
    """Half from the prior N(0, I), half the styles of other paintings: both are what people will ask for."""
    drawn = torch.randn(encoded.shape, generator=noise).to(encoded)
    others = encoded[torch.randperm(len(encoded), generator=noise)]
    first = torch.arange(len(encoded)) % 2 == 0
    return torch.where(first[:, None].to(encoded.device), drawn, others)


def _checked(number: int, terms: dict[str, Tensor]) -> Parts:
    parts = {name: float(term.detach()) for name, term in terms.items()}
    if not all(torch.isfinite(term).all() for term in terms.values()):
        raise DivergedError(f"step {number}: a loss is not finite: {parts}")
    return parts
