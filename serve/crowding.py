"""A front that is full says so once; for a moment Serve's own proxy repeats it.

A refusal takes 10 ms of a core, half in the proxy and half in the front, and of five times the load four fifths are
refused: time that the painters need.
"""

import time
from collections.abc import Callable
from functools import partial

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .overhearing import Answer, overhearing
from .turns import declared_bytes

HOLD_S = 0.25
"""Far below what a full front needs to get empty, and below every Retry-After."""

PATHS = frozenset({"/api/stylize", "/api/v1/paintings"})
_TELLING = ("accept", "accept-language", "cookie")
"""What a refusal's words depend on."""

_READ_BYTES = 2**18
"""Larger uploads, and those that do not say how large they are, go the whole way."""

_KEPT = 64

Manner = tuple[str | None, ...]


class RepeatRefusals:
    """Answers orders for paintings with the last refusal as long as that holds. count: told of each."""

    def __init__(self, app: ASGIApp, count: Callable[[], None], clock: Callable[[], float] = time.monotonic):
        self.app = app
        self._count, self._clock = count, clock
        self._last: dict[Manner, tuple[float, Answer]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_order(scope):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        manner = tuple(headers.get(name) for name in _TELLING)
        until, refusal = self._last.get(manner, (0.0, None))
        if refusal is None or until < self._clock() or not _is_quickly_read(headers):
            await self.app(scope, receive, overhearing(send, _is_refusal, partial(self._keep, manner)))
            return
        self._count()
        await _read(receive)
        await refusal.give(send)

    def _keep(self, manner: Manner, refusal: Answer) -> None:
        if len(self._last) >= _KEPT:
            self._last.clear()
        self._last[manner] = self._clock() + HOLD_S, refusal


def _is_order(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "POST" and scope["path"] in PATHS


def _is_quickly_read(headers: Headers) -> bool:
    """An order that may have been answered before is never refused here: the front knows its answer."""
    size = declared_bytes(headers)
    return size is not None and size <= _READ_BYTES and "idempotency-key" not in headers


def _is_refusal(message: Message) -> bool:
    """Whether one begins that may be told to anybody: not that of an order which a painter died of, say."""
    headers = Headers(raw=message.get("headers", []))
    return "x-full" in headers and "set-cookie" not in headers


async def _read(receive: Receive) -> None:
    """Lets the client finish: a connection that is closed on somebody who still sends looks broken to them."""
    while (await receive()).get("more_body"):
        pass
