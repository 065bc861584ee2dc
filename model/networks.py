"""All networks of one training run, built together."""

import copy
from dataclasses import dataclass

import torch
from torch import nn

from model.config import NetworkConfig
from model.munit import ContentEncoder, Decoder, Discriminator, Generator, StyleEncoder


class SketchPainter(nn.Module):
    """What a release holds: from sketch to content, from painting to style, from both to a painting."""

    def __init__(self, config: NetworkConfig):
        super().__init__()
        self.content = ContentEncoder(config)
        self.style = StyleEncoder(config)
        self.decoder = Decoder(config)


@dataclass(frozen=True)
class Networks:
    """sketch's and painting's auto-encoders share their parts with `painter`; `averaged` follows it (EMA)."""

    painter: SketchPainter
    painting_content: ContentEncoder
    discriminator: Discriminator
    averaged: SketchPainter

    def modules(self) -> dict[str, nn.Module]:
        """By name, for checkpoints."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def generator_parameters(self) -> list[nn.Parameter]:
        return [*self.painter.parameters(), *self.painting_content.parameters()]


def build(config: NetworkConfig, seed: int) -> Networks:
    """Fresh networks; the seed decides the weights."""
    torch.manual_seed(seed)
    painter = SketchPainter(config)
    sketch, painting = Generator(config), Generator(config)
    painter.content, painter.style, painter.decoder = sketch.content, painting.style, painting.decoder
    averaged = copy.deepcopy(painter).requires_grad_(False)
    return Networks(painter, painting.content, Discriminator(max(8, config.channels // 2)), averaged)


@torch.no_grad()
def follow(averaged: nn.Module, current: nn.Module, decay: float) -> None:
    """One step of the exponential moving average of the weights."""
    for mean, value in zip(averaged.parameters(), current.parameters(), strict=True):
        mean.lerp_(value, 1 - decay)
