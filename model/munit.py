"""MUNIT and its relatives: content encoder, style encoder, styled decoder.

`munit` is Huang et al. 2018; `munit_prime` moves the decoder's convolutions before the upsampling and
adds one; `munit_prime_pono_ms` has PONO after the encoder's three stem convolutions and gives the
moments back in the decoder, last in first out (Li et al. 2019).

With `patch` p the networks see p x p pixels as one position (pixel unshuffle) and give p x p pixels for
one (Shi et al. 2016): about p^2 times cheaper at the same picture size. S below is image size / p.
With `masks` the decoder scales strokes and the rest apart at every level; with `composite` it lays the ink, in a
colour of its own, over what it painted. With `fine_channels` a last level paints at twice the size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from model import hints
from model.config import NetworkConfig
from model.fine import FineLevel
from model.hints import Strokes
from model.layers import (
    InstanceNorm,
    LayerNorm,
    Moments,
    ResBlock,
    StyledBlock,
    Surface,
    conv,
    gridless,
    moment_shortcut,
    pono,
)
from model.masking import Domain, DualMask, Overlay, ink_of


@dataclass(frozen=True)
class Content:
    """c: float (B, 4C, S/4, S/4). moments: of the stem's layers at S, S/2, S/4; empty without PONO.

    ink: (B, 1, pS, pS), 1 on strokes; None where neither masks nor compositing ask for it. strokes: None where no noise
    is drawn out. sketch: what was encoded, (B, 3, pS, pS); None where no last level wants to see it.
    """

    c: Tensor
    moments: tuple[Moments, ...]
    ink: Tensor | None = None
    strokes: Strokes | None = None
    sketch: Tensor | None = None


def stacked(contents: Sequence[Content]) -> Content:
    """Several sketches' contents as one batch."""
    if len(contents) == 1:
        return contents[0]
    moments = zip(*(content.moments for content in contents), strict=True)
    along = _joined([content.strokes and content.strokes.along for content in contents])
    return Content(
        torch.cat([content.c for content in contents]),
        tuple((torch.cat([m for m, _ in level]), torch.cat([d for _, d in level])) for level in moments),
        _joined([content.ink for content in contents]),
        None if along is None else Strokes(along),
        _joined([content.sketch for content in contents]),
    )


def _joined(parts: Sequence[Tensor | None]) -> Tensor | None:
    return None if parts[0] is None else torch.cat(parts)


