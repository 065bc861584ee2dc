"""Where the figure of a photo is, by torchvision's DeepLabv3 (Chen et al. 2017). Only preparation needs it."""

from collections.abc import Callable
from pathlib import Path
from pickle import UnpicklingError
from urllib.error import URLError

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

_MEAN, _DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
_SIDE_PX = 520
"""DeepLab was trained on pictures of this shorter side."""


class NoSegmenter(RuntimeError):
    """The class is unknown or the weights are not to be had; the message says what else to do."""


def deeplab(wanted: str | None, weights: Path | None) -> Callable[[NDArray[np.uint8]], NDArray[np.uint8]]:
    """A function uint8 (H, W, 3) -> mask uint8 (H, W), 255 where the class `wanted` is, with torchvision's weights.

    weights: a state dict saved by torch, instead of the download. Raises NoSegmenter.
    """
    from torchvision.models.segmentation import DeepLabV3_ResNet50_Weights as Official
    from torchvision.models.segmentation import deeplabv3_resnet50

    classes = Official.DEFAULT.meta["categories"]
    if wanted not in classes[1:]:
        raise NoSegmenter(f"--class must be one that DeepLabv3 knows: {', '.join(classes[1:])}.")
    try:
        if weights is None:
            network = deeplabv3_resnet50(weights=Official.DEFAULT)
        else:
            state = torch.load(weights, map_location="cpu", weights_only=True)
            network = deeplabv3_resnet50(weights=None, weights_backbone=None, aux_loss=True, num_classes=len(classes))
            network.load_state_dict(state)
    except (URLError, OSError, RuntimeError, UnpicklingError) as error:
        raise NoSegmenter(
            "DeepLabv3's weights cannot be loaded: give a file by --deeplab-weights, or masks by --masks. "
            f"({str(error).splitlines()[0]})"
        ) from error
    return lambda rgb: segment(network.eval(), classes.index(wanted), rgb)


@torch.inference_mode()
def segment(network: nn.Module, place: int, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The probability of class number `place` as uint8 (H, W). network: as torchvision's, answers {"out": logits}."""
    height, width = rgb.shape[:2]
    scale = _SIDE_PX / min(height, width)
    large = cv2.resize(rgb, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_LINEAR)
    x = (large.astype(np.float32) / 255 - np.float32(_MEAN)) / np.float32(_DEVIATION)
    logits = network(torch.from_numpy(x).permute(2, 0, 1)[None])["out"]
    found = logits.softmax(dim=1)[0, place].numpy()
    return (cv2.resize(found, (width, height), interpolation=cv2.INTER_LINEAR) * 255).round().astype(np.uint8)
