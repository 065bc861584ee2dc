"""What a painter has lying about: a printer's screens, leaded panes, planks, papers, hatchings, a box of strokes.

Fixed maps that a style may mix into its paintings. Noise alone becomes grain; a raster or a pane of glass would have to
be invented by a few convolutions, which they cannot.
"""

from functools import lru_cache

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model import brush, flow
from model.textures import blur, dots, hatching, noise, rows, streaked, tooth

Array = NDArray[np.float32]

_SIDE_PX = 256
_FIXED = 2
"""The first maps never move: a printed raster lies on the sheet, not on the drawing."""
_LEAN = -0.4
COUNT = 11


@lru_cache(maxsize=16)
def maps(height: int, width: int, device: torch.device | str = "cpu") -> Tensor:
    """(COUNT, height, width), mean 0 and deviation 1; always the same."""
    small = [cv2.resize(each, (width, height), interpolation=cv2.INTER_AREA) for each in _drawn()]
    with torch.inference_mode(False):
        return torch.from_numpy(np.stack([_standard(each) for each in small])).to(device)


def shifted(several: Tensor, noise_: torch.Generator | None) -> Tensor:
    """The maps as they lie for one painting: moved about while training, so that none is learnt by heart."""
    if noise_ is None:
        return several
    height, width = (int(side) for side in several.shape[-2:])
    down, right = torch.randint(width, (2, 1), generator=noise_, device=noise_.device)  # there: no GPU waits for it
    rows, columns = (
        (torch.arange(side, device=noise_.device) - moved) % side for side, moved in ((height, down), (width, right))
    )
    return torch.cat([several[:_FIXED], several[_FIXED:, rows[:, None], columns]])


@lru_cache
def _drawn() -> tuple[Array, ...]:
    rng = np.random.default_rng(0)
    panes, leads = _panes(24, rng)
    crossed = np.maximum(hatching(_SIDE_PX, 0.75, 6, rng), hatching(_SIDE_PX, -0.6, 5.5, rng))
    scribble = flow.smear(noise(_SIDE_PX, 1.5, rng), flow.breeze(_SIDE_PX, rng, lean=0.9), 11)
    return (
        dots(_SIDE_PX, 11, 0.6),
        dots(_SIDE_PX, 8, 0.25),
        panes,
        leads,
        _strokes(6.0, 22.0, 8.0, rng),
        _strokes(11.0, 44.0, 19.0, rng),
        _strokes(4.6, 5.4, 5.4, rng),
        _plank(rng),
        crossed,
        scribble,
        tooth(_SIDE_PX, rng),
    )


def _panes(step_px: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """A value for each irregular pane, and the lead between them."""
    places = np.clip(brush.seeds(_SIDE_PX, step_px, rng), 1, _SIDE_PX - 2).astype(int)
    mark = np.ones((_SIDE_PX, _SIDE_PX), np.uint8)
    mark[places[:, 1], places[:, 0]] = 0
    _, pane = cv2.distanceTransformWithLabels(mark, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL)
    edge = cv2.morphologyEx(pane.astype(np.float32), cv2.MORPH_GRADIENT, np.ones((2, 2))) > 0
    return rng.standard_normal(pane.max() + 1).astype(np.float32)[pane], blur(edge.astype(np.float32), 0.9)


def _strokes(step_px: float, length_px: float, width_px: float, rng: np.random.Generator) -> Array:
    """A value for each stroke of a heap."""
    places = brush.seeds(_SIDE_PX, step_px, rng)
    turned = (_LEAN + rng.normal(0, 0.2, len(places))).astype(np.float32)
    strokes = brush.lay(_SIDE_PX, places, turned, length_px, width_px, rng, raggedness=0.2)
    return rng.standard_normal(len(places) + 1).astype(np.float32)[strokes.owner] + 0.8 * brush.ridge(strokes)


def _plank(rng: np.random.Generator) -> Array:
    bent = rows(_SIDE_PX) + 7 * noise(_SIDE_PX, 60, rng)
    return np.sin(bent * np.float32(2 * np.pi / 7)) + 0.5 * streaked(noise(_SIDE_PX, 0.8, rng), 31)


def _standard(field: Array) -> Array:
    return ((field - field.mean()) / (field.std() + 1e-6)).astype(np.float32)
