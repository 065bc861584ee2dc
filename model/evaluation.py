"""A release before its judges: figures for every kind of drawing, for its styles, for its cost, and pictures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model import cost
from model.atelier import Atelier
from model.bootstrap import Figure
from model.heldback import PICTURES, Drawings, HeldBack, Pictures, evenly
from model.judge import Figures, Judge
from model.stylejudge import StyleJudge

SHOWN_A_KIND = 6
_STYLED_A_KIND = 4
_REFERENCES = 40


@dataclass(frozen=True)
class Column:
    """One column of the table. kinds: figures for each kind of drawing. painted: the pictures, by kind.

    sheets: by kind, drawings in every style of the release, (drawings, styles, 256, 256, 3).
    """

    name: str
    kinds: Mapping[str, Figures]
    painted: Mapping[str, Pictures]
    styles: Figures = field(default_factory=dict)
    cost: Figures = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)


def bare_sketches(held: HeldBack, judge: Judge) -> Column:
    """The other end: drawings that nobody painted."""
    pictures = {drawings.kind: drawings.bare() for drawings in held.kinds}
    return Column("bare sketches", _judged(held.kinds, pictures, judge), pictures)


def real_paintings(held: HeldBack, judge: Judge, styles: StyleJudge) -> Column:
    """The floor of distances and the ceiling of shares: held-back paintings of the drawings' own subjects."""
    pictures = {PICTURES: held.own.pictures}
    kinds = _judged(held.kinds[:1], pictures, judge)
    return Column("held-back paintings", kinds, pictures, styles=styles.real_paintings())


def of_release(folder: Path, held: HeldBack, judge: Judge, styles: StyleJudge) -> Column:
    """Raises ReleaseError or PaintingError."""
    atelier = Atelier(folder)
    painted = {drawings.kind: atelier.one_style_each(drawings) for drawings in held.kinds}
    sheets = {drawings.kind: _sheet(atelier, drawings) for drawings in held.kinds}
    slugs = [style.slug for style in atelier.release.styles]
    told, closest = styles.styles([row for sheet in sheets.values() for row in sheet], slugs)
    referenced = [
        atelier.in_the_style_of(held.kinds[0], i, reference)
        for i, reference in enumerate(held.real.pictures[:_REFERENCES])
    ]
    return Column(
        folder.name,
        _judged(held.kinds, painted, judge),
        painted,
        told | {"reference": styles.reference(np.stack(referenced))},
        _cost(atelier, held.kinds[0]),
        _facts(atelier, closest),
        sheets,
    )


def shown(drawings: Drawings) -> list[int]:
    """The places of the drawings that the page shows: evenly spaced."""
    return evenly(np.arange(len(drawings.lines)), SHOWN_A_KIND).tolist()


def _judged(kinds: Iterable[Drawings], pictures: Mapping[str, Pictures], judge: Judge) -> dict[str, Figures]:
    return {drawings.kind: judge.figures(pictures[drawings.kind], drawings) for drawings in kinds}


def _sheet(atelier: Atelier, drawings: Drawings) -> NDArray[np.uint8]:
    places = evenly(np.arange(len(drawings.lines)), _STYLED_A_KIND)
    return np.stack([atelier.in_all_styles(drawings, place) for place in places.tolist()])


def _cost(atelier: Atelier, drawings: Drawings) -> dict[str, Figure]:
    counted, taken = cost.count(atelier.release.network), atelier.milliseconds(drawings)
    exact = {
        "parameters": counted.parameters / 1e6,
        "macs_first": counted.macs_first / 1e9,
        "macs_further": counted.macs_further / 1e9,
    }
    found = {name: Figure(value, value, value, 1) for name, value in exact.items()}
    return found | dict(zip(("ms_first", "ms_further"), taken, strict=True))


def _facts(atelier: Atelier, closest: Sequence[str]) -> dict[str, str]:
    release = atelier.release
    return {
        "weights sha256": release.sha256,
        "licence": release.licence,
        "image size": f"{release.image_px} px",
        "named styles": ", ".join(style.slug for style in release.styles),
        "closest two styles": " and ".join(closest),
    }
