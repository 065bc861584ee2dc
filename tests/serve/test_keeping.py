"""serve.keeping: what the proxy answers without asking a front, and what it always asks."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from serve import keeping
from serve.keeping import LONGEST_S, RepeatPublic

PUBLIC = "public, max-age=31536000, immutable"


class Front:
    """Answers with how often it was asked; says: its answer's Cache-Control and whatever else."""

    def __init__(self) -> None:
        self.seen, self.now, self.status, self.body = 0, 100.0, 200, b"picture " * 500
        self.says = {"Cache-Control": PUBLIC}
        routes = [Route("/{path:path}", self.answer, methods=["GET", "POST"])]
        site = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware)])
        self.app = RepeatPublic(site, lambda: self.now)

    async def answer(self, request: Request) -> Response:
        self.seen += 1
        told = {"X-Seen": str(self.seen), "X-Request-ID": f"front-{self.seen}"} | self.says
        return Response(self.body, self.status, told, media_type="text/css")

    def get(self, path: str = "/bundle.css", method: str = "GET", **headers: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.request(method, path, headers={n.replace("_", "-"): v for n, v in headers.items()})

        return asyncio.run(ask())


@pytest.fixture
def front() -> Front:
    return Front()


def test_what_is_public_is_asked_for_once(front: Front) -> None:
    first = front.get()
    front.now += 7
    second = front.get()

    assert front.seen == 1
    assert (second.status_code, second.content, second.headers["x-seen"]) == (200, front.body, "1")
    assert second.headers["content-encoding"] == first.headers["content-encoding"] == "gzip"
    assert int(second.headers["content-length"]) < len(front.body)
    assert second.headers["age"] == "7"
    assert len({answer.headers["x-request-id"] for answer in (first, second)}) == 2


def test_what_may_be_kept_for_a_while_is_asked_for_after_it(front: Front) -> None:
    front.says["Cache-Control"] = "public, max-age=60"
    front.get()
    front.now += 59
    assert front.get().headers["x-seen"] == "1"

    front.now += 1
    assert front.get().headers["x-seen"] == "2"
    assert front.get().headers["x-seen"] == "2"


def test_nothing_is_kept_longer_than_a_new_version_may_take(front: Front) -> None:
    front.get()
    front.now += LONGEST_S

    assert front.get().headers["x-seen"] == "2"


@pytest.mark.parametrize(
    "says",
    [
        {"Cache-Control": "max-age=60"},
        {"Cache-Control": "private, no-store"},
        {"Cache-Control": "no-cache"},
        {"Cache-Control": "public, max-age=0"},
        {"Cache-Control": "public, max-age=60, must-understand"},
        {"Set-Cookie": "visitor=1"},
        {"Vary": "Accept-Language, Cookie"},
        {"Vary": "*"},
    ],
    ids=str,
)
def test_what_may_be_hidden_or_is_somebodys_own_is_not_kept(front: Front, says: dict[str, str]) -> None:
    front.says |= says

    assert [front.get().headers["x-seen"] for _ in range(2)] == ["1", "2"]


@pytest.mark.parametrize("status", [206, 301, 404, 503])
def test_only_whole_answers_are_kept(front: Front, status: int) -> None:
    front.status = status

    assert [front.get().headers["x-seen"] for _ in range(2)] == ["1", "2"]


@pytest.mark.parametrize(
    "asked",
    [
        {"path": "/bundle.css?1"},
        {"path": "/other.css"},
        {"method": "POST"},
        {"accept_encoding": "identity"},
        {"range": "bytes=0-9"},
        {"if_none_match": '"tag"'},
        {"authorization": "Bearer token"},
    ],
    ids=str,
)
def test_whoever_asks_otherwise_is_answered_by_the_front(front: Front, asked: dict[str, str]) -> None:
    front.get()

    assert front.get(**asked).headers["x-seen"] == "2"
    assert front.get().headers["x-seen"] == "1"


def test_what_comes_in_pieces_is_kept_whole(front: Front) -> None:
    async def piecewise(request: Request) -> Response:
        front.seen += 1
        pieces = (b"piece %d " % number * 400 for number in range(3))
        return StreamingResponse(pieces, headers=front.says, media_type="text/css")

    site = Starlette(routes=[Route("/{path:path}", piecewise)], middleware=[Middleware(GZipMiddleware)])
    front.app = RepeatPublic(site, lambda: front.now)

    first, second = front.get(), front.get()

    assert first.content == second.content
    assert second.content.endswith(b"piece 2 ")
    assert front.seen == 1


def test_what_breaks_off_is_not_kept(front: Front) -> None:
    async def dying(scope: Scope, receive: Receive, send: Send) -> None:
        front.seen += 1
        await send({"type": "http.response.start", "status": 200, "headers": [(b"cache-control", PUBLIC.encode())]})
        await send({"type": "http.response.body", "body": b"half of it", "more_body": True})

    async def nowhere(message: Message) -> None:
        pass

    app = RepeatPublic(dying)
    for _ in range(2):
        asyncio.run(app({"type": "http", "method": "GET", "path": "/a.css", "headers": []}, None, nowhere))

    assert front.seen == 2


def test_memory_stays_bounded_whatever_is_asked_for(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "ALL_BYTES", 3 * len(front.body))
    for number in range(20):
        front.get(f"/{number}.css", accept_encoding="identity")

    assert front.get("/19.css", accept_encoding="identity").headers["x-seen"] == "20"
    assert front.app._bytes == sum(len(kept.answer.body) for kept in front.app._kept.values()) <= keeping.ALL_BYTES

    monkeypatch.setattr(keeping, "LARGEST_BYTES", len(front.body) - 1)
    assert [front.get("/large.css", accept_encoding="identity").headers["x-seen"] for _ in range(2)] == ["21", "22"]
