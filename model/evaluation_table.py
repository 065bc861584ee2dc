"""The table of an evaluation, as HTML and as lines for a terminal."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from model.bootstrap import Figure
from model.evaluation import Column
from model.figures import OF_COST, OF_PICTURES, OF_STYLES, Meaning
from model.heldback import PICTURES
from model.judge import Figures

TITLES = {
    PICTURES: "(a) Sketches from pictures",
    "doodle": "(b) Human doodles",
    "strokes": "(c) Raw strokes",
    "careful": "(d) Careful human sketches",
    "people": "(e) Drawings that people gave",
}


@dataclass(frozen=True)
class Table:
    """columns: figures by the column's name. competing: the names among which the best is marked."""

    title: str
    meanings: Mapping[str, Meaning]
    columns: Mapping[str, Figures]
    competing: Sequence[str]

    def rows(self) -> Iterator[tuple[str, Meaning]]:
        """The figures that some column has."""
        held = {name for figures in self.columns.values() for name in figures}
        return ((name, meaning) for name, meaning in self.meanings.items() if name in held)

    def best(self, name: str) -> str:
        """The competing column with the best figure; "" where none is ahead of the others."""
        figures = {
            column: self.columns[column][name].value for column in self.competing if name in self.columns[column]
        }
        worth = _WORTH.get(self.meanings[name].better, _no_worth)
        ranked = sorted((worth(value), column) for column, value in figures.items() if not math.isnan(value))
        ahead = len(ranked) > 1 and ranked[-1][0] > ranked[-2][0]
        return ranked[-1][1] if ahead else ""


def _no_worth(value: float) -> float:
    """Of a figure that only explains another."""
    return 0.0


_WORTH = {
    "higher": lambda value: value,
    "lower": lambda value: -value,
    "near 1": lambda value: -abs(math.log(max(value, 1e-9))),
}


def tables(columns: Sequence[Column]) -> list[Table]:
    """One for each kind of drawing, one for the styles, one for the cost."""
    releases = [column.name for column in columns if column.cost]
    kinds = dict.fromkeys(kind for column in columns for kind in column.kinds)
    per_kind = [
        Table(TITLES[kind], OF_PICTURES, {column.name: column.kinds.get(kind, {}) for column in columns}, releases)
        for kind in kinds
    ]
    styles = Table("Styles", OF_STYLES, {column.name: column.styles for column in columns if column.styles}, releases)
    cost = Table("Cost", OF_COST, {column.name: column.cost for column in columns if column.cost}, releases)
    return [*per_kind, styles, cost]


def as_html(table: Table) -> str:
    head = "".join(f"<th>{escape(name)}" for name in table.columns)
    rows = [
        f"<tr><td>{escape(meaning.label)} <small>{escape(meaning.better)}</small>{_cells(table, name, meaning)}"
        for name, meaning in table.rows()
    ]
    return f"<h2>{escape(table.title)}</h2><table><tr><th>{head}{''.join(rows)}</table>"


def as_markdown(table: Table) -> str:
    """A table for a model card; the best in bold. Figures that only explain another are left out."""
    head = [table.title, *table.columns]
    lines = [_row(head), _row(["---"] * len(head))]
    for name, meaning in table.rows():
        best = table.best(name)
        cells = [(_text(figures.get(name), meaning), column == best) for column, figures in table.columns.items()]
        if meaning.better:
            marked = (f"**{text}**" if first else text for text, first in cells)
            lines.append(_row([f"{meaning.label} ({meaning.better})", *marked]))
    return "\n".join(lines)


def as_text(table: Table) -> Iterator[str]:
    """Lines; a star marks the best."""
    yield f"{table.title:46}" + "".join(f"{name:>28}" for name in table.columns)
    for name, meaning in table.rows():
        best = table.best(name)
        cells = (
            (_text(figures.get(name), meaning) + " *" * (column == best)) for column, figures in table.columns.items()
        )
        yield f"  {meaning.label:44}" + "".join(f"{cell:>28}" for cell in cells)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(table: Table, name: str, meaning: Meaning) -> str:
    best, cells = table.best(name), []
    for column, figures in table.columns.items():
        figure = figures.get(name)
        if figure is None or math.isnan(figure.value):
            cells.append("<td>–")
            continue
        interval = _interval(figure, meaning)
        small = f"<small>{interval} n={figure.count}</small>" if interval else ""
        cells.append(f"<td{' class=best' * (column == best)}>{_number(figure.value, meaning)}{small}")
    return "".join(cells)


def _text(figure: Figure | None, meaning: Meaning) -> str:
    if figure is None or math.isnan(figure.value):
        return "–"
    return f"{_number(figure.value, meaning)} {_interval(figure, meaning)}".strip()


def _interval(figure: Figure, meaning: Meaning) -> str:
    exact = figure.low == figure.high
    return "" if exact else f"[{_number(figure.low, meaning)}, {_number(figure.high, meaning)}]"


def _number(value: float, meaning: Meaning) -> str:
    return f"{value:.{meaning.digits}f}"
