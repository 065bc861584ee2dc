"""From an upload to kept paintings: asks the painters, encodes what they make, stores it."""

from collections.abc import Sequence
from contextlib import aclosing
from functools import partial
from typing import TypeVar

from anyio import to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

from gallery import pictures
from gallery.painting import Failed, Painted, Prepared, Wish
from gallery.pictures import Encoded
from gallery.store import Fresh
from gallery.works import PaintingSet

T = TypeVar("T")


async def paint_and_keep(
    app: Starlette, upload: bytes, wishes: Sequence[Wish], *, size: int, lines: float
) -> PaintingSet:
    """Paint every wish and store what came of it.

    upload: an image file as sent. size: side of the paintings in pixels (256, 512, 1024).
    lines: 0-1, how strongly the drawn lines are laid over. Raises the upload's `Problem`, Busy, or,
    when no wish came true, the problem of the first.
    """
    prepared, fresh, failed = await _paint(app, upload, wishes, ext="webp", size=size, lines=lines)
    sketch = await run_in_threadpool(pictures.encode_sketch, prepared.lines)
    drawn, kept = await run_in_threadpool(app.state.store.keep, sketch, fresh, crop=prepared.crop)
    return PaintingSet(drawn, prepared.crop, tuple(kept), tuple(failed))


async def paint_picture(
    app: Starlette, upload: bytes, wish: Wish, *, ext: str, size: int, lines: float
) -> tuple[str, Encoded]:
    """Paint one wish and keep nothing: the release that painted, and the picture.

    ext: jpg, png or webp. Raises as `paint_and_keep` does.
    """
    _, (fresh,), _ = await _paint(app, upload, [wish], ext=ext, size=size, lines=lines)
    return fresh.release, fresh.picture


async def _paint(
    app: Starlette, upload: bytes, wishes: Sequence[Wish], *, ext: str, size: int, lines: float
) -> tuple[Prepared, list[Fresh], list[Failed]]:
    fresh: dict[Wish, Fresh] = {}
    failed: dict[Wish, Failed] = {}
    # aclosing: whoever cancels us takes the painters' remaining work back at once.
    async with aclosing(app.state.paint(upload, wishes)) as events:
        prepared = await anext(events)
        async for event in events:
            if isinstance(event, Failed):
                failed[event.wish] = event
            else:
                encode = partial(_encode, event, prepared, ext=ext, size=size, lines=lines)
                # Encoding fills a core: more threads than cores would only slow each other.
                fresh[event.wish] = await to_thread.run_sync(encode, limiter=app.state.encoders)
    if not fresh:
        raise next(failed[wish].problem for wish in wishes)
    return prepared, _in_order(wishes, fresh), _in_order(wishes, failed)


def _encode(painted: Painted, prepared: Prepared, *, ext: str, size: int, lines: float) -> Fresh:
    picture = pictures.encode_painting(painted.pixels, prepared.lines, ext=ext, size=size, lines=lines)
    return Fresh(painted.wish.style, painted.wish.seed, painted.release, picture)


def _in_order(wishes: Sequence[Wish], ended: dict[Wish, T]) -> list[T]:
    return [ended[wish] for wish in wishes if wish in ended]
