"""Repeatable requests whose client goes away in the middle."""

import asyncio
import json
from collections.abc import AsyncGenerator

import numpy as np
from sqlalchemy import text

from gallery.painting import Event, Prepared

KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


def count(site, table: str) -> int:
    with site.state.store.database.reading() as session:
        return session.scalar(text(f"SELECT count(*) FROM {table}"))


def test_a_client_that_leaves_in_the_middle_finds_its_artwork_when_it_asks_again(portal, site, client, submission):
    """The server cancels the request; the submission is in a thread by then, and is not undone."""
    body = json.dumps(submission, separators=(",", ":"), ensure_ascii=False).encode()  # as the client below
    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/artworks", "query_string": b"",
        "headers": [(b"content-type", b"application/json"), (b"idempotency-key", KEY["Idempotency-Key"].encode())],
    }  # fmt: skip

    async def leave() -> None:
        submitting, submit = asyncio.Event(), site.state.store.submit
        loop = asyncio.get_running_loop()

        def slow(*said: object):
            loop.call_soon_threadsafe(submitting.set)
            return submit(*said)

        async def receive() -> dict:
            return {"type": "http.request", "body": body}

        async def send(message: dict) -> None:
            """Nobody listens any more."""

        site.state.store.submit = slow
        request = asyncio.ensure_future(site(scope, receive, send))
        await asyncio.wait_for(submitting.wait(), 10)
        request.cancel()
        await asyncio.gather(request, return_exceptions=True)
        site.state.store.submit = submit

    portal.call(leave)
    answer = client.post("/api/v1/artworks", json=submission, headers=KEY)

    assert answer.status_code == 201
    assert answer.headers["idempotency-replayed"] == "true"
    assert count(site, "artworks") == 1


def test_a_painting_whose_client_leaves_is_not_finished_for_nobody(portal, site):
    form = b'--x\r\nContent-Disposition: form-data; name="sketch"; filename="a"\r\n\r\nink\r\n--x--\r\n'
    headers = [(b"content-type", b"multipart/form-data; boundary=x"), (b"idempotency-key", b"k")]
    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/paintings", "query_string": b"", "headers": headers,
    }  # fmt: skip

    async def leave() -> bool:
        begun, left = asyncio.Event(), []

        async def paint(*_: object) -> AsyncGenerator[Event, None]:
            try:
                begun.set()
                await asyncio.Event().wait()
                yield Prepared(np.zeros((256, 256), np.uint8), (0, 0, 1))
            finally:
                left.append(True)

        messages = [{"type": "http.request", "body": form}]

        async def receive() -> dict:
            if messages:
                return messages.pop()
            await asyncio.Event().wait()
            return {}

        async def send(message: dict) -> None:
            """Nobody listens any more."""

        site.state.paint = paint
        request = asyncio.ensure_future(site(scope, receive, send))
        await asyncio.wait_for(begun.wait(), 10)
        request.cancel()
        await asyncio.wait({request}, timeout=10)
        return bool(left)

    assert portal.call(leave)
    assert count(site, "answers") == 0
