"""A front that is full says so once; for a moment Serve's own proxy repeats it.

A refusal takes 10 ms of a core, half in the proxy and half in the front, and of five times the load four fifths are
refused: time that the painters need.
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOLD_S = 0.25
"""Far below what a full front needs to get empty, and below every Retry-After."""

PATHS = frozenset({"/api/stylize", "/api/v1/paintings"})
_TELLING = ("accept", "accept-language", "cookie")
"""What a refusal's words depend on."""

_READ_BYTES = 2**18
"""Larger uploads, and those that do not say how large they are, go the whole way."""

_KEPT = 64

Manner = tuple[str | None, ...]


@dataclass
class Refusal:
    """The answer's messages, in order; until: on the clock's time."""

    until: float
    messages: list[Message] = field(default_factory=list)


class RepeatRefusals:
    """Answers orders for paintings with the last refusal as long as that holds. count: told of each."""

    def __init__(self, app: ASGIApp, count: Callable[[], None], clock: Callable[[], float] = time.monotonic):
        self.app = app
        self._count, self._clock = count, clock
        self._last: dict[Manner, Refusal] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_order(scope):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        manner = tuple(headers.get(name) for name in _TELLING)
        known = self._last.get(manner)
        if known is None or known.until < self._clock() or not _is_quickly_read(headers):
            await self.app(scope, receive, self._overhearing(manner, send))
            return
        self._count()
        await _read(receive)
        for message in known.messages:
            await send(_named_anew(message))

    def _overhearing(self, manner: Manner, send: Send) -> Send:
        heard = Refusal(0.0)

        async def sending(message: Message) -> None:
            await send(message)
            if heard.messages or _is_refusal(message):
                heard.messages.append(message)
                if message["type"] == "http.response.body" and not message.get("more_body"):
                    self._keep(manner, heard)

        return sending

    def _keep(self, manner: Manner, heard: Refusal) -> None:
        if len(self._last) >= _KEPT:
            self._last.clear()
        heard.until = self._clock() + HOLD_S
        self._last[manner] = heard


def _is_order(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "POST" and scope["path"] in PATHS


def _is_quickly_read(headers: Headers) -> bool:
    """An order that may have been answered before is never refused here: the front knows its answer."""
    size = headers.get("content-length", "")
    return size.isdecimal() and int(size[:9]) <= _READ_BYTES and "idempotency-key" not in headers


def _is_refusal(message: Message) -> bool:
    """Whether one begins that may be told to anybody: not that of an order which a painter died of, say."""
    headers = Headers(raw=message.get("headers", []))
    return "x-full" in headers and "set-cookie" not in headers


async def _read(receive: Receive) -> None:
    """Lets the client finish: a connection that is closed on somebody who still sends looks broken to them."""
    while (await receive()).get("more_body"):
        pass


def _named_anew(message: Message) -> Message:
    if message["type"] != "http.response.start":
        return message
    renamed = {**message, "headers": list(message["headers"])}
    MutableHeaders(scope=renamed)["X-Request-ID"] = str(uuid.uuid4())
    return renamed
