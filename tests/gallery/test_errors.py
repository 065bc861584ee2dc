"""Every row of the contract's error table, and that nothing a client sends is answered with a 500."""

import json

import httpx
import pytest
from sqlalchemy import Engine, event, text
from starlette.applications import Starlette

from gallery.database import for_writing
from gallery.problems import Busy, Full, TooManyPixels, UndecodableImage, UnsupportedImage


def paint(client: httpx.Client, sketch: bytes = b"a doodle", **data: str) -> httpx.Response:
    return client.post("/api/v1/paintings", files={"sketch": ("a.png", sketch)}, data=data)


def assert_problem(answer: httpx.Response, status: int, slug: str) -> dict:
    said = answer.json()
    assert (answer.status_code, said["type"], said["status"]) == (status, f"/problems/{slug}", status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert said["detail"].endswith(".")
    return said


def test_a_blank_page_is_refused_by_name(client):
    assert_problem(paint(client, b"blank"), 422, "blank-sketch")


@pytest.mark.parametrize(
    ("refusal", "status", "slug"),
    [
        (UnsupportedImage("Send PNG."), 415, "unsupported-image"),
        (UndecodableImage("Send it whole."), 422, "undecodable-image"),
        (TooManyPixels("Send fewer."), 422, "too-many-pixels"),
    ],
)
def test_what_the_painters_refuse_keeps_its_name(client, painters, refusal, status, slug):
    painters.refusal = refusal

    assert_problem(paint(client), status, slug)


def test_a_full_house_says_when_to_come_back(client, painters):
    painters.refusal = Busy("Come back.", retry_after_s=7)

    answer = paint(client)

    assert_problem(answer, 503, "busy")
    assert answer.headers["retry-after"] == "7"
    assert "x-full" not in answer.headers


def test_a_house_without_room_for_anybody_says_so_to_who_stands_before_it(client, painters):
    painters.refusal = Full("Come back.", retry_after_s=7)

    answer = paint(client)

    assert_problem(answer, 503, "busy")
    assert answer.headers["x-full"] == "1"


@pytest.mark.parametrize(
    ("fields", "slug", "named"),
    [
        ({"styles": "99"}, "unknown-style", None),
        ({"styles": "0"}, "unknown-style", None),
        ({"styles": "one"}, "invalid-field", "styles"),
        ({"styles": "1,-2"}, "invalid-field", "styles"),
        ({"styles": "random:0"}, "invalid-field", "styles"),
        ({"styles": "random:17"}, "invalid-field", "styles"),
        ({"styles": "9" * 5000}, "invalid-field", "styles"),
        ({"seed": "-1"}, "invalid-field", "seed"),
        ({"seed": str(2**31)}, "invalid-field", "seed"),
        ({"seed": "١٢"}, "invalid-field", "seed"),
        ({"size": "300"}, "invalid-field", "size"),
        ({"lines": "nan"}, "invalid-field", "lines"),
        ({"lines": "1.01"}, "invalid-field", "lines"),
        ({"reference": "a.png"}, "invalid-field", "reference"),
    ],
)
def test_a_field_that_is_not_right_is_named(client, fields, slug, named):
    said = assert_problem(paint(client, **fields), 422, slug)

    assert named is None or [error["field"] for error in said["errors"]] == [named]


@pytest.mark.parametrize("field", ["", "sketch"])
def test_a_form_without_a_file_is_asked_for_one(client, field):
    answer = client.post("/api/v1/paintings", files={field or "other": (None, "text")})

    said = assert_problem(answer, 422, "invalid-field")
    assert said["errors"][0]["field"] == "sketch"


def test_an_unknown_address_is_not_found(client):
    assert_problem(client.get("/nothing/here"), 404, "not-found")


@pytest.mark.parametrize("path", ["/api/v1/paintings/" + "a" * 22, "/api/v1/artworks/x", "/api/v1/artworks/%00"])
def test_an_unknown_id_is_not_found(client, path):
    assert_problem(client.get(path), 404, "not-found")


def test_a_method_that_is_not_taken_says_which_are(client):
    answer = client.put("/api/v1/artworks")

    assert_problem(answer, 405, "method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_browsers_get_a_page_with_the_same_words(client):
    answer = client.get("/nothing/here", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "There is nothing here" in answer.text


def test_the_api_answers_browsers_in_json(client):
    assert_problem(client.get("/api/v1/artworks/x", headers={"Accept": "text/html"}), 404, "not-found")


def test_a_fault_of_ours_is_answered_without_its_traceback(client, painters, caplog):
    painters.refusal = RuntimeError("the secret of the house")

    answer = paint(client)

    said = assert_problem(answer, 500, "internal-error")
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"] in said["detail"]
    assert answer.headers["content-security-policy"]
    assert "the secret of the house" in caplog.text
    assert answer.headers["x-request-id"] in caplog.text


def test_a_locked_database_is_busy_and_reading_goes_on(visit, site, submission):
    client: httpx.Client = visit(site)
    other = _impatient(site)
    with other.begin() as locking:
        locking.execute(text("INSERT INTO images VALUES ('0', 'png', 1, 1, 1, NULL)"))

        answer = client.post("/api/v1/artworks", json=submission)
        wall = client.get("/api/v1/artworks")

    assert_problem(answer, 503, "busy")
    assert answer.headers["retry-after"] == "2"
    assert wall.status_code == 200


def _impatient(site: Starlette) -> Engine:
    """The site's writing engine, whose connections from now on wait 50 ms for a lock."""
    engine = site.state.store.database.engine
    engine.dispose()

    def hurry(connection, _entry) -> None:
        connection.execute("PRAGMA busy_timeout = 50")

    event.listen(engine, "connect", hurry)
    return for_writing(engine)


def test_a_submission_must_be_json(client, submission):
    answer = client.post("/api/v1/artworks", content=json.dumps(submission), headers={"Content-Type": "text/plain"})

    assert_problem(answer, 400, "malformed-request")


def test_a_bad_submission_names_every_field(client, submission):
    bad = {
        **submission,
        "title": " \u202e\u200b ",
        "licence": "MIT",
        "emotion": "meh",
        "alt": "x" * 301,
        "colour": 1,
    }

    said = assert_problem(client.post("/api/v1/artworks", json=bad), 422, "invalid-field")

    assert {error["field"] for error in said["errors"]} == {"title", "licence", "emotion", "alt", "colour"}
