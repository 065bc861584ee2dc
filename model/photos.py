"""From photos to line art and figure, in the seven steps of the first Sketch2Art, each a function.

1 choose, 2 segment (model.segment, or given masks), 3 background_off, 4 on_white_inverted, 5 edges.canny (or learned
edges: model.hed), 6 edges.widened, 7 refuse_blank. Then comes what it lacked: model.hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import cv2
import numpy as np
from numpy.typing import NDArray

from model import edges, facemarks, faces, figure, files, heads, hed, images, segment
from model.files import File, NothingFound
from model.original import RENDER_PX, Original, Rejected, on_white, squared
from model.seeds import seed_of

SKETCHERS = ("canny", "hed", "mixed")

_SHORTEST_PX = 18
_FIGURE_SHARES = (0.02, 0.98)
_LEAST_INK = 0.004
_MOST_INK = 0.4
_LEAST_DEVIATION = 1e-3

_RIM = np.ones((9, 9), np.uint8)
"""So close to the outline there is nothing but the outline."""

_OTHER_LINES = 0.5
"""Share of the faces of which more is drawn than their parts and outline: folds, stripes, fur."""

_HEAD_ALONE, _EARS_APART = 0.5, 0.5
"""Shares of the faces drawn without neck and chest, and of those whose ears are drawn onto a round head."""

NoSegmenter = segment.NoSegmenter


@dataclass(frozen=True)
class Photo:
    """A photo, its mask (None: all of it is figure), and what draws its lines: "canny" or "hed".

    finder: of faces, whose eyes, nose, mouth and whiskers are then drawn as people do.
    """

    file: File
    mask: File | None
    sketcher: str
    hed_weights: Path | None
    finder: faces.Finder | None = None
    source = "photo"

    @property
    def subject(self) -> str:
        return self.file.stem

    def original(self) -> Original:
        """Raises ImageError for a broken file, Rejected for one without a figure or without lines."""
        rgb = squared(images.decode(self.file.read(), 4 * RENDER_PX)[0])
        mask = np.full(rgb.shape[:2], 255, np.uint8) if self.mask is None else figure.mask_in(self.mask, rgb.shape[0])
        rgba = background_off(rgb, mask if self.mask is None else figure.rounded_off(figure.one_shape(mask)))
        rng = np.random.default_rng(seed_of("face", self.subject))
        face = self._face(rgba)
        head = face and self.mask and heads.of(face, rgba[..., 3] > 127)
        if head and rng.random() < _HEAD_ALONE:
            rgba[..., 3] = head.alone(rgba[..., 3])
        ink = self._ink(rgba, face, head if rng.random() < _EARS_APART else None, rng)
        return Original(ink, rgba, background_off(rgb, mask), kind="photo")

    def _face(self, rgba: NDArray[np.uint8]) -> faces.Face | None:
        """Raises Rejected for a mask that leaves most of the face out."""
        face = self.finder and self.finder.find(hed.network(self.hed_weights), rgba[..., :3])
        if face is not None:
            x, y = (face.points * len(rgba)).astype(int).T
            if np.count_nonzero(rgba[y, x, 3] > 127) < 2:
                raise Rejected("the mask leaves the face out")
        return face

    def _ink(
        self, rgba: NDArray[np.uint8], face: faces.Face | None, round_head: heads.Head | None, rng: np.random.Generator
    ) -> NDArray[np.uint8]:
        found = self._edges(rgba)
        if face is not None:
            found[facemarks.around(face, RENDER_PX)] = 0
            found *= np.uint8(rng.random() < _OTHER_LINES)
        if self.mask is not None:
            inside = (rgba[..., 3] > 127).astype(np.uint8)
            found = np.maximum(found * cv2.erode(inside, _RIM), edges.outline(inside))
            found = found if round_head is None else np.maximum(found, round_head.under_ears(inside))
        lines = edges.as_pen_lines(found, _SHORTEST_PX)
        return refuse_blank(lines if face is None else np.maximum(lines, facemarks.drawn(face, RENDER_PX, rng)))

    def _edges(self, rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
        if self.sketcher == "hed":
            return hed.thin_edges(hed.edge_map(hed.network(self.hed_weights), on_white(rgba)))
        return edges.canny(cv2.cvtColor(on_white_inverted(rgba), cv2.COLOR_RGB2GRAY), rgba[..., 3] > 127)


def choose(photos: Sequence[File], wanted: str | None) -> list[File]:
    """Step 1: those in a folder of that name; all of them where no class is wanted or none is told by folders.

    A folder's name may hold the class among other words: afhq_cat_256.
    """
    folders = {PurePath(photo.name).parent.name for photo in photos}
    if wanted is None or folders == {""}:
        return list(photos)
    named = {folder for folder in folders if wanted.lower() in folder.lower().replace("-", "_").split("_")}
    if not named:
        raise NothingFound(f"No folder is called {wanted!r}; there are {', '.join(sorted(folders))}.")
    return [photo for photo in photos if PurePath(photo.name).parent.name in named]


def segment_all(photos: Sequence[File], wanted: str | None, weights: Path | None, folder: Path) -> None:
    """Step 2 for photos without masks: a PNG each into the folder, unless it is there. Raises NoSegmenter."""
    folder.mkdir(parents=True, exist_ok=True)
    todo = [photo for photo in photos if not (folder / f"{photo.stem}.png").exists()]
    if not todo:
        return
    find = segment.deeplab(wanted, weights)
    for photo in todo:
        try:
            mask = find(images.decode(photo.read(), RENDER_PX)[0])
        except images.ImageError:
            continue  # a missing mask is named in the manifest
        cv2.imwrite(str(folder / f"{photo.stem}.png"), mask)


def with_masks(
    photos: Sequence[File],
    masks: Path | None,
    *,
    sketcher: str,
    hed_weights: Path | None,
    finder: faces.Finder | None = None,
) -> list[Photo]:
    """Photos with their masks by name; those without one are left out. sketcher "mixed": half and half, by hash."""
    if sketcher != "canny":
        hed.needed(hed_weights, f"The sketcher {sketcher}")
    by_stem = {} if masks is None else {mask.stem: mask for mask in files.find(masks)}
    found = [
        Photo(photo, by_stem.get(photo.stem), _sketcher(sketcher, photo), hed_weights, finder)
        for photo in photos
        if masks is None or photo.stem in by_stem
    ]
    if not found and masks is not None:
        raise NothingFound(f"No mask in {masks} is named as one of the {len(photos)} photos.")
    return found


def without_mask(photos: Sequence[File], masks: Path) -> list[File]:
    """Those that with_masks leaves out."""
    named = {mask.stem for mask in files.find(masks)}
    return [photo for photo in photos if photo.stem not in named]


def background_off(rgb: NDArray[np.uint8], mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Step 3: uint8 (S, S, 3), (S, S) -> (S, S, 4). Raises Rejected if next to nothing or nearly all is figure."""
    share = float((mask > 127).mean())
    if share < _FIGURE_SHARES[0]:
        raise Rejected("the mask holds next to nothing")
    return np.dstack([rgb, mask])


def on_white_inverted(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Step 4: onto white, inverted: paper 0. uint8 (S, S, 3)."""
    return 255 - on_white(rgba)


def refuse_blank(ink: NDArray) -> NDArray:
    """Step 7: the lines as they came, uint8 or float. Raises Rejected for blank, black and non-finite ones."""
    if not np.isfinite(ink).all():
        raise Rejected("the lines are not finite")
    share = float((ink > 127).mean())
    if ink.std() < _LEAST_DEVIATION or share < _LEAST_INK:
        raise Rejected("blank: no edges were found")
    if share > _MOST_INK:
        raise Rejected(f"ink covers {share:.0%} of the photo")
    return ink


def _sketcher(sketcher: str, photo: File) -> str:
    if sketcher == "mixed":
        return "hed" if seed_of("sketcher", photo.stem) % 2 else "canny"
    return sketcher
