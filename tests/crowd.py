"""Galleries with many people's works in them, made without anybody painting."""

import hashlib
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from gallery.folder import Folder
from gallery.tables import ArtworkRow, ImageRow, PaintingRow, VariantRow
from gallery.wording import fold

OPENED = datetime(2026, 1, 1, tzinfo=UTC)
AT_ONCE = 5_000
EMOTIONS = ("happy", "calm", "excited", "sad", None)
TITLES = ("새벽 바다", "Éclair", "a house 🏠", "Ω", "rain")
ARTISTS = ("Mina", "준", "Zoë", "Ada")


def fill(engine: Engine, count: int, *, images: int, blobs: Path | None = None) -> None:
    """Hang `count` works, which share that many `images`; their bytes are written if `blobs` is a folder."""
    files = [random.Random(number).randbytes(1_500) for number in range(images)]
    names = [hashlib.sha256(file).hexdigest() for file in files]
    if blobs is not None:
        with Folder(blobs).bulk() as place:
            for file in files:
                place.add(file, ext="webp")
    with engine.begin() as connection:
        for table, rows in (
            (
                ImageRow,
                ({"sha256": name, "ext": "webp", "width": 512, "height": 512, "bytes": 1_500} for name in names),
            ),
            (PaintingRow, (_painting(number, names) for number in range(count))),
            (ArtworkRow, (_artwork(number) for number in range(count))),
            (VariantRow, (_variant(number, names) for number in range(count))),
        ):
            for some in _in_parts(rows):
                connection.execute(insert(table), some)


def _name(number: int) -> str:
    return f"{number:022d}"


def _painting(number: int, names: list[str]) -> dict[str, Any]:
    made = OPENED + timedelta(seconds=number)
    return {"id": _name(number), "picture_sha256": names[number % len(names)], "sketch_sha256": names[0],
            "crop_x": -3, "crop_y": 4, "crop_side": 800, "style": 1 + number % 15, "seed": number,
            "release": "anything-256", "created_at": made, "expires_at": made + timedelta(days=1)}  # fmt: skip


def _artwork(number: int) -> dict[str, Any]:
    made = OPENED + timedelta(seconds=number)
    title, artist = TITLES[number % 5], ARTISTS[number % 4]
    return {"id": _name(number), "painting_id": _name(number), "status": "approved", "title": title,
            "artist": artist, "emotion": EMOTIONS[number % 5], "alt": "", "licence": "CC-BY-4.0",
            "consent_training": False, "strokes": None, "offered_styles": [1, 2], "palette": ["#aabbcc"] * 5,
            "likes": number % 97, "edit_token_sha256": _name(number), "created_at": made, "updated_at": made,
            "style": 1 + number % 15, "artist_key": fold(artist), "search": f"{fold(title)}\n{fold(artist)}\n",
            }  # fmt: skip


def _variant(number: int, names: list[str]) -> dict[str, Any]:
    return {"artwork_id": _name(number), "width": 320, "image_sha256": names[number % len(names)]}


def _in_parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some
