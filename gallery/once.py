"""`Idempotency-Key`: a POST that is sent again, because its answer got lost, is not done again.

After draft-ietf-httpapi-idempotency-key-header-07. Only success is kept; what failed may be tried anew.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from hashlib import sha256

from anyio import CancelScope
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gallery import repeats
from gallery.cookies import moderators_cookie
from gallery.phrases import Phrase
from gallery.problems import MalformedRequest
from gallery.repeats import Answer
from gallery.store import Store

log = logging.getLogger("gallery")

MAX_KEPT_BYTES = 4 * 2**20
"""Larger than any answer of ours: a painting of 1024 pixels as PNG takes 3 MB."""

_KEY = re.compile(r'"?([\x21\x23-\x7e]{1,255})"?')
_BOUNDARY = re.compile(r'boundary="?([^";,\s]+)"?', re.IGNORECASE)
_OF_THE_VISITOR = "set-cookie"
_REPLAYED = ("Idempotency-Replayed", "true")


class Once:
    """Repeats the answers to POSTs of the API that come with a key."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        store: Store = scope["app"].state.store
        body = await _whole(receive)
        begun = await run_in_threadpool(repeats.begin, store, key, _fingerprint(scope, body))
        if isinstance(begun, Answer):
            await _response(begun)(scope, receive, send)
            return
        # The client may leave in the middle of it: that is when the answer is needed most.
        call = _Call(store, key, begun, body, receive, send)
        answering = asyncio.ensure_future(call.answer(self.app, scope))
        try:
            await asyncio.shield(answering)
        except asyncio.CancelledError:
            call.gone.set()
            await asyncio.wait({answering})
            raise


class _Call:
    """One request on its way through the application, and its answer on the way back."""

    def __init__(self, store: Store, key: str, holder: str, body: bytes, receive: Receive, send: Send):
        self._store, self._key, self._holder = store, key, holder
        self._body: bytes | None = body
        self._receive, self._send = receive, send
        self._status, self._headers, self._chunks = 0, Headers(), bytearray()
        self._kept = False
        self.gone = asyncio.Event()

    async def answer(self, app: ASGIApp, scope: Scope) -> None:
        holding = asyncio.ensure_future(self._hold())
        try:
            await app(scope, self.receive, self.send)
        finally:
            holding.cancel()
            if not self._kept:
                with CancelScope(shield=True):
                    await self._note(repeats.give_up)

    async def _hold(self) -> None:
        while True:
            await asyncio.sleep(repeats.RENEWED_EVERY_S)
            await self._note(repeats.renew)

    async def receive(self) -> Message:
        """The body that was read already; after it, news of the client."""
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        news, gone = asyncio.ensure_future(self._receive()), asyncio.ensure_future(self.gone.wait())
        try:
            await asyncio.wait({news, gone}, return_when=asyncio.FIRST_COMPLETED)
            return {"type": "http.disconnect"} if gone.done() else news.result()
        finally:
            news.cancel()
            gone.cancel()

    async def send(self, message: Message) -> None:
        """Passes the answer on; its last part only when all of it has been kept."""
        if message["type"] == "http.response.start":
            self._status, self._headers = message["status"], Headers(raw=message["headers"])
        elif message["type"] == "http.response.body":
            self._chunks += message.get("body", b"")
            if not message.get("more_body", False):
                await self._keep()
        if not self.gone.is_set():
            await self._send(message)

    async def _keep(self) -> None:
        if not 200 <= self._status < 300 or len(self._chunks) > MAX_KEPT_BYTES:
            return
        headers = [header for header in self._headers.items() if header[0] != _OF_THE_VISITOR]
        answer = Answer(self._status, headers, bytes(self._chunks))
        self._kept = await self._note(repeats.end, answer)

    async def _note(self, what: Callable[..., None], *arguments: object) -> bool:
        try:
            await run_in_threadpool(what, self._store, self._key, self._holder, *arguments)
        except Exception:  # the work is done: its answer is worth more than the note of it
            log.exception("the answer to a request with an Idempotency-Key could not be noted")
            return False
        return True


def _key(scope: Scope) -> str | None:
    if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith("/api/"):
        return None
    headers = Headers(scope=scope)
    text = headers.get("idempotency-key")
    if text is None:
        return None
    if not (match := _KEY.fullmatch(text.strip())):
        raise MalformedRequest(Phrase("An Idempotency-Key has 1 to 255 visible ASCII characters, such as a UUID."))
    # Whoever has other rights has keys of their own: an answer is repeated to nobody who could not have got it.
    return f"{match[1]} {headers.get('authorization', '')} {moderators_cookie(headers)}".rstrip()


async def _whole(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)


def _fingerprint(scope: Scope, body: bytes) -> str:
    """Of what is asked; the same form sent again has a boundary of its own."""
    kind = Headers(scope=scope).get("content-type", "")
    if match := _BOUNDARY.search(kind):
        body = body.replace(match[1].encode("latin-1"), b"")
    about = f"{scope['path']}\n{kind.partition(';')[0].strip().lower()}\n".encode()
    return sha256(about + body).hexdigest()


def _response(answer: Answer) -> Response:
    response = Response(answer.body, answer.status)
    response.raw_headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    response.headers.append(*_REPLAYED)
    return response
