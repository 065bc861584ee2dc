"""Style transfer by optimisation (Gatys et al. 2016), and what its features see of a photo and of a sketch.

The original's starting point. The features are those of the VGG16 trunk inside HED (model.vgg).
"""

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from model import oklab
from model.vgg import Trunk

Picture = NDArray[np.uint8]
"""(S, S, 3)."""

LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1")
CONTENT = "relu4_2"
_STYLE_WEIGHT, _SMOOTH_WEIGHT = 3e3, 2e-6
_RATE = 4.0
_SILENT = 0.1
"""A position whose features differ from blank paper's by less than this share of the strongest says nothing."""
AWAY = 0.04
"""Share of the side; paper so far from any line is blank."""


@dataclass(frozen=True)
class Transfer:
    """picture: what came out. seen: by layer, how far each position's features are from blank paper's, 0 to 1."""

    picture: Picture
    seen: dict[str, NDArray[np.float32]]

    def silent(self, layer: str) -> float:
        """Share of the positions at which the layer sees nothing but paper."""
        return float((self.seen[layer] < _SILENT).mean())


def transfer(trunk: Trunk, content: Picture, style: Picture, steps: int) -> Transfer:
    """The content painted in the style, starting from the content itself."""
    wanted = _features(trunk, _tensor(content))
    grams = {name: _gram(f) for name, f in _features(trunk, _tensor(style)).items() if name in LAYERS}
    canvas = _tensor(content).requires_grad_(True)
    optimiser = torch.optim.Adam([canvas], _RATE)
    for _ in range(steps):
        optimiser.zero_grad()
        found = _features(trunk, canvas)
        loss = functional.mse_loss(found[CONTENT], wanted[CONTENT]) / (wanted[CONTENT].var() + 1e-6)
        for name, gram in grams.items():
            loss = loss + _STYLE_WEIGHT / len(grams) * _unlike(_gram(found[name]), gram)
        (loss + _SMOOTH_WEIGHT * _roughness(canvas)).backward()
        optimiser.step()
        with torch.no_grad():
            canvas.clamp_(0, 255)
    return Transfer(_picture(canvas), _seen(trunk, wanted, content))


def blank(sketch: Picture) -> NDArray[np.bool_]:
    """(S, S), paper far from any line."""
    paper = (sketch.min(axis=-1) > 200).astype(np.uint8)
    return cv2.distanceTransform(paper, cv2.DIST_L2, cv2.DIST_MASK_5) > AWAY * len(sketch)


def poured(before: Picture, after: Picture, where: NDArray[np.bool_]) -> float:
    """How far the pixels there moved on average, in OKLab."""
    one, other = (oklab.from_rgb(picture.astype(np.float32) / 255) for picture in (before, after))
    return float(np.linalg.norm(other - one, axis=-1)[where].mean())


def _seen(trunk: Trunk, found: dict[str, Tensor], content: Picture) -> dict[str, NDArray[np.float32]]:
    paper = _features(trunk, _tensor(np.full_like(content, 255)))
    seen = {}
    for name, features in found.items():
        apart = (features - paper[name]).norm(dim=1)[0].numpy()
        seen[name] = apart / max(float(np.quantile(apart, 0.99)), 1e-6)
    return seen


def _features(trunk: Trunk, x: Tensor) -> dict[str, Tensor]:
    found: dict[str, Tensor] = {}
    for name, features in trunk.walk(x, ceil_mode=True):
        if name in LAYERS or name == CONTENT:
            found[name] = features
        if name == CONTENT:
            break
    return found


def _gram(features: Tensor) -> Tensor:
    flat = features.flatten(2)
    return flat @ flat.transpose(1, 2) / flat.shape[-1]


def _unlike(gram: Tensor, wanted: Tensor) -> Tensor:
    return functional.mse_loss(gram, wanted) / (wanted.square().mean() + 1e-6) / 1e3


def _roughness(x: Tensor) -> Tensor:
    return x.diff(dim=2).square().mean() + x.diff(dim=3).square().mean()


def _tensor(picture: Picture) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(picture)).permute(2, 0, 1)[None].float()


def _picture(x: Tensor) -> Picture:
    return x.detach()[0].permute(1, 2, 0).round().to(torch.uint8).numpy()
