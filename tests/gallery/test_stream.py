"""Paintings as a stream of events: told as they are ready, and taken back when nobody listens."""

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from datetime import timedelta

import httpx
import jsonschema
import numpy as np
import pytest

from gallery import stream
from gallery.openapi import document
from gallery.painting import Event, Failed, Painted, Prepared, Wish
from gallery.problems import Busy, PaintingFailed, UndecodableImage
from gallery.works import utc_now

FORM = b'--x\r\nContent-Disposition: form-data; name="sketch"; filename="a"\r\n\r\nink\r\n--x--\r\n'
SCOPE = {
    "type": "http", "method": "POST", "path": "/api/v1/paintings", "query_string": b"",
    "headers": [(b"content-type", b"multipart/form-data; boundary=x"), (b"accept", b"text/event-stream")],
}  # fmt: skip


def post(client: httpx.Client, sketch: bytes = b"ink", **data: str) -> httpx.Response:
    headers = {"Accept": "text/event-stream"}
    return client.post("/api/v1/paintings", files={"sketch": ("a.png", sketch)}, data=data, headers=headers)


def events(text: str) -> list[tuple[str, dict]]:
    """Names and data of a stream, as an EventSource reads them; comments are left out."""
    blocks = [block.splitlines() for block in text.split("\n\n") if block and not block.startswith(":")]
    assert all(len(block) == 2 for block in blocks), blocks
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


class Slow:
    """Paints one wish a gate; remembers how it was left."""

    def __init__(self) -> None:
        self.gate, self.begun, self.left = asyncio.Event(), asyncio.Event(), False

    async def paint(
        self, upload: bytes, wishes: Sequence[Wish], reference: bytes | None, ink: float
    ) -> AsyncGenerator[Event, None]:
        try:
            yield Prepared(np.full((256, 256), 255, np.uint8), (0, 0, 1))
            for wish in wishes:
                self.begun.set()
                await self.gate.wait()
                yield Painted(wish, "tiny-128", np.zeros((128, 128, 3), np.uint8))
        finally:
            self.left = True


def test_the_sketch_comes_first_then_every_painting_and_the_end(client):
    answer = post(client, styles="1,2", seed="7")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert (answer.headers["cache-control"], answer.headers["x-accel-buffering"]) == ("no-store", "no")
    told = events(answer.text)
    assert [name for name, _ in told] == ["sketch", "painting", "painting", "done"]
    assert told[0][1]["crop"] == [-3, 40, 800]
    assert [(painting["style"], painting["seed"]) for _, painting in told[1:3]] == [(1, 7), (2, 7)]
    assert told[3][1]["count"] == 2
    assert told[3][1]["ms"] >= 0
    for _, painting in told[1:3]:
        assert client.get(f"/api/v1/paintings/{painting['id']}").json() == painting
        assert client.get(painting["url"]).headers["content-type"] == "image/webp"


def test_a_style_that_fails_is_an_event_and_the_others_go_on(client, painters):
    painters.clumsy = {1, 3}

    told = events(post(client, styles="1,2,3").text)

    assert [name for name, _ in told] == ["sketch", "error", "painting", "error", "done"]
    assert [data["style"] for name, data in told if name == "error"] == [1, 3]
    assert told[1][1]["problem"]["type"] == "/problems/painting-failed"
    assert told[4][1]["count"] == 1


def test_events_are_the_objects_of_the_contract(client, painters):
    painters.clumsy = {2}
    components = document()["components"]
    kept = components["schemas"]["PaintingSet"]["properties"]
    schemas = {"sketch": kept["sketch"], "painting": kept["paintings"]["items"], "error": kept["failed"]["items"]}

    for name, data in events(post(client, styles="1,2").text)[:-1]:
        jsonschema.Draft202012Validator({**schemas[name], "components": components}).validate(data)


