"""Sizes that are refused, and bodies that were never meant to be read."""

import httpx
import pytest

BOUNDED = {"Content-Type": "multipart/form-data; boundary=x"}


def paint(client: httpx.Client, sketch: bytes) -> httpx.Response:
    return client.post("/api/v1/paintings", files={"sketch": ("a.png", sketch)}, data={"styles": "1"})


def assert_too_large(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


def test_a_file_just_over_its_limit_is_too_large(visit, open_site):
    client = visit(open_site(max_upload_bytes=1000, max_body_bytes=5000))

    assert paint(client, b"x" * 1000).status_code == 201
    assert_too_large(paint(client, b"x" * 1001))


def test_a_body_over_its_limit_is_too_large_for_every_call(visit, open_site):
    client = visit(open_site(max_upload_bytes=1000, max_body_bytes=5000))

    assert_too_large(paint(client, b"x" * 6000))
    assert_too_large(client.post("/api/v1/artworks", json={"title": "x" * 6000}))


def test_a_body_of_no_declared_length_is_counted_as_it_streams(portal, open_site):
    site, taken, answers = open_site(max_body_bytes=5000), [], []
    head = b'--x\r\nContent-Disposition: form-data; name="sketch"; filename="a"\r\n\r\n'

    async def receive() -> dict:
        taken.append(1000)
        body = b"y" * 1000 if len(taken) > 1 else head.ljust(1000, b"y")
        return {"type": "http.request", "body": body, "more_body": True}

    async def send(message: dict) -> None:
        answers.append(message)

    kind = [(b"content-type", b"multipart/form-data; boundary=x")]
    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/paintings", "query_string": b"", "headers": kind,
    }  # fmt: skip
    portal.call(site, scope, receive, send)

    assert answers[0]["status"] == 413
    assert sum(taken) == 6000


# Starlette leaves the file of a part without an end to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "application/json"}, b"{}"),
        ({"Content-Type": "multipart/form-data"}, b"no boundary"),
        (BOUNDED, b"no parts"),
        (BOUNDED, b'--x\r\nContent-Disposition: form-data; name="sketch"; filename="a"\r\n\r\nunended'),
        (BOUNDED, b'--x\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n--x--\r\n'),
        ({"Content-Type": "multipart/form-data; boundary=x; charset=idna"}, b'--x\r\nContent-Disposition: '
         b'form-data; name="\xff..a"\r\n\r\n\xff..\r\n--x--\r\n'),
        (BOUNDED, b"".join(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(500))),
        (BOUNDED, b'--x\r\nContent-Disposition: form-data; name="styles"\r\n\r\n' + b"1" * 100_000 + b"\r\n--x--\r\n"),
        ({}, b""),
    ],
)  # fmt: skip
def test_a_body_that_is_no_form_is_malformed(client, headers, body):
    answer = client.post("/api/v1/paintings", headers=headers, content=body)

    assert answer.status_code in {400, 422}
    assert answer.json()["type"] in {"/problems/malformed-request", "/problems/invalid-field"}


def submit_raw(client: httpx.Client, body: bytes) -> httpx.Response:
    return client.post("/api/v1/artworks", content=body, headers={"Content-Type": "application/json"})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"title": "\\ud800"}',
        b"[" * 100_000,
        b'{"strokes":' * 50_000,
        b"NaN",
        b'{"offered_styles": [' + b"9" * 10_000 + b"]}",
        b'{"title": "\\u0000", "strokes": {"width": 1e999, "version": NaN}}',
        b"null",
        b"[]",
    ],
)
def test_hostile_json_is_refused(client, body):
    answer = submit_raw(client, body)

    assert answer.status_code in {400, 422}
    assert answer.json()["type"] in {"/problems/malformed-request", "/problems/invalid-field"}
