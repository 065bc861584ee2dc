"""Requests that are sent again because their answer got lost."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import numpy as np
import pytest
from sqlalchemy import text

from gallery import once, repeats
from gallery.painting import Event, Painted, Prepared, Wish
from gallery.problems import Busy
from gallery.works import utc_now

KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


on_both = pytest.mark.parametrize("backend", ["sqlite", "postgresql"])


def paint(client: httpx.Client, sketch: bytes = b"ink", headers: dict = KEY, **data: str) -> httpx.Response:
    return client.post("/api/v1/paintings", files={"sketch": ("a.png", sketch)}, data=data, headers=headers)


def assert_problem(answer: httpx.Response, status: int, slug: str) -> None:
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}")


def count(site, table: str) -> int:
    with site.state.store.database.reading() as session:
        return session.scalar(text(f"SELECT count(*) FROM {table}"))


def later(site, **ahead: float) -> None:
    site.state.store.clock = lambda: utc_now() + timedelta(**ahead)


@on_both
def test_a_repeated_submission_is_answered_as_the_first_with_its_token(client, site, submission):
    answers = [client.post("/api/v1/artworks", json=submission, headers=KEY) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201] * 3
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert [answer.headers.get("idempotency-replayed") for answer in answers] == [None, "true", "true"]
    assert answers[1].headers["location"] == answers[0].headers["location"]
    assert answers[1].headers["cache-control"] == "no-store"
    assert count(site, "artworks") == 1


def test_a_repeated_order_is_painted_once_although_forms_differ_in_their_boundary(client, painters):
    first, second = paint(client, styles="1,2"), paint(client, styles="1,2")

    assert first.request.headers["content-type"] != second.request.headers["content-type"]
    assert (first.status_code, first.json()) == (201, second.json())
    assert len(painters.asked) == 1


def test_without_a_key_or_with_another_one_everything_is_new(client, painters):
    for headers in (KEY, {}, {}, {"Idempotency-Key": "another"}):
        assert paint(client, headers=headers).status_code == 201

    assert len(painters.asked) == 4


def test_an_answer_is_repeated_to_nobody_with_other_rights(client, painters):
    for rights in ({}, {"Authorization": "Bearer one"}, {"Authorization": "Bearer two"}, {"Cookie": "moderator=x"}):
        said = paint(client, headers={**KEY, **rights, "Origin": "http://gallery.test"})
        assert (said.status_code, said.headers.get("idempotency-replayed")) == (201, None)

    assert len(painters.asked) == 4


def test_a_key_may_be_quoted(client, painters):
    paint(client, headers={"Idempotency-Key": "abc"})
    paint(client, headers={"Idempotency-Key": '"abc"'})

    assert len(painters.asked) == 1


def test_pictures_are_repeated_byte_for_byte(client, painters):
    headers = {**KEY, "Accept": "image/png"}
    first, second = (paint(client, headers=headers, styles="1", seed="3") for _ in range(2))

    assert first.content == second.content
    assert second.headers["content-type"] == "image/png"
    assert second.headers["x-seed"] == "3"
    assert len(painters.asked) == 1


def test_streams_are_repeated_event_for_event(client, painters):
    headers = {**KEY, "Accept": "text/event-stream"}
    first, second = (paint(client, headers=headers) for _ in range(2))

    assert "event: done" in first.text
    assert first.text == second.text
    assert second.headers["content-type"].startswith("text/event-stream")
    assert len(painters.asked) == 1


def test_the_original_endpoint_and_reports_are_repeated_too(client, artwork, painters):
    for _ in range(2):
        answer = client.post("/api/stylize", files={"contentImage": ("a", b"ink")}, headers=KEY)
        assert answer.headers["content-type"] == "image/jpeg"
    other = {"Idempotency-Key": "report"}
    report = f"/api/v1/artworks/{artwork['id']}/reports"
    answers = [client.post(report, json={"reason": "x"}, headers=other) for _ in range(2)]

    assert len(painters.asked) == 2  # the artwork's, and one of these
    assert [answer.status_code for answer in answers] == [202, 202]
    assert "set-cookie" not in answers[1].headers


@pytest.mark.parametrize(
    "change", [{"sketch": b"other ink"}, {"styles": "2"}, {"seed": "1"}, {"headers": {**KEY, "Accept": "image/png"}}]
)
def test_a_key_belongs_to_one_body(client, change):
    paint(client, styles="1")

    answer = paint(client, **{"styles": "1", **change})

    if "headers" in change:  # how it is answered is no part of what is asked
        assert answer.headers["idempotency-replayed"] == "true"
    else:
        assert_problem(answer, 422, "idempotency-key-reused")


def test_a_key_belongs_to_one_address(client):
    form = {"files": {"sketch": ("a", b"ink"), "contentImage": ("b", b"ink")}, "headers": KEY}
    assert client.post("/api/v1/paintings", **form).status_code == 201

    assert_problem(client.post("/api/stylize", **form), 422, "idempotency-key-reused")


@on_both
def test_what_failed_may_be_tried_again_with_the_same_key(client, painters, submission):
    painters.refusal = Busy("Come back.", retry_after_s=1)
    assert paint(client).status_code == 503
    painters.refusal = RuntimeError("our fault")
    assert paint(client).status_code == 500
    painters.refusal = None
    assert paint(client).status_code == 201

    other = {"Idempotency-Key": "other"}
    assert client.post("/api/v1/artworks", json={**submission, "title": ""}, headers=other).status_code == 422
    assert client.post("/api/v1/artworks", json=submission, headers=other).status_code == 201


@on_both
def test_of_many_at_once_one_is_done(client, site, submission):
    with ThreadPoolExecutor(16) as pool:
        posts = [pool.submit(client.post, "/api/v1/artworks", json=submission, headers=KEY) for _ in range(100)]
    answers = [post.result() for post in posts]

    statuses = {answer.status_code for answer in answers}
    assert statuses <= {201, 409}
    assert len({answer.text for answer in answers if answer.status_code == 201}) == 1
    assert all(answer.json()["type"].endswith("in-use") for answer in answers if answer.status_code == 409)
    assert count(site, "artworks") == 1


async def second_while_first(site, begun: asyncio.Event, gate: asyncio.Event) -> tuple[httpx.Response, httpx.Response]:
    """The answers to two orders under one key: the second comes after `begun` and before `gate` is set."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://gallery.test") as client:
        form = {"files": {"sketch": ("a", b"ink")}, "headers": KEY}
        first = asyncio.ensure_future(client.post("/api/v1/paintings", **form))
        await begun.wait()
        second = await client.post("/api/v1/paintings", **form)
        gate.set()
        return await first, second


