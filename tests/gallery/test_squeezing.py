"""Answers of text are sent compressed to whoever takes that, and pictures as they are."""

import gzip

import pytest

from gallery.assets import asset

PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture
def sent(client):
    """What goes over the wire: httpx would unpack it unseen."""

    def ask(path, **headers):
        with client.stream("GET", path, headers=headers) as answer:
            return answer.headers, b"".join(answer.iter_raw())

    return ask


@pytest.mark.parametrize("path", ["/draw", "/openapi.json"])
def test_text_is_squeezed_for_whoever_takes_that(sent, path):
    headers, body = sent(path)
    plain_headers, plain = sent(path, **PLAIN)

    assert (headers["content-encoding"], int(headers["content-length"])) == ("gzip", len(body))
    assert len(body) < len(plain) / 2
    assert "content-encoding" not in plain_headers
    assert all("Accept-Encoding" in found["vary"] for found in (headers, plain_headers))
    assert gzip.decompress(body)[:40] == plain[:40]


def test_a_bundle_costs_what_it_is_allowed_to(sent):
    headers, body = sent(asset("room.js"))

    assert headers["content-encoding"] == "gzip"
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert len(body) < 180_000


def test_pictures_are_sent_as_they_are(sent, client):
    sample = client.get("/api/v1/styles").json()["styles"][0]["sample"]

    headers, body = sent(sample)

    assert "content-encoding" not in headers
    assert int(headers["content-length"]) == len(body)


def test_what_fits_into_one_packet_is_sent_as_it_is(sent):
    headers, _ = sent("/healthz")

    assert "content-encoding" not in headers