class ContentEncoder(nn.Module):
    """Three stem convolutions down to a quarter of the size, then residual blocks.

    domain: of the pictures it will see; a painting's soft edges stand for a sketch's strokes.
    """

    def __init__(self, config: NetworkConfig, domain: Domain = "sketch"):
        super().__init__()
        width = config.channels
        self.domain = domain if config.masks or config.composite else None
        self.pono = config.arch == "munit_prime_pono_ms"
        self.patch = config.patch
        self.parts = config.parts and domain == "sketch"
        self.draws_strokes = config.stroke_maps > 0
        self.fine = config.fine_channels > 0
        self.stem = nn.ModuleList(
            [
                conv(3 * config.patch**2, width, 7, padding=3),
                conv(width, 2 * width, 4, stride=2, padding=1),
                conv(2 * width, 4 * width, 4, stride=2, padding=1),
            ]
        )
        self.norms = nn.ModuleList(InstanceNorm(layer.out_channels, affine=self.pono) for layer in self.stem)
        self.blocks = nn.Sequential(*(ResBlock(4 * width, affine=self.pono) for _ in range(config.res_blocks)))

    def forward(self, x: Tensor) -> Content:
        moments: list[Moments] = []
        sketch = x if self.fine else None
        ink = ink_of(x, self.domain) if self.domain else None
        strokes = self.strokes(x)
        x = hints.with_parts(x) if self.parts else x
        x = functional.pixel_unshuffle(x, self.patch)  # (B, 3 p^2, S, S)
        for layer, norm in zip(self.stem, self.norms, strict=True):
            x = layer(x)  # (B, C, S, S), (B, 2C, S/2, S/2), (B, 4C, S/4, S/4)
            if self.pono:
                x, taken = pono(x)
                moments.append(taken)
            x = functional.relu(norm(x))
        return Content(self.blocks(x), tuple(moments), ink, strokes, sketch)

    def strokes(self, x: Tensor) -> Strokes | None:
        """Along the forms of pictures (B, 3, pS, pS), at S; see Content."""
        if not self.draws_strokes:
            return None
        return Strokes(hints.directions(x, [int(side) // self.patch for side in x.shape[-2:]]))


class StyleEncoder(nn.Module):
    """A picture's style as a few numbers; no norm anywhere, for norms would remove what it looks for."""

    def __init__(self, config: NetworkConfig):
        super().__init__()
        width = config.channels
        self.layers = nn.Sequential(
            conv(3 * config.patch**2, width, 7, padding=3),
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
        self.patch, self.image_px = config.patch, config.image_px

    def forward(self, x: Tensor) -> Tensor:
        """Pictures larger than the sketches are looked at in their size."""
        factor = x.shape[-1] // self.image_px
        x = functional.avg_pool2d(x, factor) if factor > 1 else x
        x = functional.pixel_unshuffle(x, self.patch)  # (B, 3 p^2, S, S)
        pooled = self.layers(x).mean(dim=(2, 3), keepdim=True)  # (B, 4C, 1, 1)
        return self.head(pooled).float().flatten(1)  # (B, style_dim)


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
        self.last = conv(width, 3 * config.patch**2, 7, padding=3)
        self.patch = config.patch
        self.mlp = nn.Sequential(
            nn.Linear(config.style_dim, config.mlp_dim),
            nn.ReLU(),
            nn.Linear(config.mlp_dim, config.mlp_dim),
            nn.ReLU(),
            nn.Linear(config.mlp_dim, config.res_blocks * 4 * 4 * width),
        )
        maps = (config.noise_maps, config.stroke_maps)
        surfaces = (Surface(config.mlp_dim, up.out_channels, *maps, stocked=config.materials) for up in self.up)
        self.surfaces = nn.ModuleList(surfaces if config.noise_maps else ())
        self.masks = nn.ModuleList(DualMask(layer.out_channels) for layer in self.up if config.masks)
        self.overlay = Overlay(width, config.patch) if config.composite else None
        self.fine = FineLevel(config) if config.fine_channels else None

    def forward(self, content: Content, style: Tensor, noise: torch.Generator | None = None) -> Tensor:
        """noise: where noise maps are drawn from while training; None takes the fixed ones."""
        hidden = self.mlp[:-1](style)
        parameters = self.mlp[-1](hidden).chunk(len(self.blocks), dim=1)  # (B, 16C) each
        x = content.c
        for block, chosen in zip(self.blocks, parameters, strict=True):
            x = block(x, chosen)
        for i in range(len(self.up)):
            x = self._step(x, i, content)
            if self.surfaces:
                x = self.surfaces[i](x, hidden, noise, content.strokes)
            x = self._grown(functional.relu(x), i)
        painting = torch.tanh(functional.pixel_shuffle(self.last(x).float(), self.patch))  # (B, 3, pS, pS)
        painting = gridless(painting) if self.patch > 1 else painting
        painting = painting if self.overlay is None else self.overlay(painting, x, content.ink)
        return painting if self.fine is None else self.fine(painting, content.sketch, hidden, noise, content.strokes)

    @property
    def every_surface(self) -> list[Surface]:
        """Of all levels, the last one included."""
        return [part for part in self.modules() if isinstance(part, Surface)]

    def _step(self, x: Tensor, i: int, content: Content) -> Tensor:
        if not self.prime:
            x = functional.interpolate(x, scale_factor=2, mode="nearest")
        x = self.norms[i](self.up[i](x))
        x = moment_shortcut(x, content.moments[-1 - i]) if self.shortcut else x
        return self.masks[i](x, content.ink) if self.masks else x

    def _grown(self, x: Tensor, i: int) -> Tensor:
        return functional.interpolate(x, scale_factor=2, mode="nearest") if self.prime and i < 2 else x


class Generator(nn.Module):
    """One domain's auto-encoder. Weights as MUNIT's: Kaiming normal, biases 0."""

    def __init__(self, config: NetworkConfig, domain: Domain = "sketch"):
        super().__init__()
        self.content = ContentEncoder(config, domain)
        self.style = StyleEncoder(config)
        self.decoder = Decoder(config)
        self.apply(_kaiming)
        for stock in (surface.stock for surface in self.decoder.every_surface if surface.stock is not None):
            nn.init.zeros_(stock.weight)  # a style takes from the materials what it needs, and starts with none
        if self.decoder.fine is not None:
            nn.init.zeros_(self.decoder.fine.last.weight)  # it starts with the painting enlarged


def _kaiming(module: nn.Module) -> None:
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        nn.init.kaiming_normal_(module.weight)
        nn.init.zeros_(module.bias)
