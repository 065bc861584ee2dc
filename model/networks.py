"""All networks of one training run, built together."""

import copy
from dataclasses import dataclass
from operator import attrgetter

import torch
from torch import nn

from model import efficientnet
from model.config import NetworkConfig, Normalised
from model.discriminator import Discriminator, ProjectedDiscriminator, normalise
from model.munit import ContentEncoder, Decoder, Generator, StyleEncoder


class SketchPainter(nn.Module):
    """What a release holds: from sketch to content, from painting to style, from both to a painting."""

    def __init__(self, config: NetworkConfig):
        super().__init__()
        self.content = ContentEncoder(config)
        self.style = StyleEncoder(config)
        self.decoder = Decoder(config)


class WayBack(nn.Module):
    """What MUNIT's other direction adds: a sketch's style, content and style -> sketch, and who judges sketches."""

    def __init__(self, style: StyleEncoder, decoder: Decoder, discriminator: Discriminator):
        super().__init__()
        self.style = style
        self.decoder = decoder
        self.discriminator = discriminator

    def generator_parameters(self) -> list[nn.Parameter]:
        return [*self.style.parameters(), *self.decoder.parameters()]


def device_of(module: nn.Module) -> torch.device:
    """Where its weights are."""
    return next(module.parameters()).device


@dataclass(frozen=True)
class Networks:
    """sketch's and painting's auto-encoders share their parts with `painter`; `averaged` follows it (EMA)."""

    painter: SketchPainter
    painting_content: ContentEncoder
    discriminator: Discriminator
    averaged: SketchPainter
    back: WayBack | None = None
    projected: ProjectedDiscriminator | None = None
    lite: ProjectedDiscriminator | None = None

    def modules(self) -> dict[str, nn.Module]:
        """By name, for checkpoints."""
        named = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: module for name, module in named.items() if module is not None}

    def to(self, device: str | torch.device) -> "Networks":
        """Moves all of them, and lays the weights out as convolutions like them."""
        for module in self.modules().values():
            module.to(device, memory_format=torch.channels_last)
        return self

    def compile(self) -> None:
        """Has torch.compile rewrite all that learns, but for the drawing of noise; names and weights stay."""
        for decoder in (self.painter.decoder, *([self.back.decoder] if self.back else [])):
            for surface in decoder.every_surface:
                surface.forward = torch.compiler.disable(surface.forward)
        back = (self.back.style, self.back.decoder, self.back.discriminator) if self.back else ()
        painter = self.painter
        for part in (painter.content, painter.style, painter.decoder, self.painting_content, self.discriminator, *back):
            part.compile()

    def generator_parameters(self) -> list[nn.Parameter]:
        back = self.back.generator_parameters() if self.back else []
        every = [*self.painter.parameters(), *self.painting_content.parameters(), *back]
        return [weight for weight in every if weight.requires_grad]

    def discriminator_parameters(self) -> list[nn.Parameter]:
        judges = [self.discriminator, self.back and self.back.discriminator, self.projected, self.lite]
        return [weight for judge in judges if judge for weight in judge.parameters()]


def build(
    config: NetworkConfig,
    seed: int,
    *,
    two_way: bool = False,
    spectral_norm: Normalised = "none",
    projected: bool = False,
    lite: bool = False,
) -> Networks:
    """Fresh networks; the seed decides the weights, whatever else is asked for. A last level is all that then learns.

    spectral_norm "all": the auto-encoders' convolutions too, but for the pictures' and the style's last ones. The
    average then follows the weights that come out, and stays a plain network.
    """
    torch.manual_seed(seed)
    painter = SketchPainter(config)
    sketch, painting = Generator(config), Generator(config, "painting")
    sketch.decoder.overlay = None  # it draws the ink, and has none to lay over
    painter.content, painter.style, painter.decoder = sketch.content, painting.style, painting.decoder
    averaged = copy.deepcopy(painter).requires_grad_(False)
    width, spectral = max(8, config.channels // 2), spectral_norm != "none"
    judge = Discriminator(width, spectral=spectral)
    back = WayBack(sketch.style, sketch.decoder, Discriminator(width, spectral=spectral)) if two_way else None
    judges = (
        ProjectedDiscriminator() if projected else None,
        ProjectedDiscriminator(efficientnet.WIDTHS) if lite else None,
    )
    networks = Networks(painter, painting.content, judge, averaged, back, *judges)
    if spectral_norm == "all":
        _normalise_auto_encoders(networks)
    if painter.decoder.fine is not None:
        painter.requires_grad_(False)
        painter.decoder.fine.requires_grad_(True)
        painting.content.requires_grad_(False)
    return networks


def _normalise_auto_encoders(networks: Networks) -> None:
    decoders = [networks.painter.decoder, *([networks.back.decoder] if networks.back else [])]
    styles = [networks.painter.style, *([networks.back.style] if networks.back else [])]
    inner = [networks.painter.content, networks.painting_content, *(style.layers for style in styles)]
    for part in [*inner, *(part for decoder in decoders for part in (decoder.blocks, decoder.up))]:
        normalise(part)


@torch.no_grad()
def follow(averaged: nn.Module, current: nn.Module, decay: float) -> None:
    """One step of the exponential moving average of the weights, of normalised ones where they are normalised."""
    for name, mean in averaged.named_parameters():
        mean.lerp_(attrgetter(name)(current), 1 - decay)
