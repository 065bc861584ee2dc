"""The sheet that shows how a run is doing: fixed sketches down, ways of painting across."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from model.dataset import Pairs, sketch_tensor
from model.networks import SketchPainter
from model.palettes import WAYS
from model.transforms import to_pixels, to_tensor

_PAINTINGS_A_CODE = 24


@torch.no_grad()
def way_codes(painter: SketchPainter, data: Pairs, *, count: int = _PAINTINGS_A_CODE) -> Tensor:
    """The mean style code of each way, over paintings whose hue was left alone: (ways, style_dim)."""
    codes = []
    for way in range(len(WAYS)):
        chosen = np.flatnonzero((data.way == way) & ~data.turned)[:count]
        codes.append(painter.style(to_tensor(data.paintings[chosen])).mean(dim=0))
    return torch.stack(codes)


@torch.no_grad()
def write(path: Path, painter: SketchPainter, data: Pairs) -> None:
    """Saves the sheet as PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    views = np.concatenate([data.views[:: max(1, len(data.views) // 3)][:3], data.doodles[::97][:5]])
    codes = way_codes(painter, data)
    rows = [_row(painter, view[None], codes) for view in views]
    Image.fromarray(np.vstack(rows)).save(path)


@torch.no_grad()
def in_every_style(painter: SketchPainter, sketch: Tensor, codes: Tensor) -> list[NDArray[np.uint8]]:
    """One sketch, (1, 3, S, S), in each style code: uint8 (S, S, 3) each. The content is encoded once."""
    content = painter.content(sketch)
    return [to_pixels(painter.decoder(content, code[None]))[0] for code in codes]


def _row(painter: SketchPainter, view: NDArray[np.uint8], codes: Tensor) -> NDArray[np.uint8]:
    return np.hstack([view[0][..., [0, 0, 1]], *in_every_style(painter, sketch_tensor(view), codes)])
