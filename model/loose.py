"""Drawings without a painting: doodles, raw strokes, careful sketches, and what people gave."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from zipfile import BadZipFile

import cv2
import numpy as np
from numpy.typing import NDArray

from model import files, images, ink, strokes
from model.original import Rejected
from model.seeds import split_of
from model.sketch import WORK_PX

_DOODLE_PX = 280
_DOODLE_SMOOTH_PX = 3.5
"""Takes the 28 stairs out of a doodle that was blown up tenfold."""

_PAGE_PX = 512
_PEN_PX = 10
_EDGE_PX = 51


@dataclass(frozen=True)
class Drawing:
    """kind: one of archive.KINDS. word: what it shows. name: its own among its kind. data: as it was stored."""

    kind: str
    word: str
    name: str
    data: bytes

    @property
    def split(self) -> str:
        return "test" if self.kind == "careful" else split_of(self.name)

    def page(self) -> NDArray[np.uint8]:
        """uint8 (H, W), ink 255 on 0. Raises Rejected or images.ImageError."""
        try:
            return _PAGES[self.kind](self.data)
        except (strokes.StrokesError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            if isinstance(error, images.ImageError):
                raise
            raise Rejected(f"malformed drawing: {error}") from error


def doodles(archive: Path) -> Iterator[Drawing]:
    """28x28 bitmaps by word (.npz of uint8 (N, 28, 28), ink 255). A cat that `cat_is_face` marks is a "cat face"."""
    with _opened(archive) as stored:
        for word in sorted(name for name in stored.files if stored[name].ndim == 3):
            pictures, faces = stored[word], stored.get(f"{word}_is_face")
            for i, picture in enumerate(pictures):
                shown = word if faces is None or not faces[i] else f"{word} face"
                yield Drawing("doodle", shown, f"{word} {i}", picture.tobytes())


def raw_strokes(ndjson: Path) -> Iterator[Drawing]:
    """Quick, Draw! raw strokes, one drawing a line."""
    with ndjson.open("rb") as lines:
        for i, line in enumerate(lines):
            yield Drawing("strokes", _word(line), f"doodle {i}", line)


def careful(place: Path) -> Iterator[Drawing]:
    """Careful sketches of a folder or tar, named by what they show; for testing only."""
    return (Drawing("careful", file.stem, file.name, file.read()) for file in files.find(place))


def people(place: Path) -> Iterator[Drawing]:
    """People's own drawings: stroke JSON v1 or pictures, in a folder or tar."""
    found = files.find(place, (*files.PICTURES, ".json"))
    return (Drawing("people", file.stem, file.name, file.read()) for file in found)


def as_strokes(drawing: list[list[list[float]]]) -> dict:
    """Raw Quick, Draw! strokes ([[x...], [y...], [t...]] each) -> stroke JSON v1, fitted to the page."""
    everything = np.concatenate([np.array(stroke[:2], float).T for stroke in drawing])
    low, extent = everything.min(axis=0), max(float(np.ptp(everything, axis=0).max()), 1.0)
    scale = (_PAGE_PX - 2 * _EDGE_PX) / extent
    fitted = [(np.array(stroke[:2]).T - low) * scale + _EDGE_PX for stroke in drawing]
    drawn = [{"tool": "pen", "width": _PEN_PX, "points": [[*point, 0.6, 0] for point in points]} for points in fitted]
    return {"version": strokes.VERSION, "width": _PAGE_PX, "height": _PAGE_PX, "strokes": drawn}


def _opened(archive: Path) -> np.lib.npyio.NpzFile:
    try:
        stored = np.load(archive)
    except (ValueError, UnpicklingError, BadZipFile) as error:
        raise files.NothingFound(f"{archive} cannot be read as .npz: {error}") from error
    if isinstance(stored, np.ndarray):
        raise files.NothingFound(f"{archive} is a single array, not an .npz of doodles by word.")
    return stored


def _word(line: bytes) -> str:
    try:
        return str(json.loads(line)["word"])
    except (ValueError, KeyError, TypeError):
        return "?"  # page() will say what is wrong with it


def _doodle_page(data: bytes) -> NDArray[np.uint8]:
    small = np.frombuffer(data, np.uint8).reshape(28, 28)
    large = cv2.resize(small, (_DOODLE_PX, _DOODLE_PX), interpolation=cv2.INTER_CUBIC)
    return (cv2.GaussianBlur(large, (0, 0), _DOODLE_SMOOTH_PX) > 100).astype(np.uint8) * np.uint8(255)


def _picture_page(data: bytes) -> NDArray[np.uint8]:
    return ink.find(images.decode(data, WORK_PX)[0])


def _people_page(data: bytes) -> NDArray[np.uint8]:
    return 255 - strokes.render(json.loads(data)) if data.lstrip()[:1] == b"{" else _picture_page(data)


_PAGES = {
    "doodle": _doodle_page,
    "strokes": lambda data: 255 - strokes.render(as_strokes(json.loads(data)["drawing"])),
    "careful": _picture_page,
    "people": _people_page,
}
