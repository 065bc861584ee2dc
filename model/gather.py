"""From the work folder to the archive: what was kept, in columns; paintings compressed until it fits."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from model import archive
from model.archive import FACTS, LOOSE_FACTS, Contents
from model.palettes import WAYS
from model.work import Made

QUALITIES = (85, 80, 75, 70, 65, 60, 55, 50, 45, 40, 35, 30, 25, 20, 15, 10)
_SAMPLE = 150
_ORIGINAL_QUALITY = 75


def contents(made: Sequence[Made], image_px: int, max_bytes: int) -> tuple[Contents, int]:
    """The archive of all that was kept, and the WebP quality of its paintings: the best that fits `max_bytes`.

    At the lowest quality the archive may be larger still.
    """
    kept = [one for one in made if one.blobs]
    painted = [one for one in kept if "painting" in one.blobs]
    drawn = [one for one in kept if "painting" not in one.blobs]
    blobs = {
        "centrelines": [one.blobs["centreline"] for one in painted],
        "originals": [_original(one) for one in painted],
        "loose_centrelines": [one.blobs["centreline"] for one in drawn],
    }
    room = max_bytes - sum(len(blob) for column in blobs.values() for blob in column) - 200 * len(kept)
    quality = best_quality([one.blobs["painting"] for one in painted], room)
    with ThreadPoolExecutor(2) as pool:  # encoding lets go of the interpreter
        blobs["paintings"] = list(pool.map(lambda one: _again(one.blobs["painting"], quality), painted))
    facts = {name: [one.facts[name] for one in painted] for name in FACTS}
    names = zip(LOOSE_FACTS, ("source", "word", "split"), strict=True)
    facts |= {name: np.array([one.facts[fact] for one in drawn], dtype=str) for name, fact in names}
    return Contents(image_px, tuple(way.slug for way in WAYS), facts, blobs), quality


def best_quality(files: Sequence[bytes], room: int) -> int:
    """The highest of QUALITIES at which the pictures take at most `room` bytes, judged by an even sample."""
    sample = [archive.pixels(file) for file in files[:: max(1, len(files) // _SAMPLE)]]
    for quality in QUALITIES:
        if sum(len(archive.webp(picture, quality)) for picture in sample) * len(files) <= room * len(sample):
            return quality
    return QUALITIES[-1]


def _again(file: bytes, quality: int) -> bytes:
    return archive.webp(archive.pixels(file), quality)


def _original(one: Made) -> bytes:
    """Only evaluation looks at originals."""
    return b"" if one.facts["split"] == "train" else _again(one.blobs["original"], _ORIGINAL_QUALITY)
