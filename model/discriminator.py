"""The discriminators: of patches, three networks on the picture, its half and its quarter; and of what a network that
knows the world sees."""

import itertools
from collections.abc import Sequence

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


class ProjectedDiscriminator(nn.Module):
    """Judges pictures by what a network that knows the world sees in them, not by their pixels (Sauer et al. 2021).

    Learning what makes a cat out of pixels takes more pictures than there are; what VGG16 or EfficientNet
    say of a picture has it.
    Every head looks at nearly the whole: eyes, ears and muzzle are each like real ones before they make a face.
    Without the paper's random mixing of the features, which much larger sets of pictures asked for.
    """

    def __init__(self, widths: Sequence[int] = (256, 512, 512), *, channels: int = 64):
        """widths: of features, each seen at half the size of the one before."""
        super().__init__()
        self.heads = nn.ModuleList(_head(width, channels, len(widths) - i) for i, width in enumerate(widths))
        normalise(self)

    def forward(self, seen: Sequence[Tensor]) -> list[Tensor]:
        """seen: features (B, C, H, W) of each width -> judgements (B, 1, h, w), h half of the last one's H."""
        return [head(features).float() for head, features in zip(self.heads, seen, strict=True)]


def normalise(module: nn.Module) -> None:
    """Spectral norm on all convolutions inside; their weights are then computed from what is learned."""
    for layer in list(module.modules()):
        if isinstance(layer, nn.Conv2d):
            spectral_norm(layer)


def _head(inputs: int, channels: int, halvings: int) -> nn.Sequential:
    layers = [nn.Conv2d(inputs, channels, 1), nn.LeakyReLU(0.2)]
    for _ in range(halvings):
        layers += [nn.Conv2d(channels, channels, 4, stride=2, padding=1), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, nn.Conv2d(channels, 1, 3, padding=1))


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
