"""The one place where pixels meet floats: uint8 0..255 outside the network, float -1..1 inside."""

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


def view(lines: NDArray[np.uint8], mask: NDArray[np.uint8], image_px: int) -> NDArray[np.uint8]:
    """What the network sees of a sketch: uint8 (image_px, image_px, 3) = lines, lines, silhouette."""
    small = [cv2.resize(plane, (image_px, image_px), interpolation=cv2.INTER_AREA) for plane in (lines, mask)]
    return np.stack([small[0], small[0], small[1]], axis=-1)


def to_tensor(pixels: NDArray[np.uint8], device: torch.device | str = "cpu") -> Tensor:
    """uint8 (B, H, W, 3) -> float32 (B, 3, H, W) in [-1, 1]; travels to the device as bytes."""
    return torch.from_numpy(np.ascontiguousarray(pixels)).to(device).permute(0, 3, 1, 2).float() / 127.5 - 1


def to_pixels(images: Tensor) -> NDArray[np.uint8]:
    """float (B, 3, H, W) in [-1, 1] -> uint8 (B, H, W, 3); values outside are clipped."""
    scaled = (images.float().clamp(-1, 1) + 1) * 127.5
    return scaled.round().to(torch.uint8).permute(0, 2, 3, 1).contiguous().cpu().numpy()
