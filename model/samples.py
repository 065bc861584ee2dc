"""The sheet that shows how a run is doing: fixed sketches down, ways of painting across."""

from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from model.dataset import Pairs, sketch_tensor
from model.networks import SketchPainter, device_of
from model.palettes import WAYS
from model.transforms import to_pixels, to_tensor

_PAINTINGS_A_CODE = 24


@torch.no_grad()
def way_codes(painter: SketchPainter, data: Pairs, *, count: int = _PAINTINGS_A_CODE) -> Tensor:
    """The mean style code of each way, over paintings in its own palette: (ways, style_dim)."""
    codes = []
    for way in range(len(WAYS)):
        chosen = np.flatnonzero((data.way == way) & ~data.borrowed)[:count]
        codes.append(painter.style(to_tensor(data.paintings[chosen], device_of(painter))).mean(dim=0))
    return torch.stack(codes)


@torch.no_grad()
def write(path: Path, painter: SketchPainter, data: Pairs) -> None:
    """Saves the sheet as PNG: three sketches of pictures, then two drawings of each kind that people made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kinds = [data.loose[data.loose_kind == kind] for kind in dict.fromkeys(data.loose_kind)]
    views = [*_spread(data.views, 3), *(view for drawings in kinds for view in _spread(drawings, 2))]
    codes = way_codes(painter, data)
    rows = [_row(painter, view[None], codes) for view in views]
    Image.fromarray(np.vstack(rows)).save(path)


@torch.no_grad()
def in_every_style(painter: SketchPainter, sketch: Tensor, codes: Tensor) -> list[NDArray[np.uint8]]:
    """One sketch, (1, 3, S, S), in each style code: uint8 (S, S, 3) each. The content is encoded once."""
    content = painter.content(sketch)
    return [to_pixels(painter.decoder(content, code[None]))[0] for code in codes]


def _spread(views: NDArray[np.uint8], count: int) -> list[NDArray[np.uint8]]:
    return list(views[:: max(1, len(views) // count)][:count])


def _row(painter: SketchPainter, view: NDArray[np.uint8], codes: Tensor) -> NDArray[np.uint8]:
    sketch = sketch_tensor(view, device_of(painter))
    painted = in_every_style(painter, sketch, codes)
    drawn = cv2.resize(view[0][..., [0, 0, 1]], painted[0].shape[:2], interpolation=cv2.INTER_NEAREST)
    return np.hstack([drawn, *painted])
