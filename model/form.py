"""What a drawing's geometry says about its painting: where light falls, which parts there are, where up is.

A painting's colours follow from these, so that they can be learnt from the drawing alone. Every field is float32
(S, S) with a deviation of about 1.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from model import oklab
from model.textures import blur

Array = NDArray[np.float32]

_FORM_PX, _FOLD_PX = (4.0, 9.0, 20.0), (2.5, 5.0)
_SMALLEST_PART_PX = 12
_ACCENT_SHARE, _BASE_SHARE = 0.004, 0.3
"""A part under the first share of the figure is an accent, one over the second belongs to the base."""
_TONE_CUTS = (-0.4, 0.45)
_NEAR_BLACK, _NEAR_WHITE = 70, 225


def light(figure: Array, lines: Array) -> Array:
    """The figure blown up like a cushion, every part of it a smaller one, lit from the upper left; -1 to 1."""
    slope = np.zeros_like(figure)
    for sigma in _FORM_PX:
        slope += 1.3 * sigma * _falling(blur(figure, sigma))
    for sigma in _FOLD_PX:
        slope -= 0.8 * sigma * _falling(blur(lines, sigma))
    return np.tanh(blur(slope, 1.5))


def _falling(height: Array) -> Array:
    """How much the height rises towards the lower right."""
    dx, dy = cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=1 / 8)
    return 0.6 * dx + 0.8 * dy


def parts(figure: Array, lines: Array) -> NDArray[np.int32]:
    """(S, S) what the lines enclose inside the figure, numbered from 1; every pixel has the nearest part's number."""
    open_ = ((figure > 0.5) & (lines < 0.4)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(open_, connectivity=4)
    labels[stats[labels, cv2.CC_STAT_AREA] < _SMALLEST_PART_PX] = 0
    return spread(labels, labels > 0)


def planes(parts: NDArray[np.int32], tone: Array) -> NDArray[np.int32]:
    """(S, S) every part cut into shadow, middle and light."""
    return parts * 3 + np.digitize(tone, _TONE_CUTS).astype(np.int32)


def means(values: Array, labels: NDArray[np.int32], inside: NDArray[np.bool_]) -> Array:
    """(labels, 3) the mean value of each label's pixels inside; 0 for labels without any."""
    count = int(labels.max()) + 1
    areas = np.maximum(np.bincount(labels[inside], minlength=count), 1)
    sums = [np.bincount(labels[inside], values[inside][:, i], count) for i in range(values.shape[2])]
    return (np.stack(sums, axis=1) / areas[:, None]).astype(np.float32)


def role(labels: NDArray[np.int32], figure: Array) -> Array:
    """Large parts (-0.7, the base colour's family) to small ones (1.5, the accents)."""
    areas = np.bincount(labels[figure > 0.5], minlength=labels.max() + 1) / max(1, np.count_nonzero(figure > 0.5))
    known = np.log([_ACCENT_SHARE, _BASE_SHARE])
    return np.interp(np.log(np.maximum(areas, 1e-6)), known, [1.5, -0.7]).astype(np.float32)[labels]


def height(figure: Array) -> Array:
    """From the figure's top (1.5) to its bottom (-1.5)."""
    rows = np.flatnonzero((figure > 0.5).any(axis=1))
    top, bottom = (rows[0], rows[-1]) if len(rows) else (0, len(figure) - 1)
    column = np.interp(np.arange(len(figure)), [top, max(bottom, top + 1)], [1.5, -1.5]).astype(np.float32)
    return np.repeat(column[:, None], figure.shape[1], axis=1)


def of_flat(rgb: NDArray[np.uint8], figure: Array, lines: Array) -> Array:
    """(S, S, 3) tone, role and height of art in flat colours: geometry decides, the colours are a hint."""
    up, lab = height(figure), oklab.from_rgb(rgb.astype(np.float32) / 255)
    share = role(parts(figure, lines), figure)
    tone = light(figure, lines) + 0.45 * up + 0.35 * share + 0.8 * (lab[..., 0] - 0.7)
    tone -= 2.0 * (rgb.max(axis=-1) < _NEAR_BLACK)
    tone += 0.8 * (rgb.min(axis=-1) > _NEAR_WHITE)
    warmth = 1.5 * (lab[..., 1] + lab[..., 2] - 0.1)
    return np.dstack([tone, share + warmth, up + 0.5 * share])


def of_shaded(rgb: NDArray[np.uint8], figure: Array, lines: Array) -> Array:
    """(S, S, 3) the same of shaded art: ranks of lightness inside the figure, some form, some hue."""
    lab = blur(oklab.from_rgb(rgb.astype(np.float32) / 255), 1.2)
    inside = figure > 0.5
    up, share = height(figure), role(parts(figure, lines), figure)
    tone = 1.1 * _ranked(lab[..., 0], inside) + 0.5 * light(figure, lines) + 0.25 * up
    hue = lab[..., 1] + lab[..., 2]
    return np.dstack([tone, 0.6 * share + 0.5 * _ranked(hue, inside), up])


def of_photo(rgb: NDArray[np.uint8], figure: Array, lines: Array) -> Array:
    """(S, S, 3) the same of photos: ranks of lightness and of hue inside the figure, and what is up."""
    lab = blur(oklab.from_rgb(rgb.astype(np.float32) / 255), 2.5)
    inside = figure > 0.5
    share = role(parts(figure, lines), figure)
    hue = lab[..., 1] + lab[..., 2]
    return np.dstack([_ranked(lab[..., 0], inside), 0.2 * share + 0.5 * _ranked(hue, inside), 0.6 * height(figure)])


def _ranked(values: Array, inside: NDArray[np.bool_]) -> Array:
    """Values by their rank among those inside: evenly spread from -1.7 to 1.7."""
    known = np.quantile(values[inside], np.linspace(0, 1, 33)) if inside.any() else np.linspace(0, 1, 33)
    known = np.maximum.accumulate(known + np.linspace(0, 1e-5, 33))
    return np.interp(values, known, np.linspace(-1.7, 1.7, 33)).astype(np.float32)


def spread(values: NDArray, known: NDArray[np.bool_]) -> NDArray:
    """Every pixel gets the value of the nearest known one."""
    if not known.any():
        return values
    _, nearest = cv2.distanceTransformWithLabels(
        (~known).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    table = np.zeros((nearest.max() + 1, *values.shape[2:]), values.dtype)
    table[nearest[known]] = values[known]
    return table[nearest]
