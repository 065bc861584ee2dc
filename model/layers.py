"""The building blocks: normalisations, blocks, and positional normalisation with its shortcut.

Sources: Huang et al. 2018 (MUNIT), Li et al. 2019 (PONO and moment shortcut).
"""

from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.nn import functional

from model import hints, materials
from model.precision import in_full

EPS = 1e-5

Moments = tuple[Tensor, Tensor]
"""Mean and deviation over the channels at each position, (B, 1, H, W) each."""


def pono(x: Tensor) -> tuple[Tensor, Moments]:
    """Positional normalisation: mean 0 and deviation 1 over the channels at each position.

    Variance is the unbiased one, eps inside the root. Source: Li et al. 2019, eq. 1-2.
    """
    x = x.float()
    mean = x.mean(dim=1, keepdim=True)
    centred = x - mean
    # Tensor.var over the channels is some five times as slow in channels_last.
    deviation = ((centred * centred).sum(dim=1, keepdim=True) / (x.shape[1] - 1) + EPS).sqrt()
    return centred * deviation.reciprocal(), (mean, deviation)


def moment_shortcut(x: Tensor, moments: Moments) -> Tensor:
    """Gives back what `pono` took out. Source: Li et al. 2019, eq. 3."""
    mean, deviation = moments
    return torch.addcmul(mean, x, deviation)


def gridless(picture: Tensor) -> Tensor:
    """(B, C, H, W) without what alternates from pixel to pixel, which is how pixel blocks show; edges are mirrored.

    Waves of four pixels keep three quarters of their height, longer ones nearly all of it.
    """
    for axis, margin in ((2, (0, 0, 2, 2)), (3, (2, 2, 0, 0))):
        wide = functional.pad(picture, margin, mode="reflect")
        a, b, c, d, e = (wide.narrow(axis, first, picture.shape[axis]) for first in range(5))
        picture = (10 * c + 4 * (b + d) - (a + e)) / 16
    return picture


class LayerNorm(nn.Module):
    """MUNIT's layer norm: per sample over C, H, W; unbiased deviation, eps outside the root."""

    def __init__(self, channels: int, *, affine: bool = True):
        super().__init__()
        self.gamma = nn.Parameter(torch.rand(channels)) if affine else None
        self.beta = nn.Parameter(torch.zeros(channels)) if affine else None

    def forward(self, x: Tensor) -> Tensor:
        x = x.float()
        x = x - x.mean(dim=(1, 2, 3), keepdim=True)
        deviation = torch.linalg.vector_norm(x, dim=(1, 2, 3), keepdim=True) / (x[0].numel() - 1) ** 0.5
        x = x * (deviation + EPS).reciprocal()  # (B, C, H, W)
        if self.gamma is None:
            return x
        return x * self.gamma.view(1, -1, 1, 1) + self.beta.view(1, -1, 1, 1)


class InstanceNorm(nn.GroupNorm):
    """A group for each channel, in float32 whatever the convolutions compute in; so are all norms here.

    PyTorch's instance norm leaves channels_last and comes back: on a CPU it takes five to nine times as long.
    """

    def __init__(self, channels: int, *, affine: bool = False):
        super().__init__(channels, channels, eps=EPS, affine=affine)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x.float())


def adain(x: Tensor, bias: Tensor, weight: Tensor) -> Tensor:
    """Instance norm, then the style's scale and shift. bias, weight: (B, C)."""
    normal = functional.group_norm(x.float(), int(x.shape[1]), eps=EPS)
    return torch.addcmul(bias[:, :, None, None], normal, weight[:, :, None, None])


def conv(inputs: int, outputs: int, kernel: int, *, stride: int = 1, padding: int = 0) -> nn.Conv2d:
    """A convolution with reflection padding, as everywhere in MUNIT."""
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, padding_mode="reflect" if padding else "zeros")


class ResBlock(nn.Module):
    """conv-IN-ReLU-conv-IN, added to the input; no activation after the sum."""

    def __init__(self, channels: int, *, affine: bool = False):
        super().__init__()
        self.conv1 = conv(channels, channels, 3, padding=1)
        self.norm1 = InstanceNorm(channels, affine=affine)
        self.conv2 = conv(channels, channels, 3, padding=1)
        self.norm2 = InstanceNorm(channels, affine=affine)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.norm2(self.conv2(functional.relu(self.norm1(self.conv1(x)))))


