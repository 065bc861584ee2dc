"""The original's claim, put to the test: what PONO with its shortcut, masks and the paired anchor are worth.

Every variant sees the same data for the same number of steps, from several seeds, and paints the same held-back
drawings, each in the style of a held-back painting of another subject.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from model import checkpoint
from model.config import NetworkConfig
from model.dataset import sketch_tensor
from model.figures import OF_PICTURES, OF_STYLES
from model.heldback import Drawings, HeldBack, Pictures, enlarged, evenly
from model.judge import Judge
from model.networks import SketchPainter
from model.stylejudge import StyleJudge
from model.transforms import to_pixels, to_tensor

COMMON = [
    *("--image-px", "64", "--channels", "16", "--ema", "0.99", "--two-way"),
    *("--image-weight", "10", "--style-weight", "1", "--content-weight", "1", "--gan-weight", "1"),
    *("--prior-share", "1", "--prior-weight", "0", "--perceptual-weight", "0", "--slow-every", "1"),
]
"""MUNIT's own losses and weights, small."""

_UNPAIRED = ["--anchor-weight", "0"]
VARIANTS: Mapping[str, Sequence[str]] = {
    "munit": ["--arch", "munit", *_UNPAIRED],
    "munit_prime": ["--arch", "munit_prime", *_UNPAIRED],
    "+ PONO-MS": ["--arch", "munit_prime_pono_ms", *_UNPAIRED],
    "+ masks": ["--arch", "munit_prime_pono_ms", "--masks", *_UNPAIRED],
    "+ anchor": ["--arch", "munit_prime_pono_ms", "--masks", "--anchor-weight", "10"],
}
ROWS = ("fid", "kid_x1000", "coverage", "agreement", "lines_kept", "calm")
_SHOWN = 6
_PICTURE_PX = 112


@dataclass(frozen=True)
class Result:
    """One variant from one seed. figures: by kind of drawing, by name. shown: a few paintings of each kind."""

    variant: str
    seed: int
    figures: Mapping[str, Mapping[str, float]]
    shown: Mapping[str, Pictures]


def judged(run: Path, variant: str, seed: int, held: HeldBack, judge: Judge, styles: StyleJudge) -> Result:
    """What the run's averaged weights make of the held-back drawings."""
    painter, size = _painter(run)
    painted = {drawings.kind: _painted(painter, drawings, held.real.pictures, size) for drawings in held.kinds}
    figures = {
        drawings.kind: {n: f.value for n, f in judge.figures(painted[drawings.kind], drawings).items() if n in ROWS}
        for drawings in held.kinds
    }
    first = held.kinds[0].kind
    figures[first]["reference"] = styles.reference(painted[first][: len(held.real.pictures)]).value
    return Result(variant, seed, figures, {kind: evenly(pictures, _SHOWN) for kind, pictures in painted.items()})


def table(results: Sequence[Result], titles: Mapping[str, str]) -> str:
    """Markdown: for each kind of drawing the figures of every variant, the mean of its seeds and their range."""
    return "\n\n".join(_of_kind(results, kind, titles[kind]) for kind in results[0].figures)


def sheet(results: Sequence[Result], held: HeldBack) -> Image.Image:
    """Held-back drawings down; across, the bare drawing and what each variant's first seed made of it."""
    seed = min(result.seed for result in results)
    firsts = [result.shown for result in results if result.seed == seed]
    rows = []
    for drawings in held.kinds:
        columns = [evenly(drawings.bare(), _SHOWN), *(shown[drawings.kind] for shown in firsts)]
        rows += [np.hstack(row) for row in zip(*columns, strict=True)]
    picture = Image.fromarray(np.vstack(rows))
    scale = _PICTURE_PX / held.originals.shape[1]
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)


def _painter(run: Path) -> tuple[SketchPainter, int]:
    state = checkpoint.read(run / checkpoint.NAME)
    network = NetworkConfig(**state["network"])
    painter = SketchPainter(network)
    painter.load_state_dict(state["modules"]["averaged"])
    painter.decoder.overlay = None  # lines laid over a painting would make it look faithful
    return painter.requires_grad_(False).eval(), network.image_px


@torch.no_grad()
def _painted(painter: SketchPainter, drawings: Drawings, references: Pictures, size: int) -> Pictures:
    pictures = []
    for i, (lines, mask) in enumerate(zip(drawings.lines, drawings.masks, strict=True)):
        style = painter.style(_small(to_tensor(references[i % len(references)][None]), size))
        sketch = _small(sketch_tensor(np.dstack([lines, mask])[None]), size)
        pictures.append(to_pixels(painter.decoder(painter.content(sketch), style))[0])
    return enlarged(np.stack(pictures))


def _small(picture: torch.Tensor, size: int) -> torch.Tensor:
    return torch.nn.functional.avg_pool2d(picture, picture.shape[-1] // size)


def _of_kind(results: Sequence[Result], kind: str, title: str) -> str:
    variants = list(dict.fromkeys(result.variant for result in results))
    lines = [f"| {title} | {' | '.join(variants)} |", f"|{' --- |' * (len(variants) + 1)}"]
    for name, meaning in (OF_PICTURES | OF_STYLES).items():
        values = {
            v: [r.figures[kind][name] for r in results if r.variant == v and name in r.figures[kind]] for v in variants
        }
        if all(values.values()):
            cells = (_cell(found, meaning.digits) for found in values.values())
            lines.append(f"| {meaning.label} ({meaning.better}) | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(values: Sequence[float], digits: int) -> str:
    return f"{np.mean(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"
