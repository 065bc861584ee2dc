"""The discriminator: three networks on the picture, its half and its quarter; each judges overlapping patches."""

import itertools

from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from model.layers import conv


class Discriminator(nn.Module):
    """MUNIT's multi-scale patch discriminator.

    spectral: spectral norm on every convolution but the last (Miyato et al. 2018), where NVIDIA's later recipe has it.
    """

    def __init__(self, channels: int = 64, *, scales: int = 3, spectral: bool = False):
        super().__init__()
        self.scales = nn.ModuleList(_patch_judge(channels) for _ in range(scales))
        self.shrink = nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)
        self.apply(_small_normal)
        if spectral:
            for judge in self.scales:
                normalise(judge[:-1])

    def forward(self, x: Tensor) -> list[Tensor]:
        judged = []
        for judge in self.scales:
            judged.append(judge(x).float())  # (B, 1, S/16, S/16)
            x = self.shrink(x)
        return judged


def normalise(module: nn.Module) -> None:
    """Spectral norm on all convolutions inside; their weights are then computed from what is learned."""
    for layer in list(module.modules()):
        if isinstance(layer, nn.Conv2d):
            spectral_norm(layer)


def _patch_judge(channels: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    widths = [3, channels, 2 * channels, 4 * channels, 8 * channels]
    for inputs, outputs in itertools.pairwise(widths):
        layers += [conv(inputs, outputs, 4, stride=2, padding=1), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, conv(widths[-1], 1, 1))


def _small_normal(module: nn.Module) -> None:
    if isinstance(module, nn.Conv2d):
        nn.init.normal_(module.weight, std=0.02)
        nn.init.zeros_(module.bias)
