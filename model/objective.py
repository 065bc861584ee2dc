"""What is painted, and what it is compared with: Huang et al. 2018 and the paired anchor.

Two auto-encoders, one a domain: content and style of a picture, and back. A sketch's content with a painting's style
is a painting. Nothing in the original says which painting belongs to which sketch; preparation knows, and the anchor
uses it. Each weight of 0 leaves its term out of the computation, and without `two_way` there is no way back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from model import anchor, losses, waypoints
from model.augment import Augment, policies_of
from model.config import Adversarial, TrainConfig
from model.dataset import Batch
from model.lite import LiteFeatures
from model.looking import Eyes, Looked, look
from model.munit import Content
from model.networks import Networks
from model.perceptual import PerceptualLoss

Terms = dict[str, Tensor]


@dataclass(frozen=True)
class Side:
    """One domain's auto-encoder and judge. suffix: of the names of the terms about pictures painted into it."""

    content: nn.Module
    style: nn.Module
    decoder: nn.Module
    discriminator: nn.Module
    policies: tuple[str, ...]
    suffix: str


@dataclass(frozen=True)
class Judged:
    """Painted pictures before a judge, with real ones to learn from."""

    judge: nn.Module
    kind: Adversarial
    real: Tensor
    painted: Tensor
    augment: Augment
    suffix: str

    def fooling(self) -> Tensor:
        """How far the judge is from taking the painted for real."""
        return losses.fooling(self.judge, self.augment(self.painted), self.kind)

    def telling(self) -> Tensor:
        """How far it is from telling them apart."""
        real, painted = self.judge(self.augment(self.real)), self.judge(self.augment(self.painted.detach()))
        return losses.discriminator(real, painted, self.kind)


@dataclass(frozen=True)
class Crossing:
    """A content of the other domain, painted into `side` in a wished style; `found`: its content as seen there."""

    side: Side
    content: Content
    wished: Tensor
    picture: Tensor
    found: Content | None
    real: Tensor
    augment: Augment

    def judged(self, kind: Adversarial) -> Judged:
        return Judged(self.side.discriminator, kind, self.real, self.picture, self.augment, self.side.suffix)


