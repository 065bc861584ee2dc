"""What a preparation came to: one HTML page on its own, with counts, contact sheets and reasons for rejection."""

import base64
import html
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from model import archive, manifest
from model.work import Made

_TILE_PX = 112
_TILES_A_ROW = 12
_TILES = 48
_NAMED = 20
"""So many rejected pictures are named per reason; the manifest has them all."""

_STYLE = "body{font:15px sans-serif;margin:2em}td,th{padding:.2em 1em;text-align:left}img{max-width:100%}"


def write(path: Path, made: Sequence[Made]) -> None:
    """made: everything, kept and rejected."""
    rows = [one.facts for one in made]
    kept = [one for one in made if one.blobs]
    sources = sorted({str(one.facts["source"]) for one in kept})
    sheets = (_sheet(source, [one for one in kept if one.facts["source"] == source]) for source in sources)
    body = ["<h1>Prepared pictures</h1>", _counts(rows), "<h2>Rejected</h2>", _reasons(rows), *sheets]
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Prepared</title><style>{_STYLE}</style>'
    path.write_text(page + "".join(body) + "</html>", encoding="utf-8")


def _counts(rows: Sequence[manifest.Row]) -> str:
    names = ("all", "kept", *archive.SPLITS)
    tallies = manifest.counts(rows).items()
    return _table(("source", *names), ([source, *(tally[name] for name in names)] for source, tally in tallies))


def _reasons(rows: Sequence[manifest.Row]) -> str:
    found = manifest.reasons(rows)
    if not found:
        return "<p>None.</p>"
    named = ((reason, count, ", ".join(_names(rows, reason))) for reason, count in found)
    return _table(("reason", "pictures", "among them"), named)


def _names(rows: Sequence[manifest.Row], reason: str) -> list[str]:
    return [f"{row['source']} {row['subject']}" for row in rows if row.get("reason") == reason][:_NAMED]


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [("th", head), *(("td", row) for row in rows)]
    cells = ("".join(f"<{tag}>{html.escape(str(cell))}</{tag}>" for cell in line) for tag, line in lines)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _sheet(source: str, kept: Sequence[Made]) -> str:
    picture = contact_sheet([_tile(one) for one in kept[:: -(-len(kept) // _TILES)]])
    data = base64.b64encode(archive.webp(picture, 80)).decode()
    name = html.escape(source)
    return f'<h2>{name}</h2><img alt="Sketches and paintings: {name}" src="data:image/webp;base64,{data}">'


def contact_sheet(tiles: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Tiles of one shape, uint8 (H, W, 3), in rows."""
    spare = -len(tiles) % _TILES_A_ROW
    tiles = [*tiles, *[np.full_like(tiles[0], 255)] * spare]
    starts = range(0, len(tiles), _TILES_A_ROW)
    return np.vstack([np.hstack(tiles[start : start + _TILES_A_ROW]) for start in starts])


def _tile(one: Made) -> NDArray[np.uint8]:
    """The sketch with its silhouette in grey, and below it the painting if there is one."""
    lines, mask = np.moveaxis(archive.view_of(one.blobs["centreline"], _TILE_PX), -1, 0)
    sketch = np.dstack([np.minimum(lines, 255 - mask // 8)] * 3)
    if "painting" not in one.blobs:
        return sketch
    painting = cv2.resize(archive.pixels(one.blobs["painting"]), (_TILE_PX, _TILE_PX), interpolation=cv2.INTER_AREA)
    return np.vstack([sketch, painting])
