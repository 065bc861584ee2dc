"""The one file between model.prepare and model.train: pictures compressed, facts as plain columns.

A view is stored as its 1-px centreline, bit by bit: lines and silhouette follow from it exactly, through the
same functions that prepare people's drawings. Paintings and originals are WebP. No pickles.
"""

import io
import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from model.sketch import SKETCH_PX, planes
from model.transforms import view

VERSION = 2
SPLITS = ("train", "val", "test")
KINDS = ("doodle", "strokes", "careful", "people")
"""Of unpaired drawings: 28-px doodles, raw strokes, careful sketches, drawings that people gave."""

FACTS = ("subject", "source", "way", "borrowed", "split")
LOOSE_FACTS = ("loose_kind", "loose_word", "loose_split")
_BLOBS = ("centrelines", "paintings", "originals", "loose_centrelines")


class ArchiveError(ValueError):
    """Not an archive that model.prepare of this version wrote; the message says what to do."""


@dataclass(frozen=True)
class Contents:
    """What an archive holds. facts: a column per name of FACTS and LOOSE_FACTS; blobs: encoded pictures."""

    image_px: int
    ways: tuple[str, ...]
    facts: Mapping[str, Sequence]
    blobs: Mapping[str, Sequence[bytes]]


def write(path: Path, contents: Contents) -> int:
    """Writes the archive in one go (a crash leaves the old one) and returns its size in bytes."""
    arrays = {name: np.array(contents.facts[name]) for name in (*FACTS, *LOOSE_FACTS)}
    for name in _BLOBS:
        arrays |= _packed(name, contents.blobs[name])
    half = path.with_suffix(".half")
    with half.open("wb") as file:
        np.savez(file, version=VERSION, image_px=contents.image_px, ways=np.array(contents.ways), **arrays)
    os.replace(half, path)
    return path.stat().st_size


def read(path: Path) -> Contents:
    """Raises ArchiveError for a file of another kind or version, FileNotFoundError where there is none."""
    try:
        with path.open("rb") as file, np.load(file) as arrays:
            if "version" not in arrays or int(arrays["version"]) != VERSION:
                raise ArchiveError(f"{path} was not written by this version: run `python -m model.prepare` again.")
            facts = {name: arrays[name] for name in (*FACTS, *LOOSE_FACTS)}
            blobs = {name: _unpacked(arrays[name], arrays[f"{name}_end"]) for name in _BLOBS}
            return Contents(int(arrays["image_px"]), tuple(arrays["ways"].tolist()), facts, blobs)
    except (ValueError, KeyError, OSError, BadZipFile) as error:
        if isinstance(error, ArchiveError | FileNotFoundError):
            raise
        raise ArchiveError(f"{path} is no archive of prepared pictures: {error}") from error


def line_bits(centreline: NDArray[np.uint8]) -> bytes:
    """uint8 (256, 256), nonzero on the line -> about 600 bytes."""
    return zlib.compress(np.packbits(centreline > 0).tobytes(), 9)


def view_of(bits: bytes, image_px: int) -> NDArray[np.uint8]:
    """What the network sees of a stored drawing: uint8 (image_px, image_px, 2) = lines and silhouette."""
    drawn = np.unpackbits(np.frombuffer(zlib.decompress(bits), np.uint8)).reshape(SKETCH_PX, SKETCH_PX)
    return view(*planes(drawn), image_px)[..., 1:]


def webp(picture: NDArray[np.uint8], quality: int) -> bytes:
    """uint8 (S, S, 3) -> WebP file."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "WEBP", quality=quality, method=6)
    return file.getvalue()


def pixels(file: bytes) -> NDArray[np.uint8]:
    """WebP file -> uint8 (S, S, 3)."""
    with Image.open(io.BytesIO(file), formats=("WEBP",)) as image:
        return np.asarray(image.convert("RGB"))


def _packed(name: str, blobs: Sequence[bytes]) -> dict[str, NDArray]:
    ends = np.cumsum([len(blob) for blob in blobs], dtype=np.int64)
    return {name: np.frombuffer(b"".join(blobs), np.uint8), f"{name}_end": ends}


def _unpacked(joined: NDArray[np.uint8], ends: NDArray[np.int64]) -> list[bytes]:
    data = joined.tobytes()
    return [data[start:end] for start, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=False)]
