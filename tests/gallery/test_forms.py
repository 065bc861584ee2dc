"""The HTML form of a submission says the same as its JSON."""

from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from gallery.forms import read_submission_form
from gallery.problems import InvalidField
from gallery.submission import read_submission

SAID = {"painting": "a" * 22, "title": "Sea", "artist": "Jun", "licence": "CC0-1.0", "consent_publish": "true"}


@pytest.fixture
def read(portal):
    """Reads a urlencoded form as a submission."""

    def submitted(fields: dict[str, str]):
        body = urlencode(fields).encode()

        async def receive() -> dict:
            return {"type": "http.request", "body": body}

        headers = [(b"content-type", b"application/x-www-form-urlencoded")]
        request = Request({"type": "http", "method": "POST", "path": "/artworks", "headers": headers}, receive)
        return portal.call(read_submission_form, request)

    return submitted


def test_a_form_reads_as_its_json_does(read):
    filled = {**SAID, "emotion": "love", "alt": "Waves.", "consent_training": "on", "offered_styles": "1,4"}
    filled["consent_text"] = "1-ko"

    json = b"""{"painting": "aaaaaaaaaaaaaaaaaaaaaa", "title": "Sea", "artist": "Jun", "licence": "CC0-1.0",
                "emotion": "love", "alt": "Waves.", "consent_training": true, "consent_publish": true,
                "consent_text": "1-ko", "offered_styles": [1, 4]}"""
    assert read(filled) == (read_submission(json), "")


def test_an_empty_choice_is_no_choice(read):
    said, _ = read({**SAID, "emotion": "", "alt": "", "offered_styles": ""})

    assert (said.emotion, said.alt, said.offered_styles, said.consent_training) == (None, "", [], False)


def test_a_form_that_lacks_something_names_it(read):
    with pytest.raises(InvalidField) as refusal:
        read({"title": "Sea", "offered_styles": "9" * 5000})

    assert {error.field for error in refusal.value.errors} == {"painting", "artist", "licence", "consent_publish"}
