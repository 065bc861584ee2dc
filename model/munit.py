"""MUNIT and its relatives: content encoder, style encoder, styled decoder, discriminator.

`munit` is Huang et al. 2018; `munit_prime` moves the decoder's convolutions before the upsampling and
adds one; `munit_prime_pono_ms` has PONO after the encoder's three stem convolutions and gives the
moments back in the decoder, last in first out (Li et al. 2019).
"""

import itertools
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from model.config import NetworkConfig
from model.layers import LayerNorm, Moments, ResBlock, StyledBlock, conv, moment_shortcut, pono


@dataclass(frozen=True)
class Content:
    """c: float (B, 4C, S/4, S/4). moments: of the stem's layers at S, S/2, S/4; empty without PONO."""

    c: Tensor
    moments: tuple[Moments, ...]


class ContentEncoder(nn.Module):
    """Three stem convolutions down to a quarter of the size, then residual blocks."""

    def __init__(self, config: NetworkConfig):
        super().__init__()
        width = config.channels
        self.pono = config.arch == "munit_prime_pono_ms"
        self.stem = nn.ModuleList(
            [
                conv(3, width, 7, padding=3),
                conv(width, 2 * width, 4, stride=2, padding=1),
                conv(2 * width, 4 * width, 4, stride=2, padding=1),
            ]
        )
        self.norms = nn.ModuleList(nn.InstanceNorm2d(layer.out_channels, affine=self.pono) for layer in self.stem)
        self.blocks = nn.Sequential(*(ResBlock(4 * width, affine=self.pono) for _ in range(config.res_blocks)))

    def forward(self, x: Tensor) -> Content:
        moments: list[Moments] = []
        for layer, norm in zip(self.stem, self.norms, strict=True):
            x = layer(x)  # (B, C, S, S), (B, 2C, S/2, S/2), (B, 4C, S/4, S/4)
            if self.pono:
                x, taken = pono(x)
                moments.append(taken)
            x = functional.relu(norm(x))
        return Content(self.blocks(x), tuple(moments))


class StyleEncoder(nn.Module):
    """A picture's style as a few numbers; no norm anywhere, for norms would remove what it looks for."""

    def __init__(self, config: NetworkConfig):
        super().__init__()
        width = config.channels
        self.layers = nn.Sequential(
            conv(3, width, 7, padding=3),
            nn.ReLU(),
            conv(width, 2 * width, 4, stride=2, padding=1),
            nn.ReLU(),
            conv(2 * width, 4 * width, 4, stride=2, padding=1),
            nn.ReLU(),
            conv(4 * width, 4 * width, 4, stride=2, padding=1),
            nn.ReLU(),
            conv(4 * width, 4 * width, 4, stride=2, padding=1),
            nn.ReLU(),
        )
        self.head = conv(4 * width, config.style_dim, 1)

    def forward(self, x: Tensor) -> Tensor:
        pooled = self.layers(x).mean(dim=(2, 3), keepdim=True)  # (B, 4C, 1, 1)
        return self.head(pooled).flatten(1)  # (B, style_dim)


class Decoder(nn.Module):
    """Content and style -> picture. The style sets the scale and shift of every residual norm."""

    def __init__(self, config: NetworkConfig):
        super().__init__()
        width = config.channels
        self.prime = config.arch != "munit"
        self.shortcut = config.arch == "munit_prime_pono_ms"
        self.blocks = nn.ModuleList(StyledBlock(4 * width) for _ in range(config.res_blocks))
        self.up = nn.ModuleList([conv(4 * width, 2 * width, 5, padding=2), conv(2 * width, width, 5, padding=2)])
        if self.prime:
            self.up.append(conv(width, width, 3, padding=1))
        self.norms = nn.ModuleList(LayerNorm(layer.out_channels, affine=not self.shortcut) for layer in self.up)
        self.last = conv(width, 3, 7, padding=3)
        self.mlp = nn.Sequential(
            nn.Linear(config.style_dim, config.mlp_dim),
            nn.ReLU(),
            nn.Linear(config.mlp_dim, config.mlp_dim),
            nn.ReLU(),
            nn.Linear(config.mlp_dim, config.res_blocks * 4 * 4 * width),
        )

    def forward(self, content: Content, style: Tensor) -> Tensor:
        parameters = self.mlp(style).chunk(len(self.blocks), dim=1)  # (B, 16C) each
        x = content.c
        for block, chosen in zip(self.blocks, parameters, strict=True):
            x = block(x, chosen)
        for i in range(len(self.up)):
            x = self._step(x, i, content.moments)
        return torch.tanh(self.last(x))  # (B, 3, S, S)

    def _step(self, x: Tensor, i: int, moments: tuple[Moments, ...]) -> Tensor:
        if not self.prime:
            x = functional.interpolate(x, scale_factor=2, mode="nearest")
        x = self.norms[i](self.up[i](x))
        if self.shortcut:
            x = moment_shortcut(x, moments[-1 - i])
        x = functional.relu(x)
        if self.prime and i < 2:
            x = functional.interpolate(x, scale_factor=2, mode="nearest")
        return x


class Generator(nn.Module):
    """One domain's auto-encoder. Weights as MUNIT's: Kaiming normal, biases 0."""

    def __init__(self, config: NetworkConfig):
        super().__init__()
        self.content = ContentEncoder(config)
        self.style = StyleEncoder(config)
        self.decoder = Decoder(config)
        self.apply(_kaiming)


class Discriminator(nn.Module):
    """Three networks on the picture, its half and its quarter; each judges overlapping patches."""

    def __init__(self, channels: int = 64, *, scales: int = 3):
        super().__init__()
        self.scales = nn.ModuleList(_patch_judge(channels) for _ in range(scales))
        self.shrink = nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)
        self.apply(_small_normal)

    def forward(self, x: Tensor) -> list[Tensor]:
        judged = []
        for judge in self.scales:
            judged.append(judge(x))  # (B, 1, S/16, S/16)
            x = self.shrink(x)
        return judged


def _patch_judge(channels: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    widths = [3, channels, 2 * channels, 4 * channels, 8 * channels]
    for inputs, outputs in itertools.pairwise(widths):
        layers += [conv(inputs, outputs, 4, stride=2, padding=1), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, conv(widths[-1], 1, 1))


def _kaiming(module: nn.Module) -> None:
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        nn.init.kaiming_normal_(module.weight)
        nn.init.zeros_(module.bias)


def _small_normal(module: nn.Module) -> None:
    if isinstance(module, nn.Conv2d):
        nn.init.normal_(module.weight, std=0.02)
        nn.init.zeros_(module.bias)
