"""A client that goes away takes its work along."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

import numpy as np
import pytest
from starlette.requests import ClientDisconnect, Request

from gallery.painting import Event, Prepared, Wish
from gallery.presence import while_present


class PatientPainters:
    """Begins every drawing and never comes to an end."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.laid_down = False

    async def paint(
        self, upload: bytes, wishes: Sequence[Wish], reference: bytes | None, ink: float
    ) -> AsyncGenerator[Event, None]:
        try:
            yield Prepared(np.full((256, 256), 255, np.uint8), (0, 0, 1))
            self.begun.set()
            await asyncio.Event().wait()
        finally:
            self.laid_down = True


def test_painters_lay_down_their_brushes_when_the_client_hangs_up(portal, site):
    form = b'--x\r\nContent-Disposition: form-data; name="sketch"; filename="a"\r\n\r\nink\r\n--x--\r\n'
    headers = [(b"content-type", b"multipart/form-data; boundary=x")]
    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/paintings", "query_string": b"", "headers": headers,
    }  # fmt: skip

    async def hang_up_in_the_middle() -> bool:
        painters = PatientPainters()
        site.state.paint = painters.paint
        messages = iter([{"type": "http.request", "body": form}, {"type": "http.disconnect"}])

        async def receive() -> dict:
            message = next(messages)
            if message["type"] == "http.disconnect":
                await painters.begun.wait()
            return message

        async def send(message: dict) -> None:
            """Nobody listens any more."""

        await asyncio.wait_for(site(scope, receive, send), 10)
        return painters.laid_down

    assert portal.call(hang_up_in_the_middle)


def test_work_goes_on_while_the_client_waits(portal):
    async def wait_for_work() -> str:
        return await while_present(_request(asyncio.Event().wait), asyncio.sleep(0.01, "done"))

    assert portal.call(wait_for_work) == "done"


def test_a_server_that_cannot_tell_does_not_stop_the_work(portal):
    async def broken() -> dict:
        raise RuntimeError("no more messages")

    async def wait_for_work() -> str:
        return await while_present(_request(broken), asyncio.sleep(0.01, "done"))

    assert portal.call(wait_for_work) == "done"


def test_who_hangs_up_gets_nothing(portal):
    async def gone() -> dict:
        return {"type": "http.disconnect"}

    async def wait_for_work() -> str:
        return await while_present(_request(gone), asyncio.sleep(60, "done"))

    with pytest.raises(ClientDisconnect):
        portal.call(wait_for_work)


def _request(receive) -> Request:
    return Request({"type": "http", "method": "POST", "path": "/", "headers": []}, receive)
