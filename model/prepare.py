"""python -m model.prepare: OpenMoji's line art and colours -> sketches, paintings and doodles to train on.

Writes one .npz: views uint8 (N, P, P, 2) = lines and silhouette, paintings uint8 (N, P, P, 3), way (N,)
index into model.palettes.WAYS, turned (N,) bool, test (N,) bool (a tenth of the subjects, by hash),
subject (N,) code points; doodles uint8 (M, P, P, 2) and doodle_test (M,) from people's raw strokes.
"""

import argparse
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from model import openmoji, pairs, sketch, strokes
from model.images import ImageError
from model.palettes import WAYS
from model.transforms import view

_TEST_SHARE = 10
_DOODLE_PAGE_PX = 512


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--openmoji", type=Path, required=True, help="the npm package `openmoji`, unpacked")
    parser.add_argument("--drawings", type=Path, help="Quick, Draw! raw strokes (.ndjson): people's own doodles")
    parser.add_argument("--out", type=Path, default=Path("runs/prepared.npz"))
    parser.add_argument("--image-px", type=int, default=128)
    parser.add_argument("--variants", type=int, default=3, help="pairs a subject, each in another way of painting")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    arrays = _prepare_pairs(args) | _prepare_doodles(args.drawings, args.image_px)
    np.savez(args.out, **arrays)
    print(", ".join(f"{name} {array.shape}" for name, array in arrays.items()), "->", args.out)


def is_test(name: str) -> bool:
    """Whether a subject is kept aside; by its name, so that all its variants are on one side."""
    return pairs.seed_of("split", name) % _TEST_SHARE == 0


def _prepare_pairs(args: argparse.Namespace) -> dict[str, NDArray]:
    subjects = openmoji.subjects(args.openmoji)
    with ProcessPoolExecutor(args.workers, initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        made = list(pool.map(partial(_variants, count=args.variants, px=args.image_px), subjects, chunksize=8))
    rows = [row for subject in made for row in subject]
    names = ("views", "paintings", "way", "turned", "test", "subject")
    return {name: np.array(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}


def _variants(subject: openmoji.Subject, *, count: int, px: int) -> list[tuple]:
    """The subject's pairs; ways follow each other from a start that the subject's hash decides."""
    line_art, flats = openmoji.lines(subject), openmoji.flats(subject)
    rows = []
    for i in range(count):
        way = (pairs.seed_of("way", subject.code) + 3 * i) % len(WAYS)
        try:
            pair = pairs.make(line_art, flats, WAYS[way], pairs.seed_of(subject.code, i))
        except sketch.BlankSketch:
            continue
        painting = cv2.resize(pair.painting, (px, px), interpolation=cv2.INTER_AREA)
        seen = view(pair.lines, pair.mask, px)[..., 1:]
        rows.append((seen, painting, way, pair.turned, is_test(subject.code), subject.code))
    return rows


def _prepare_doodles(source: Path | None, px: int) -> dict[str, NDArray]:
    if source is None:
        return {"doodles": np.zeros((0, px, px, 2), np.uint8), "doodle_test": np.zeros(0, bool)}
    rows = [(view(made.lines, made.mask, px)[..., 1:], is_test(f"doodle {i}")) for i, made in _doodles(source)]
    return {"doodles": np.array([row[0] for row in rows]), "doodle_test": np.array([row[1] for row in rows])}


def _doodles(source: Path) -> Iterator[tuple[int, sketch.Sketch]]:
    for i, line in enumerate(source.read_text().splitlines()):
        page = strokes.render(as_strokes(json.loads(line)["drawing"]))
        try:
            yield i, sketch.from_ink(255 - page)
        except ImageError:
            continue


def as_strokes(drawing: list[list[list[float]]]) -> dict:
    """Raw Quick, Draw! strokes ([[x...], [y...], [t...]] each) -> stroke JSON v1, fitted to the page."""
    everything = np.concatenate([np.array(stroke[:2], float).T for stroke in drawing])
    low, extent = everything.min(axis=0), max(float(np.ptp(everything, axis=0).max()), 1.0)
    scale = 0.8 * _DOODLE_PAGE_PX / extent
    drawn = [
        {"tool": "pen", "width": 10, "points": [[*((point - low) * scale + 50), 0.6, 0] for point in np.array(s[:2]).T]}
        for s in drawing
    ]
    return {"version": 1, "width": _DOODLE_PAGE_PX, "height": _DOODLE_PAGE_PX, "strokes": drawn}


if __name__ == "__main__":
    main()