@pytest.mark.parametrize(
    ("refusal", "status"), [(Busy("Come back.", retry_after_s=2), 503), (UndecodableImage("?"), 422)]
)
def test_what_is_refused_before_the_first_event_is_an_answer_and_not_a_stream(client, painters, refusal, status):
    painters.refusal = refusal

    answer = post(client)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_cannot_be_stored_is_told_and_ends_well(client, site, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(site.state.store, "keep", full)

    told = events(post(client, styles="1,2").text)

    assert [name for name, _ in told] == ["sketch", "error", "error", "done"]
    assert told[1][1]["problem"]["type"] == "/problems/storage-full"
    assert told[3][1]["count"] == 0


def test_painters_that_break_down_in_the_middle_leave_nobody_waiting(client, site, caplog):
    async def paint(
        upload: bytes, wishes: Sequence[Wish], reference: bytes | None, ink: float
    ) -> AsyncGenerator[Event, None]:
        yield Prepared(np.full((256, 256), 255, np.uint8), (0, 0, 1))
        yield Failed(wishes[1], PaintingFailed("This one."))
        raise RuntimeError("a secret path")

    site.state.paint = paint

    told = events(post(client, styles="1,2,3").text)

    assert [name for name, _ in told] == ["sketch", "error", "error", "error", "done"]
    assert [data["style"] for name, data in told if name == "error"] == [2, 1, 3]
    assert told[2][1]["problem"]["type"] == "/problems/internal-error"
    assert "secret" not in str(told)
    assert "a secret path" in caplog.text


def test_the_sketch_can_be_seen_before_there_is_a_painting_of_it_and_not_for_ever(client, site, painters):
    painters.clumsy = {1}
    (_, sketch), *_ = events(post(client, styles="1").text)

    answer = client.get(sketch["url"])
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")

    site.state.store.clock = lambda: utc_now() + timedelta(days=1, seconds=1)
    assert client.get(sketch["url"]).status_code == 404


def test_a_sketch_of_a_withdrawn_work_is_gone_although_it_was_streamed(client):
    told = events(post(client, styles="1").text)
    said = {"painting": told[1][1]["id"], "title": "A", "artist": "B", "licence": "CC0-1.0"}
    hung = client.post("/api/v1/artworks", json=said).json()
    assert client.get(told[0][1]["url"]).status_code == 200

    mine = {"Authorization": f"Bearer {hung['edit_token']}"}
    client.delete(f"/api/v1/artworks/{hung['artwork']['id']}", headers=mine)

    assert client.get(told[0][1]["url"]).status_code == 404


def test_silence_is_broken_by_comments(portal, site, monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT_S", 0.01)

    async def listen() -> list[bytes]:
        slow, sent = Slow(), []
        site.state.paint = slow.paint

        async def send(message: dict) -> None:
            sent.append(message.get("body", b""))
            if sent.count(b": still painting\n\n") == 3:
                slow.gate.set()

        await asyncio.wait_for(site(dict(SCOPE), _patient(), send), 20)
        return sent

    text = b"".join(portal.call(listen)).decode()

    assert text.count(": still painting\n\n") >= 3
    assert [name for name, _ in events(text)] == ["sketch", *["painting"] * 4, "done"]


def test_the_contracts_ten_seconds_are_kept():
    assert 0 < stream.HEARTBEAT_S < 10


@pytest.mark.parametrize("first_gone", ["reading", "writing"])
def test_a_client_that_leaves_frees_its_place(portal, site, caplog, first_gone):
    """Servers tell by `http.disconnect`, or by an OSError from `send`."""

    async def leave() -> bool:
        slow = Slow()
        site.state.paint = slow.paint
        receive = _patient(until=slow.begun if first_gone == "reading" else None)

        async def send(message: dict) -> None:
            if first_gone == "writing" and message.get("body"):
                raise OSError("connection lost")

        await asyncio.wait_for(site(dict(SCOPE), receive, send), 20)
        return slow.left

    assert portal.call(leave)
    assert caplog.text == ""


def test_a_client_that_leaves_before_the_first_event_frees_its_place_too(portal, site):
    async def leave() -> bool:
        left, begun = [], asyncio.Event()

        async def paint(*_: object) -> AsyncGenerator[Event, None]:
            try:
                begun.set()
                await asyncio.Event().wait()
                yield Prepared(np.zeros((256, 256), np.uint8), (0, 0, 1))
            finally:
                left.append(True)

        async def send(message: dict) -> None:
            """Nobody listens any more."""

        site.state.paint = paint
        await asyncio.wait_for(site(dict(SCOPE), _patient(until=begun), send), 20)
        return bool(left)

    assert portal.call(leave)


def _patient(until: asyncio.Event | None = None):
    """Sends the form; hangs up when the event comes, and without one not at all."""
    messages = [{"type": "http.request", "body": FORM}]

    async def receive() -> dict:
        if messages:
            return messages.pop()
        await (until or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    return receive
