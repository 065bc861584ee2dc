"""One picture or drawing in, all that the archive keeps of it out: what the workers of model.prepare do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from model import archive, pairs, sketch, work
from model.images import ImageError
from model.loose import Drawing
from model.original import Original, Rejected
from model.palettes import WAYS, Way
from model.seeds import seed_of, split_of
from model.work import Made

_KEPT_QUALITY = 92
"""WebP quality in the work folder; the archive's own is chosen at the end, by size."""


class Picture(Protocol):
    """What sources of coloured pictures have in common (openmoji.Subject, iconify.Icon, photos.Photo)."""

    source: str
    subject: str

    def original(self) -> Original: ...


@dataclass(frozen=True)
class Task:
    """A picture in some ways, or (no ways) a drawing; and where each result goes."""

    thing: Picture | Drawing
    ways: tuple[Way, ...]
    paths: tuple[Path, ...]
    image_px: int


def ways_of(source: str, subject: str, count: int) -> tuple[Way, ...]:
    """The ways in which a picture is painted: the first `count` of an order that its hash decides."""
    order = np.random.default_rng(seed_of("way", source, subject)).permutation(len(WAYS))
    return tuple(WAYS[i] for i in order[:count])


def run(task: Task) -> int:
    """Makes what is missing of a task and saves it; returns how many results it has. Never raises for a picture."""
    cv2.setNumThreads(1)  # there is a worker for every core
    torch.set_num_threads(1)
    made = _drawing(task.thing) if isinstance(task.thing, Drawing) else None
    if made is not None:
        work.save(task.paths[0], made)
        return 1
    todo = [(way, path) for way, path in zip(task.ways, task.paths, strict=True) if work.load(path) is None]
    for path, result in zip([path for _, path in todo], _pairs(task, [way for way, _ in todo]), strict=True):
        work.save(path, result)
    return len(task.paths)


def _pairs(task: Task, ways: Sequence[Way]) -> list[Made]:
    try:
        original = task.thing.original()
    except Exception as error:  # a broken SVG or photo fails in every way there is; it is named and skipped
        return [_rejected(task.thing, way, error) for way in ways]
    return [_pair(task, original, way) for way in ways]


def _pair(task: Task, original: Original, way: Way) -> Made:
    picture = task.thing
    try:
        px = max(task.image_px, sketch.SKETCH_PX)
        pair = pairs.of(original, way, seed_of(picture.source, picture.subject, way.slug), px)
    except (ImageError, Rejected, ValueError, cv2.error) as error:
        return _rejected(picture, way, error)
    blobs = {
        "centreline": archive.line_bits(pair.centreline),
        "painting": archive.webp(_shrunk(pair.painting, task.image_px), _KEPT_QUALITY),
        "original": archive.webp(_shrunk(pair.original, min(task.image_px, sketch.SKETCH_PX)), _KEPT_QUALITY),
    }
    return Made(_facts(picture, way) | {"ink_share": round(pair.ink_share, 4), "borrowed": pair.borrowed}, blobs)


def _drawing(drawing: Drawing) -> Made:
    facts = {"source": drawing.kind, "subject": drawing.name, "word": drawing.word, "split": drawing.split}
    try:
        centreline, _crop = sketch.centreline(drawing.page())
    except (ImageError, Rejected, cv2.error) as error:
        return Made(facts | {"reason": str(error)}, {})
    share = float((sketch.redraw(centreline, sketch.STROKE_PX) < 128).mean())
    return Made(facts | {"ink_share": round(share, 4)}, {"centreline": archive.line_bits(centreline)})


def left_out(source: str, subject: str, reason: str) -> Made:
    """A picture that nobody tried to paint."""
    return Made({"source": source, "subject": subject, "split": split_of(subject), "reason": reason}, {})


def _facts(picture: Picture, way: Way) -> dict[str, object]:
    split = split_of(picture.subject)
    return {"source": picture.source, "subject": picture.subject, "way": way.slug, "split": split}


def _rejected(picture: Picture, way: Way, error: Exception) -> Made:
    return Made(_facts(picture, way) | {"reason": str(error) or type(error).__name__}, {})


def _shrunk(picture: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    return cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
