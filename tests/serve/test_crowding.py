"""serve.crowding: what the proxy repeats of a full front, and what it never answers by itself."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from serve.crowding import HOLD_S, PATHS, RepeatRefusals


class Front:
    """Refuses while it is full; seen: how many requests got as far."""

    def __init__(self) -> None:
        self.full, self.seen, self.counted, self.now = True, 0, 0, 100.0
        self.more = {"X-Full": "1"}
        paths = [*PATHS, "/api/v1/sketches"]
        app = Starlette(routes=[Route(path, self.answer, methods=["POST", "GET"]) for path in paths])
        self.app = RepeatRefusals(app, self.count, lambda: self.now)

    async def answer(self, request: Request) -> Response:
        self.seen += 1
        await request.body()
        if not self.full:
            return JSONResponse({}, 201)
        words = {"ko": "바쁩니다"}.get(request.headers.get("accept-language", ""), "busy")
        told = {"Retry-After": "2", "X-Request-ID": str(self.seen)} | self.more
        return JSONResponse({"detail": words}, 503, told)

    def count(self) -> None:
        self.counted += 1

    def order(self, path: str = "/api/v1/paintings", method: str = "POST", **sent: object) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.request(method, path, **({"content": b"a drawing"} | sent))

        return asyncio.run(ask())


@pytest.fixture
def front() -> Front:
    return Front()


def test_a_full_front_is_asked_once_a_moment(front: Front) -> None:
    answers = [front.order() for _ in range(5)]

    assert {(answer.status_code, answer.text, answer.headers["retry-after"]) for answer in answers} == {
        (503, answers[0].text, "2")
    }
    assert len({answer.headers["x-request-id"] for answer in answers}) == 5
    assert (front.seen, front.counted) == (1, 4)


def test_after_the_moment_the_front_is_asked_again(front: Front) -> None:
    front.order()
    front.full = False
    front.now += HOLD_S / 2
    assert front.order().status_code == 503

    front.now += HOLD_S
    assert front.order().status_code == 201
    assert front.order().status_code == 201


def test_each_is_refused_in_their_own_language(front: Front) -> None:
    korean = {"accept-language": "ko"}
    front.order()

    first, second = front.order(headers=korean), front.order(headers=korean)

    assert first.json() == second.json() == {"detail": "바쁩니다"}
    assert front.order().json() == {"detail": "busy"}
    assert front.seen == 2


async def unmeasured() -> AsyncIterator[bytes]:
    yield b"of a size that nobody says"


@pytest.mark.parametrize(
    "sent",
    [
        {"headers": {"idempotency-key": "once"}},
        {"content": bytes(2**18 + 1)},
        {"content": unmeasured()},
        {"path": "/api/v1/sketches"},
    ],
    ids=["perhaps answered before", "large", "chunked", "no order"],
)
def test_what_the_proxy_never_answers_goes_to_the_front(front: Front, sent: dict[str, object]) -> None:
    front.order()
    front.full = False

    assert front.order(**sent).status_code == 201
    assert front.order().status_code == 503


def test_a_refusal_that_is_somebodys_own_is_not_repeated(front: Front) -> None:
    front.more |= {"Set-Cookie": "visitor=1"}

    assert [front.order().status_code for _ in range(2)] == [503, 503]
    assert front.seen == 2


def test_a_503_of_one_orders_own_is_not_repeated_to_others(front: Front) -> None:
    front.more = {}
    front.order()
    front.full = False

    assert front.order().status_code == 201


def test_other_answers_than_refusals_are_not_repeated(front: Front) -> None:
    front.full = False
    front.order()
    front.full = True

    assert front.order(method="GET").status_code == 503
    assert front.order().status_code == 503
    assert front.counted == 0
