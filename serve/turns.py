"""Large uploads come in by turns: each is held whole in the proxy and twice over in the front, until it is answered."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

LARGE_BYTES = 2**20
"""A drawing board sends less, a telephone's photo more."""

AT_ONCE = 64
"""As many as there may be paintings waiting; with 11 MiB each they take 2 GB."""


class TakeTurns:
    """Passes large uploads on, `at_once` of them. The others wait outside, unread: what they send stays with them."""

    def __init__(self, app: ASGIApp, at_once: int = AT_ONCE):
        self.app = app
        self._turns = asyncio.Semaphore(at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_large(scope):
            await self.app(scope, receive, send)
            return
        async with self._turns:
            await self.app(scope, receive, send)


def _is_large(scope: Scope) -> bool:
    """Whether it says that it is, or does not say."""
    if scope["type"] != "http":
        return False
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or (declared_bytes(headers) or 0) > LARGE_BYTES


def declared_bytes(headers: Headers) -> int | None:
    """The size of a body, where one is said that can be read; of an absurd one as many digits as count."""
    size = headers.get("content-length", "")
    return int(size[:19]) if size.isdecimal() else None
