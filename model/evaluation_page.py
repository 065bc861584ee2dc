"""The page and the JSON of an evaluation. The page is one file: its pictures are inside it."""

import base64
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from model import evaluation_table
from model.bootstrap import Figure
from model.evaluation import SHOWN_A_KIND, Column, shown
from model.figures import OF_COST, OF_PICTURES, OF_STYLES
from model.heldback import PICTURES, Drawings, HeldBack

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; margin: 1rem 0 2rem }
th, td { padding: .3rem .7rem; border-bottom: 1px solid #ddd; text-align: right; vertical-align: top }
th:first-child, td:first-child { text-align: left }
td.best { font-weight: 600 }
td small { color: #777; display: block; font-weight: 400 }
img { width: 150px; height: 150px; display: block }
figure { margin: 1rem 0; overflow-x: auto }
figure table td { padding: 2px; border: 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem }
dd { margin: 0; overflow-wrap: anywhere }
"""

_RULE = (
    "No picture is chosen: drawings lie in order of their subject's name, {count} evenly spaced ones of each kind are "
    "shown. A release's named styles are dealt out equally often, in one fixed random order. No lines are laid over "
    "the paintings."
)


def as_json(columns: Sequence[Column], facts: Mapping[str, Any]) -> dict[str, Any]:
    """All figures as plain data, and as Markdown for a model card; what is not a number is null."""
    markdown = as_markdown(columns, facts)
    return {**facts, "markdown": markdown, "columns": [_column_as_json(column) for column in columns]}


def as_markdown(columns: Sequence[Column], facts: Mapping[str, Any]) -> str:
    """The tables, with what they rest on."""
    said = (
        f"By `python -m model.evaluate` on the test split of `{facts['data']}`, no lines laid over the paintings: "
        f"{facts['drawings']}; against {facts['held-back paintings']} held-back paintings of other subjects. "
        f"Features: {facts['features']}, sha256 `{facts['features sha256'][:16]}`. Brackets: 95 % by bootstrap."
    )
    return "\n\n".join([said, *(evaluation_table.as_markdown(table) for table in evaluation_table.tables(columns))])


def as_page(columns: Sequence[Column], held: HeldBack, facts: Mapping[str, Any]) -> str:
    """HTML. columns: bare sketches and held-back paintings first, then the releases."""
    releases = [column for column in columns if column.cost]
    title = "Evaluation of " + " and ".join(column.name for column in releases)
    parts = [
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>',
        f"<h1>{escape(title)}</h1>",
        _definitions(facts),
        *(evaluation_table.as_html(table) for table in evaluation_table.tables(columns)),
        _explanations(),
        *(f"<h2>{escape(column.name)}</h2>{_definitions(column.facts)}" for column in releases),
        f"<h2>Pictures</h2><p>{_RULE.format(count=SHOWN_A_KIND)}</p>",
        *(_pictures(drawings, columns, held) for drawings in held.kinds),
        *(_sheet(column) for column in releases),
    ]
    return "\n".join(parts) + "\n"


def _column_as_json(column: Column) -> dict[str, Any]:
    kinds = {kind: _plain(figures) for kind, figures in column.kinds.items()}
    facts = dict(column.facts)
    return {"name": column.name, **facts, "kinds": kinds, "styles": _plain(column.styles), "cost": _plain(column.cost)}


def _plain(figures: Mapping[str, Figure]) -> dict[str, dict[str, float | None]]:
    return {
        name: {part: None if math.isnan(value) else value for part, value in asdict(figure).items()}
        for name, figure in figures.items()
    }


def _explanations() -> str:
    said = {
        meaning.label: meaning.explained for every in (OF_PICTURES, OF_STYLES, OF_COST) for meaning in every.values()
    }
    intervals = (
        "Brackets: 95 % of the figures on resampled drawings (bootstrap). n: drawings. Bold: the better of the "
        "releases; where brackets overlap widely, chance may have decided."
    )
    return f"<h2>What the figures say</h2>{_definitions(said)}<p>{intervals}</p>"


def _definitions(said: Mapping[str, Any]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(name)}<dd>{escape(str(text))}" for name, text in said.items()) + "</dl>"


def _pictures(drawings: Drawings, columns: Sequence[Column], held: HeldBack) -> str:
    shows = {column.name: column.painted[drawings.kind] for column in columns if drawings.kind in column.painted}
    if drawings.kind == PICTURES:
        shows["coloured original"] = held.originals
    head = "".join(f"<th>{escape(name)}" for name in shows)
    rows = [
        "<tr>" + "".join(f"<td>{_image(pictures[i], drawings.words[i])}" for pictures in shows.values())
        for i in shown(drawings)
    ]
    title = f"<h3>{escape(evaluation_table.TITLES[drawings.kind])}</h3>"
    return f"{title}<figure><table><tr>{head}{''.join(rows)}</table></figure>"


def _sheet(column: Column) -> str:
    rows = [
        "<tr>" + "".join(f"<td>{_image(picture, kind)}" for picture in sheet[0])
        for kind, sheet in column.sheets.items()
    ]
    head = f"<h3>{escape(column.name)}: the first drawing of each kind in every named style</h3>"
    return f"{head}<figure><table>{''.join(rows)}</table></figure>"


def _image(picture: NDArray[np.uint8], what: str) -> str:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "WEBP", quality=85)
    data = base64.b64encode(file.getvalue()).decode()
    return f'<img alt="{escape(what)}" loading="lazy" src="data:image/webp;base64,{data}">'
