"""What became of every picture: one row each, as CSV; and how many were kept, by source and by reason."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

COLUMNS = ("source", "subject", "word", "way", "split", "kept", "reason", "ink_share", "borrowed")

Row = Mapping[str, object]


def write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows({**row, "kept": int(kept(row))} for row in rows)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def kept(row: Row) -> bool:
    return not row.get("reason")


def counts(rows: Sequence[Row]) -> dict[str, Counter[str]]:
    """source -> how many rows there are, how many were kept, and how many of these are on each side of the split."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        tally = found.setdefault(str(row["source"]), Counter())
        tally["all"] += 1
        if kept(row):
            tally.update(("kept", str(row["split"])))
    return found


def reasons(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """Why pictures were rejected, the most frequent first."""
    return Counter(str(row["reason"]) for row in rows if not kept(row)).most_common()
