"""A Pipeline between fake handles, and what such a handle may answer."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import numpy as np
from ray.exceptions import RayTaskError

from gallery.painting import Catalogue, Event, Release, Style, Wish
from gallery.settings import GallerySettings
from serve.pipeline import Pipeline
from serve.settings import Settings

SETTINGS = Settings(
    releases=("first", "second"),
    device="cpu",
    decoders=1,
    painter_cache=0,
    max_pending=16,
    preparing_timeout_s=5,
    painting_timeout_s=5,
    probe_timeout_s=0.2,
    gallery=GallerySettings(retry_after_s=3),
)
CATALOGUE = Catalogue(
    styles=(
        Style(1, "oil", {"en": "Oil"}, "first", (), b""),
        Style(2, "ink", {"en": "Ink"}, "second", (), b""),
        Style(3, "wax", {"en": "Wax"}, "first", (), b""),
    ),
    releases=(Release("first", "0" * 64, "CC0-1.0", 128), Release("second", "1" * 64, "CC0-1.0", 128)),
)
Fakes = Callable[..., Any]
WISHES = [Wish(1, 10), Wish(2, 20), Wish(3, 30)]


def picture(seed: int) -> np.ndarray:
    return np.full((4, 4, 3), seed, np.uint8)


def pipeline(replica: Any, **numbers: Any) -> Pipeline:
    return Pipeline(replica, replica, settings=SETTINGS.model_copy(update=numbers), catalogue=CATALOGUE)


async def collect(road: Pipeline, wishes: Sequence[Wish] = WISHES) -> list[Event]:
    return [event async for event in road.paint(b"upload", wishes)]


def failing(*errors: Exception, then: Any = None) -> Callable[..., Awaitable[Any]]:
    """Raises one error a call, then answers."""
    left = list(errors)

    async def function(*_: Any) -> Any:
        if left:
            raise left.pop(0)
        return then

    return function


def raised_remotely(error: Exception) -> Exception:
    return RayTaskError("paint", "Traceback of another machine", error).as_instanceof_cause()