def test_while_the_first_is_answered_the_second_is_told_to_wait(portal, site):
    asked = []

    async def both() -> tuple[int, int]:
        begun, gate = asyncio.Event(), asyncio.Event()

        async def slow(upload: bytes, wishes: Sequence[Wish], *_: object) -> AsyncGenerator[Event, None]:
            asked.append(wishes)
            begun.set()
            await gate.wait()
            yield Prepared(np.full((256, 256), 255, np.uint8), (0, 0, 1))
            for wish in wishes:
                yield Painted(wish, "tiny-128", np.zeros((128, 128, 3), np.uint8))

        site.state.paint = slow
        first, second = await second_while_first(site, begun, gate)
        assert second.headers["retry-after"] == "1"
        return first.status_code, second.status_code

    assert portal.call(both) == (201, 409)
    assert len(asked) == 1


def test_who_takes_long_to_answer_keeps_the_key(portal, site, monkeypatch):
    monkeypatch.setattr(repeats, "RENEWED_EVERY_S", 0.01)

    async def both() -> tuple[int, int]:
        renewed, held, gate = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def slow(upload: bytes, wishes: Sequence[Wish], *_: object) -> AsyncGenerator[Event, None]:
            later(site, seconds=repeats.LEASE.total_seconds() - 1)
            for _ in range(2):  # the first one may have begun before
                renewed.clear()
                await renewed.wait()
            later(site, seconds=repeats.LEASE.total_seconds() + 1)
            held.set()
            await gate.wait()
            raise Busy("That was all.", retry_after_s=1)
            yield

        def renew(*held: object, do=repeats.renew) -> None:
            do(*held)
            loop.call_soon_threadsafe(renewed.set)

        loop = asyncio.get_running_loop()
        monkeypatch.setattr(repeats, "renew", renew)
        site.state.paint = slow
        first, second = await second_while_first(site, held, gate)
        return first.status_code, second.status_code

    assert portal.call(both) == (503, 409)


def test_an_answer_is_forgotten_after_a_day(client, site, painters):
    paint(client)
    later(site, days=1, seconds=1)
    paint(client, sketch=b"another drawing")

    assert len(painters.asked) == 2


def test_who_was_killed_while_answering_does_not_hold_the_key_for_ever(client, site, painters):
    store = site.state.store
    assert isinstance(repeats.begin(store, KEY["Idempotency-Key"], "the fingerprint of another"), str)
    assert_problem(paint(client), 422, "idempotency-key-reused")

    later(site, seconds=repeats.LEASE.total_seconds() + 1)

    assert paint(client).status_code == 201


@on_both
def test_a_late_answer_does_not_replace_that_of_whoever_took_over(site):
    store = site.state.store
    late = repeats.begin(store, "key", "request")
    later(site, seconds=repeats.LEASE.total_seconds() + 1)
    holder = repeats.begin(store, "key", "request")

    repeats.end(store, "key", holder, repeats.Answer(201, [], b"mine"))
    repeats.end(store, "key", late, repeats.Answer(201, [], b"late"))
    repeats.give_up(store, "key", late)

    assert repeats.begin(store, "key", "request").body == b"mine"


def test_an_answer_lies_sealed_and_the_key_is_not_beside_it(client, data, site, submission):
    token = client.post("/api/v1/artworks", json=submission, headers=KEY).json()["edit_token"]
    site.state.store.close()

    stored = b"".join(path.read_bytes() for path in data.glob("gallery.db*"))
    assert token.encode() not in stored
    assert KEY["Idempotency-Key"].encode() not in stored


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "é".encode(), b"\xff", '"', "a\tb"])
def test_a_key_that_is_none_is_refused(client, painters, key):
    answer = paint(client, headers={"Idempotency-Key": key})

    assert_problem(answer, 400, "malformed-request")
    assert painters.asked == []


def test_an_answer_too_large_to_keep_is_given_all_the_same(client, painters, monkeypatch):
    monkeypatch.setattr(once, "MAX_KEPT_BYTES", 100)

    assert [paint(client).status_code for _ in range(2)] == [201, 201]
    assert len(painters.asked) == 2


def test_a_note_that_cannot_be_made_costs_nobody_their_answer(client, site, painters, monkeypatch, caplog):
    def away(*_: object) -> None:
        raise TimeoutError("no turn to write")

    monkeypatch.setattr(repeats, "end", away)

    assert paint(client).status_code == 201
    assert "could not be noted" in caplog.text
    monkeypatch.undo()
    assert count(site, "answers") == 0
