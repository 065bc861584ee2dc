"""Galleries with many people's works in them, made without anybody painting."""

import hashlib
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, insert, text

from gallery.colours import COLOURS
from gallery.folder import Folder
from gallery.tables import ArtworkRow, ImageRow, PaintingRow, VariantRow
from gallery.wording import fold

OPENED = datetime(2026, 1, 1, tzinfo=UTC)
AT_ONCE, MADE = 5_000, 10_000
NAMED = ("id", "painting_id", "artwork_id")
EMOTIONS = ("happy", "calm", "excited", "sad", None)
TITLES = ("새벽 바다", "Éclair", "a house 🏠", "Ω", "rain")
ARTISTS = ("Mina", "준", "Zoë", "Ada")
STYLES, HUES = 14, tuple(COLOURS)[:11]
"""As many as have no divisor in common, nor with EMOTIONS: they meet in every way."""
SELDOM = {151: "comet", 2_503: "quokka"}
"""Words in the title of every so manieth work."""


def fill(engine: Engine, count: int, *, images: int, blobs: Path | None = None) -> None:
    """Hang `count` works, which share that many `images`; their bytes are written if `blobs` is a folder.

    More than ten thousand are those, over and over under other names.
    """
    few = min(count, MADE)
    files = [random.Random(number).randbytes(1_500) for number in range(images)]
    names = [hashlib.sha256(file).hexdigest() for file in files]
    if blobs is not None:
        with Folder(blobs).bulk() as place:
            for file in files:
                place.add(file, ext="webp")
    tables = (PaintingRow, ArtworkRow, VariantRow)
    indexes = [index for table in tables for index in table.__table__.indexes]  # many times faster made afterwards
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA cache_size = -500000"))
        for index in indexes:
            index.drop(connection)
        for table, rows in (
            (
                ImageRow,
                ({"sha256": name, "ext": "webp", "width": 512, "height": 512, "bytes": 1_500} for name in names),
            ),
            (PaintingRow, (_painting(number, names) for number in range(few))),
            (ArtworkRow, (_artwork(number) for number in range(few))),
            (VariantRow, (_variant(number, names) for number in range(few))),
        ):
            for some in _in_parts(rows):
                connection.execute(insert(table), some)
        for shift in range(few, count, few):
            for table in tables:
                connection.execute(text(_again(table.__table__)), {"shift": shift, "few": _name(few)})
        for index in indexes:
            index.create(connection)


def _again(table: Table) -> str:
    """The first `few` rows once more, their names `shift` further on."""
    further = "CAST(CAST({0} AS BIGINT) + :shift AS TEXT)"
    named = f"substr('{_name(0)}' || {further}, length({further}) + 1)"
    key = "artwork_id" if table is VariantRow.__table__ else "id"
    values = [named.format(c.name) if c.name in NAMED else c.name for c in table.columns]
    columns = ", ".join(column.name for column in table.columns)
    taken = f"SELECT {', '.join(values)} FROM {table.name} WHERE {key} < :few"
    return f"INSERT INTO {table.name} ({columns}) {taken}"


def _name(number: int) -> str:
    return f"{number:022d}"


def _painting(number: int, names: list[str]) -> dict[str, Any]:
    made = OPENED + timedelta(seconds=number)
    return {"id": _name(number), "picture_sha256": names[number % len(names)], "sketch_sha256": names[0],
            "crop_x": -3, "crop_y": 4, "crop_side": 800, "style": 1 + number % STYLES, "seed": number,
            "release": "anything-256", "created_at": made, "expires_at": made + timedelta(days=1)}  # fmt: skip


def _artwork(number: int) -> dict[str, Any]:
    made = OPENED + timedelta(seconds=number)
    words = [TITLES[number % 5], *(word for every, word in SELDOM.items() if number % every == 7)]
    title, artist = " ".join(words), ARTISTS[number % 4]
    return {"id": _name(number), "painting_id": _name(number), "status": "approved", "title": title,
            "artist": artist, "emotion": EMOTIONS[number % 5], "alt": "", "licence": "CC-BY-4.0",
            "consent_training": False, "offered_styles": [1, 2], "palette": ["#aabbcc"] * 5,
            "likes": number % 97, "edit_token_sha256": _name(number), "created_at": made, "updated_at": made,
            "hung_at": made, "style": 1 + number % STYLES, "colour": HUES[number % 11], "artist_key": fold(artist),
            "search": f"{fold(title)}\n{fold(artist)}\n"}  # fmt: skip


def _variant(number: int, names: list[str]) -> dict[str, Any]:
    return {"artwork_id": _name(number), "width": 320, "image_sha256": names[number % len(names)]}


def _in_parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some
