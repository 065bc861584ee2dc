"""The event stream of an order: the sketch, each painting as it is ready, and the end of it.

Server-sent events, as the HTML standard has them (section 9.2).
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gallery.answers import Json, failed_json, painting_json, sketch_json
from gallery.errors import problem_of
from gallery.painting import Failed
from gallery.presence import while_present
from gallery.studio import Begun, Outcome, PaintingOrder, paint_one_by_one

MEDIA_TYPE = "text/event-stream"

HEARTBEAT_S = 8
"""Of silence, until a comment says that we are still there; the contract promises one every 10."""

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # proxies like nginx would collect it


class EventStream(Response):
    """Sends events until they end or the client leaves, which closes their source at once."""

    media_type = MEDIA_TYPE

    def __init__(self, events: AsyncGenerator[str, None]):
        super().__init__(headers=_HEADERS)
        del self.headers["Content-Length"]
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await while_present(Request(scope, receive), self._send(send))
        except (ClientDisconnect, OSError):
            """Nobody is there to be told."""

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async with aclosing(_with_heartbeats(self._events)) as events:
            async for event in events:
                await send({"type": "http.response.body", "body": event.encode(), "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def stream(request: Request, order: PaintingOrder) -> EventStream:
    """An order as events. Raises, while an answer can still say so, what `paint_one_by_one` raises."""
    started_at = time.monotonic()
    outcomes = paint_one_by_one(request.app, order)
    # Once this is here there is room for all of it: a full house is an answer, not an event.
    begun = await while_present(request, _first(outcomes))
    return EventStream(_told(request, begun, outcomes, started_at))


async def _first(outcomes: AsyncGenerator[Begun | Outcome, None]) -> Begun:
    begun = await anext(outcomes)
    assert isinstance(begun, Begun)
    return begun


async def _told(
    request: Request, begun: Begun, outcomes: AsyncGenerator[Begun | Outcome, None], started_at: float
) -> AsyncGenerator[str, None]:
    count = 0
    async with aclosing(outcomes):
        yield _event("sketch", sketch_json(begun.sketch, begun.crop))
        async for wish, painting in outcomes:
            if isinstance(painting, Exception):
                yield _event("error", failed_json(Failed(wish, problem_of(request, painting))))
            else:
                count += 1
                yield _event("painting", painting_json(painting))
    yield _event("done", {"count": count, "ms": round(1000 * (time.monotonic() - started_at))})


async def _with_heartbeats(events: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
    step = asyncio.ensure_future(anext(events, None))
    try:
        while True:
            ended, _ = await asyncio.wait({step}, timeout=HEARTBEAT_S)
            if not ended:
                yield ": still painting\n\n"
            elif (event := step.result()) is None:
                return
            else:
                yield event
                step = asyncio.ensure_future(anext(events, None))
    finally:
        step.cancel()
        await asyncio.gather(step, return_exceptions=True)
        await events.aclose()


def _event(name: str, data: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