class Objective:
    """The terms of the generator side and of the discriminators, weighted, by name."""

    def __init__(
        self,
        networks: Networks,
        config: TrainConfig,
        perceptual: PerceptualLoss | None,
        lite: LiteFeatures | None = None,
    ):
        """Raises ValueError for settings that ask for what is not there."""
        if config.cycle_weight and not config.two_way:
            raise ValueError("cycle_weight needs two_way: without it there is no way back to the sketch.")
        if config.looks_deep and perceptual is None:
            raise ValueError("projected_weight and deep_weight need the weights of VGG16.")
        if config.lite_weight and lite is None:
            raise ValueError("lite_weight needs the weights of EfficientNet-Lite1.")
        self.config, self.perceptual = config, perceptual
        self.painter, back = networks.painter, networks.back
        policies = policies_of(config.diff_augment)
        on_paper = tuple(word for word in policies if word != "color")
        painter, judge = self.painter, networks.discriminator
        self.eyes = []
        if config.looks_deep:
            self.eyes.append(Eyes("projected", perceptual, networks.projected, config.projected_weight))
        if config.lite_weight:
            self.eyes.append(Eyes("lite", lite, networks.lite, config.lite_weight))
        self.painting = Side(networks.painting_content, painter.style, painter.decoder, judge, policies, "")
        self.sketch = back and Side(painter.content, back.style, back.decoder, back.discriminator, on_paper, "_sketch")

    def generator_terms(self, number: int, batch: Batch, noise: torch.Generator) -> tuple[Terms, list[Judged | Looked]]:
        """All that the generator side is asked for in this step, and what the discriminators shall learn from."""
        config, pictures = self.config, []
        style = self.painter.style(batch.painting)
        terms = {"prior": config.prior_weight * (style**2).mean()} if config.prior_weight else {}
        if config.way_weight and batch.way is not None:
            terms["way"] = config.way_weight * functional.l1_loss(style, waypoints.of(batch.way, style.detach()))
        if config.anchor_weight:
            painted = self.painter.decoder(self.painter.content(batch.sketch), told(batch, style, config), noise)
            terms |= anchor.terms(painted, batch.painting, config, self.perceptual, noise)
            pictures.append(painted)
        crossings: list[Crossing] = []
        if number % config.cross_every == 0:
            asked, crossings = self._both_ways(number, batch, style, noise)
            terms |= asked
        pictures += [crossing.picture for crossing in crossings if crossing.side is self.painting]
        judged = [crossing.judged(config.gan) for crossing in crossings if config.gan_weight]
        if pictures and self.eyes:
            augment = Augment(self.painting.policies, len(batch.painting), noise)
            looked = [look(eyes, pictures, batch.painting, augment) for eyes in self.eyes]
            terms |= self._looked_at(looked)
            judged += [one for one in looked if one.eyes.judge]
        return terms, judged

    def discriminator_terms(self, judged: Sequence[Judged | Looked]) -> Terms:
        """How well real and painted pictures are told apart by each judge."""
        return {"discriminator" + one.suffix: one.telling() for one in judged}

    def _both_ways(
        self, number: int, batch: Batch, style: Tensor, noise: torch.Generator
    ) -> tuple[Terms, list[Crossing]]:
        """Unpaired sketches become paintings and, with `two_way`, paintings sketches; and what is asked of them."""
        config, slow = self.config, number % self.config.slow_every == 0
        wished = wished_styles(style.detach(), config.prior_share, noise)
        content = self.painter.content(batch.loose)
        there = self._cross(self.painting, content, wished, batch.painting, slow, noise)
        terms = self._crossing_terms(there)
        if self.sketch is None:
            if slow and config.image_weight:
                terms |= self._recon_x(self.painting, self.painting.content(batch.painting), style, batch.painting)
            return terms, [there]
        source = self.painting.content(batch.painting)
        back = self._cross(self.sketch, source, wished_styles(style.detach(), 1.0, noise), batch.loose, slow, noise)
        terms |= self._crossing_terms(back)
        return terms | (self._home_terms(there, back, style) if slow else {}), [there, back]

    def _looked_at(self, looked: Sequence[Looked]) -> Terms:
        config = self.config
        terms = {"gan" + one.suffix: one.eyes.weight * one.fooling() for one in looked if one.eyes.judge}
        if config.deep_weight and config.anchor_weight:
            terms["deep"] = config.deep_weight * looked[0].apart()  # VGG16 looks first
        return terms

    def _cross(
        self, side: Side, content: Content, wished: Tensor, real: Tensor, slow: bool, noise: torch.Generator
    ) -> Crossing:
        picture = side.decoder(content, wished, noise)
        asked = slow and (self.config.content_weight or self.config.cycle_weight)
        found = side.content(picture) if asked else None
        return Crossing(side, content, wished, picture, found, real, Augment(side.policies, len(picture), noise))

    def _crossing_terms(self, crossing: Crossing) -> Terms:
        """gan, recon_s and, where the content was looked for, recon_c."""
        config, side, terms = self.config, crossing.side, {}
        if config.gan_weight:
            terms["gan"] = config.gan_weight * crossing.judged(config.gan).fooling()
        if config.style_weight:
            found = side.style(crossing.picture)
            terms["recon_s"] = config.style_weight * functional.l1_loss(found, crossing.wished)
        if config.content_weight and crossing.found:
            recon = losses.content_reconstruction(crossing.found, crossing.content)
            terms["recon_c"] = config.content_weight * recon
        return {name + side.suffix: term for name, term in terms.items()}

    def _home_terms(self, there: Crossing, back: Crossing, style: Tensor) -> Terms:
        """recon_x of both domains, and both cycles with the source's own style (Huang et al. 2018, eq. 10)."""
        painting, sketch, terms = there.real, back.real, {}
        own = self.sketch.style(sketch)
        if self.config.image_weight:
            terms |= self._recon_x(self.painting, back.content, style, painting)
            terms |= self._recon_x(self.sketch, there.content, own, sketch)
        if self.config.cycle_weight:
            ways = (("", self.sketch, there, own, sketch), ("_sketch", self.painting, back, style, painting))
            for suffix, side, crossing, code, wanted in ways:
                home = functional.l1_loss(side.decoder(crossing.found, code), wanted)
                terms["cycle" + suffix] = self.config.cycle_weight * home
        return terms

    def _recon_x(self, side: Side, content: Content, style: Tensor, wanted: Tensor) -> Terms:
        recon = functional.l1_loss(side.decoder(content, style), wanted)
        return {"recon_x" + side.suffix: self.config.image_weight * recon}


def told(batch: Batch, style: Tensor, config: TrainConfig) -> Tensor:
    """Codes to paint a pair in: the way's point where there is one, lest the decoder wait for the encoder."""
    if not config.way_weight or batch.way is None:
        return style
    return waypoints.of(batch.way, style)


def wished_styles(encoded: Tensor, prior_share: float, noise: torch.Generator) -> Tensor:
    """Some from the prior N(0, I), evenly spread, the rest the styles of other paintings: people will ask for both."""
    drawn = torch.randn(encoded.shape, generator=noise, device=noise.device).to(encoded)
    others = encoded[torch.randperm(len(encoded), generator=noise, device=noise.device).to(encoded.device)]
    from_prior = torch.arange(len(encoded), device=encoded.device) * prior_share % 1 < prior_share
    return torch.where(from_prior[:, None], drawn, others)