class StyledBlock(nn.Module):
    """A residual block whose norms take the style's parameters: two (bias, weight) pairs of C each."""

    def __init__(self, channels: int):
        super().__init__()
        self.channels = channels
        self.conv1 = conv(channels, channels, 3, padding=1)
        self.conv2 = conv(channels, channels, 3, padding=1)

    def forward(self, x: Tensor, parameters: Tensor) -> Tensor:
        bias1, weight1, bias2, weight2 = parameters.split(self.channels, dim=1)  # (B, C) each
        y = functional.relu(adain(self.conv1(x), bias1, weight1))
        return x + adain(self.conv2(y), bias2, weight2)


class Surface(nn.Module):
    """What a style does to one upsampling level: scale and shift of every channel, and noise mixed into it.

    Without noise a blank region is the same everywhere, and nothing can become brushwork or paper. Sources:
    Karras et al. 2019 (noise inputs); here the style decides how much of which noise map each channel gets.
    """

    def __init__(self, hidden: int, channels: int, maps: int, strokes: int = 0, *, stocked: bool = False):
        """stocked: the maps of model.materials are there to be mixed in as well."""
        super().__init__()
        self.maps, self.strokes = maps, strokes
        self.mix = nn.Linear(hidden, channels * (2 + maps))
        self.stock = nn.Linear(hidden, channels * materials.COUNT) if stocked else None

    def forward(
        self, x: Tensor, hidden: Tensor, noise: torch.Generator | None, strokes: hints.Strokes | None = None
    ) -> Tensor:
        """hidden: (B, hidden), of the style's MLP. noise: where the maps are drawn from; None: the fixed ones.

        strokes: what the last maps, as many as are to be strokes, become.
        """
        shares = 0.1 * self.mix(hidden).float().view(len(x), x.shape[1], 2 + self.maps)  # starts as a gentle change
        scale, shift, grain = shares[..., 0], shares[..., 1], shares[..., 2:]
        maps = _noise_maps(x, self.maps, noise).to(x).expand(len(x), -1, -1, -1)
        if self.strokes:
            plain, grains = maps.split([self.maps - self.strokes, self.strokes], dim=1)
            maps = torch.cat([plain, strokes.out_of(grains, fixed=noise is None)], dim=1)
        if self.stock is not None:
            lying = materials.shifted(materials.maps(*(int(side) for side in x.shape[-2:]), x.device), noise).to(x)
            chosen = 0.5 * self.stock(hidden).float().view(len(x), x.shape[1], materials.COUNT)
            maps, grain = torch.cat([maps, lying.expand(len(x), -1, -1, -1)], dim=1), torch.cat([grain, chosen], dim=2)
        return _with_mixture(torch.addcmul(shift[..., None, None], x, 1 + scale[..., None, None]), maps, grain)


def _with_mixture(x: Tensor, maps: Tensor, shares: Tensor) -> Tensor:
    """x (B, C, H, W) and what each channel gets of maps (B, M, H, W) by shares (B, C, M); channels_last stays so."""
    with in_full(x.device):
        mixed = torch.baddbmm(
            x.permute(0, 2, 3, 1).flatten(1, 2), maps.flatten(2).transpose(1, 2), shares.transpose(1, 2)
        )  # (B, HW, C)
    return mixed.unflatten(1, x.shape[-2:]).permute(0, 3, 1, 2)


def _noise_maps(x: Tensor, maps: int, noise: torch.Generator | None) -> Tensor:
    height, width = (int(side) for side in x.shape[-2:])
    if noise is None:
        return _fixed_noise(maps, height, width)
    return torch.randn((len(x), maps, height, width), generator=noise, device=noise.device)


@lru_cache(maxsize=16)
def _fixed_noise(maps: int, height: int, width: int) -> Tensor:
    """The same maps for every painting, so that a sketch, a style and a release say what comes out."""
    with torch.inference_mode(False):
        return torch.randn((1, maps, height, width), generator=torch.Generator().manual_seed(height * 65_537 + width))
