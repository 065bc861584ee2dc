"""From an upload to kept paintings: asks the painters, encodes what they make, stores it."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from anyio import to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

from gallery import pictures
from gallery.painting import USUAL_INK, Event, Failed, Painted, Prepared, Wish
from gallery.pictures import Encoded
from gallery.store import Fresh
from gallery.works import Painting, PaintingSet, Picture

T = TypeVar("T")


@dataclass(frozen=True)
class PaintingOrder:
    """An upload and what is to be made of it.

    upload, reference: image files as sent. size: side of the paintings in pixels (256, 512, 1024).
    lines: 0-1, how strongly the drawn lines are laid over. ink: 0-1, how much of the upload's ink is kept.
    feeling: the emotion that chose the styles, if one did.
    """

    upload: bytes
    wishes: Sequence[Wish]
    size: int
    lines: float
    reference: bytes | None = None
    ink: float = USUAL_INK
    feeling: str | None = None


@dataclass(frozen=True)
class Begun:
    """All paintings of an order have their place; this is the sketch they are made of."""

    sketch: Picture
    crop: tuple[int, int, int]


Outcome = tuple[Wish, Painting | Exception]
"""What came of one wish."""


async def paint_and_keep(app: Starlette, order: PaintingOrder) -> PaintingSet:
    """Paint every wish and store what came of it, all at once.

    Raises the upload's `Problem`, Busy, or, when no wish came true, the problem of the first.
    """
    prepared, fresh, failed = await _paint(app, order, ext="webp")
    sketch = await run_in_threadpool(pictures.encode_sketch, prepared.lines)
    drawn, kept = await run_in_threadpool(app.state.store.keep, sketch, fresh, crop=prepared.crop)
    return PaintingSet(drawn, prepared.crop, tuple(kept), tuple(failed))


async def paint_one_by_one(app: Starlette, order: PaintingOrder) -> AsyncGenerator[Begun | Outcome, None]:
    """The same, each painting stored and told as soon as it is ready; Begun comes first.

    Raises before that as `paint_and_keep` does, and never after it.
    """
    async with aclosing(_events(app, order)) as events:
        prepared = await anext(events)
        sketch = await run_in_threadpool(pictures.encode_sketch, prepared.lines)
        held = await run_in_threadpool(app.state.store.hold, sketch)
        yield Begun(held, prepared.crop)
        left = list(order.wishes)
        try:
            async for event in events:
                left.remove(event.wish)
                yield event.wish, await _kept(app, event, order, prepared, sketch)
        except Exception as error:  # whoever waits for the others is to know that they won't come
            for wish in left:
                yield wish, error


async def paint_picture(app: Starlette, order: PaintingOrder, *, ext: str) -> tuple[str, Encoded]:
    """Paint an order's one wish and keep nothing: the release that painted, and the picture.

    ext: jpg, png or webp. Raises as `paint_and_keep` does.
    """
    _, (fresh,), _ = await _paint(app, order, ext=ext)
    return fresh.release, fresh.picture


async def sketch_of(app: Starlette, upload: bytes, ink: float) -> tuple[Encoded, tuple[int, int, int]]:
    """An upload as the painters will see it, and its crop; nothing is kept. Raises the upload's `Problem`, Busy."""
    async with aclosing(app.state.paint(upload, [], None, ink)) as events:
        prepared = await anext(events)
    return await run_in_threadpool(pictures.encode_sketch, prepared.lines), prepared.crop


async def _kept(
    app: Starlette, event: Painted | Failed, order: PaintingOrder, prepared: Prepared, sketch: Encoded
) -> Painting | Exception:
    if isinstance(event, Failed):
        return event.problem
    try:
        fresh = await _encoded(app, event, order, prepared, ext="webp")
        _, (painting,) = await run_in_threadpool(app.state.store.keep, sketch, [fresh], crop=prepared.crop)
        return painting
    except Exception as error:  # a disk that is full for one painting may have room for the next
        return error


async def _paint(app: Starlette, order: PaintingOrder, *, ext: str) -> tuple[Prepared, list[Fresh], list[Failed]]:
    fresh: dict[Wish, Fresh] = {}
    failed: dict[Wish, Failed] = {}
    # aclosing: whoever cancels us takes the painters' remaining work back at once.
    async with aclosing(_events(app, order)) as events:
        prepared = await anext(events)
        async for event in events:
            if isinstance(event, Failed):
                failed[event.wish] = event
            else:
                fresh[event.wish] = await _encoded(app, event, order, prepared, ext=ext)
    if not fresh:
        raise next(failed[wish].problem for wish in order.wishes)
    return prepared, _in_order(order.wishes, fresh), _in_order(order.wishes, failed)


def _events(app: Starlette, order: PaintingOrder) -> AsyncGenerator[Event, None]:
    return app.state.paint(order.upload, order.wishes, order.reference, order.ink)


async def _encoded(app: Starlette, painted: Painted, order: PaintingOrder, prepared: Prepared, *, ext: str) -> Fresh:
    how = {"ext": ext, "size": order.size, "lines": order.lines}
    encode = partial(pictures.encode_painting, painted.pixels, prepared.lines, **how)
    # Encoding fills a core: more threads than cores would only slow each other.
    picture = await to_thread.run_sync(encode, limiter=app.state.encoders)
    return Fresh(painted.wish, painted.release, picture)


def _in_order(wishes: Sequence[Wish], ended: dict[Wish, T]) -> list[T]:
    return [ended[wish] for wish in wishes if wish in ended]
