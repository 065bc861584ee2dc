"""What anybody may keep, Serve's own proxy keeps too: bundles and samples of styles, whatever a front calls public.

Each takes 4 to 7 ms of a core otherwise, half in the proxy and half in the front, and the drawing page shows thirty.
What may have to be hidden is not public in this sense, and is never kept: see gallery.media.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .overhearing import Answer, overhearing

LONGEST_S = 3600
LARGEST_BYTES = 2**20
ALL_BYTES = 2**24

_OWN = ("range", "if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range", "authorization")
"""Who says one of these gets an answer of their own."""

_PUBLIC_FOR = re.compile(r"public, max-age=(\d{1,8})(, immutable)?")

Asked = tuple[str, str, str | None]
"""Scheme, path and accepted encodings: nothing else may change what is kept."""


@dataclass(frozen=True)
class Kept:
    """since, until: on the clock's time."""

    answer: Answer
    since: float
    until: float


class RepeatPublic:
    """Answers as the front did before, for as long as that said, an hour at most."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic):
        self.app = app
        self._clock = clock
        self._kept: dict[Asked, Kept] = {}
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _asks_what_others_ask(scope):
            await self.app(scope, receive, send)
            return
        asked = (scope.get("scheme", "http"), scope["path"], Headers(scope=scope).get("accept-encoding"))
        kept, now = self._kept.get(asked), self._clock()
        if kept is None or now >= kept.until:
            await self.app(scope, receive, overhearing(send, _may_be_kept, partial(self._keep, asked)))
            return
        await kept.answer.give(send, age_s=int(now - kept.since))

    def _keep(self, asked: Asked, answer: Answer) -> None:
        self._drop(asked)
        if len(answer.body) > LARGEST_BYTES:
            return
        if self._bytes + len(answer.body) > ALL_BYTES:
            self._kept.clear()
            self._bytes = 0
        now = self._clock()
        self._kept[asked] = Kept(answer, now, now + _lifetime_s(Headers(raw=list(answer.headers))))
        self._bytes += len(answer.body)

    def _drop(self, asked: Asked) -> None:
        if asked in self._kept:
            self._bytes -= len(self._kept.pop(asked).answer.body)


def _asks_what_others_ask(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or scope.get("query_string"):
        return False
    headers = Headers(scope=scope)
    return not any(name in headers for name in _OWN)


def _may_be_kept(start: Message) -> bool:
    headers = Headers(raw=list(start["headers"]))
    same_for_all = headers.get("vary", "Accept-Encoding").lower() == "accept-encoding" and "set-cookie" not in headers
    return start["status"] == 200 and same_for_all and _lifetime_s(headers) > 0


def _lifetime_s(headers: Headers) -> int:
    """For how many seconds an answer may be kept here; 0 for one that may not."""
    said = _PUBLIC_FOR.fullmatch(headers.get("cache-control", ""))
    return min(int(said[1]), LONGEST_S) if said else 0
