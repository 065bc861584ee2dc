"""Finds the ink on a page (pen, pencil, crayon, photo of paper, chalk on a board) and thins it.

Ink is 255 on 0 in here, the other way round than on paper.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

_DARK_PAGE = 110
"""A page whose border is darker than this is drawn on in light colours."""

_EVEN_PAPER = 12
"""Paper whose brightness differs by less than this needs no flattening."""

_FAINTEST = 26
"""The least contrast to the paper that counts as ink, of 255."""


_DARKEST = 0.7
"""What is less dark than this share of the strongest ink goes when as little as possible is to be kept."""

_FAINTER = 2
"""How many times less contrast than usual counts as ink when as much as possible is to be kept."""

USUAL = 0.5
"""How much ink is kept unless somebody says otherwise."""


def find(rgb: NDArray[np.uint8], keep: float = USUAL) -> NDArray[np.uint8]:
    """uint8 (H, W, 3) upright page on white -> uint8 (H, W), ink 255 on 0, anti-aliased.

    keep: 0 (the darkest strokes alone) to 1 (the faintest marks too). A page without any ink gives all zeros.
    """
    page = _dark_on_light(rgb)
    paper = _paper(page)
    if float(np.ptp(np.percentile(paper, (2, 98)))) <= _EVEN_PAPER:
        return _on_even_paper(page, keep)
    depth = _depth(page, cv2.resize(paper, page.shape[::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32))
    strongest = float(np.percentile(depth, 99.7))
    return _without_specks(_inked(depth, strongest, float(depth.max()), keep, least=5 * _noise(depth)))


def _on_even_paper(page: NDArray[np.uint8], keep: float) -> NDArray[np.uint8]:
    """There a tone is ink or is not, wherever on the page it lies: 256 answers do for all pixels."""
    counts = cv2.calcHist([page], [0], None, [256], [0, 256]).ravel()
    tones = np.arange(256, dtype=np.uint8)
    depth = _depth(tones, np.float32(_quantile(tones, counts, 0.9)))
    darkest = float(depth[np.flatnonzero(counts)[0]])
    return cv2.LUT(page, _inked(depth, _quantile(depth[::-1], counts[::-1], 0.997), darkest, keep))


def _quantile(values: NDArray[np.generic], counts: NDArray[np.float32], share: float) -> float:
    """As np.quantile, of ascending values that each occur so many times."""
    ends = np.cumsum(counts, dtype=np.int64)
    place, further = divmod(share * (int(ends[-1]) - 1), 1)
    left, right = values[np.searchsorted(ends, (place, min(place + 1, ends[-1] - 1)), side="right")].astype(float)
    return float(left + (right - left) * further)


def _inked(
    depth: NDArray[np.float32], strongest: float, darkest: float, keep: float, least: float = 0.0
) -> NDArray[np.uint8]:
    """How much of each is ink, 0-255. strongest: nearly the deepest, but for outliers; darkest: the deepest."""
    # A few thin strokes can cover less than the percentile's share of the page.
    strongest = max(strongest, 0.6 * darkest)
    threshold = _threshold(max(0.3 * strongest, least, _FAINTEST), strongest, keep)
    soft = np.clip((depth - threshold) / max(strongest - threshold, 1) * 2 + 0.5, 0, 1)
    return (soft * 255).astype(np.uint8)


def _threshold(usual: float, strongest: float, keep: float) -> float:
    """The contrast from which on something is ink; exactly the usual one for USUAL."""
    wish = 2 * keep - 1  # -1 to 1
    if wish > 0:
        return usual / _FAINTER**wish
    return usual - wish * max(_DARKEST * strongest - usual, 0.0)


def _dark_on_light(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One channel in which ink is dark: the channel that differs most from the paper counts."""
    border = np.concatenate([rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1]])
    red, green, blue = cv2.split(rgb)
    if np.median(cv2.cvtColor(border[None], cv2.COLOR_RGB2GRAY)) < _DARK_PAGE:
        return 255 - cv2.max(cv2.max(red, green), blue)
    return cv2.min(cv2.min(red, green), blue)


def _paper(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The paper's brightness everywhere, on a page a quarter as wide: what closing leaves without the strokes."""
    small = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA) if min(page.shape) > 64 else page
    reach = max(3, max(small.shape) // 10) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    return cv2.GaussianBlur(closed, (0, 0), reach / 2)


def _depth(page: NDArray[np.uint8], paper: NDArray[np.float32] | np.floating) -> NDArray[np.float32]:
    """How much darker than its paper each pixel is, 0-255; illumination is a factor, so divide."""
    return 255 * (1 - np.clip(page.astype(np.float32) / np.maximum(paper, 1), 0, 1))


def _noise(depth: NDArray[np.float32]) -> float:
    """Deviation of the paper's grain, by the median, which strokes hardly move."""
    return 1.48 * float(np.median(np.abs(depth - np.median(depth))))


def _without_specks(found: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Drops spots of sensor noise and paper fibre."""
    _count, labels, stats, _ = cv2.connectedComponentsWithStats((found > 127).astype(np.uint8), connectivity=8)
    extent = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    keep = extent >= max(found.shape) // 100
    keep[0] = False
    return np.where(cv2.dilate(keep[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0, found, 0)


def centreline(drawn: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Ink of any width -> its centrelines, 1 px wide, 255 on 0; solid fills become their outlines."""
    binary = (cv2.GaussianBlur(drawn, (0, 0), 0.7) > 110).astype(np.uint8)
    return thin(_hollow(binary)) * np.uint8(255)


def _hollow(binary: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A blackened shape would thin to a meaningless skeleton: keep its rim only."""
    inside = cv2.distanceTransform(binary, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    ridge = inside[(inside > 0) & (inside >= cv2.dilate(inside, np.ones((3, 3), np.uint8)))]
    if ridge.size == 0:
        return binary
    half_width = float(np.median(ridge))
    solid = max(3 * half_width, 9.0)
    core = (inside > solid).astype(np.uint8)
    reach = int(2 * (solid - 2)) | 1
    fills = cv2.dilate(core, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    return binary & ~(fills & (inside > 2)).astype(np.uint8)


def _removable() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Look-up tables of Zhang and Suen (1984): which of 256 neighbourhoods lose their centre."""
    tables = np.zeros((2, 256), np.uint8)
    for code in range(256):
        p = [(code >> bit) & 1 for bit in range(8)]  # p2 (north), then clockwise to p9
        crossings = sum(p[i] == 0 and p[(i + 1) % 8] == 1 for i in range(8))
        if crossings != 1 or not 2 <= sum(p) <= 6:
            continue
        north, east, south, west = p[0], p[2], p[4], p[6]
        tables[0, code] = not (north and east and south) and not (east and south and west)
        tables[1, code] = not (north and east and west) and not (north and south and west)
    return tables[0], tables[1]


_TABLES = _removable()
_CODES = np.array([[128, 1, 2], [64, 0, 4], [32, 16, 8]], np.float32)


def thin(binary: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Zhang-Suen thinning. binary: uint8 (H, W) of 0 and 1; returns the same, 1 px wide."""
    thinned = binary.copy()
    while True:
        before = int(thinned.sum())
        for table in _TABLES:
            codes = cv2.filter2D(thinned, cv2.CV_8U, _CODES, borderType=cv2.BORDER_CONSTANT)
            thinned &= ~(table[codes] & thinned) & 1
        if int(thinned.sum()) == before:
            return thinned
