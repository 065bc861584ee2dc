"""Every operation of the description, called in ways that nobody thought of (schemathesis)."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from gallery import moderators, passwords
from gallery.curation import NewExhibition
from gallery.openapi import document
from gallery.works import utc_now

METHODS = ("get", "put", "post", "patch", "delete")
OPERATIONS = [(path, method) for path, item in document()["paths"].items() for method in METHODS if method in item]
EXAMPLES = 25
PASSWORD = "four words at a window"
BEYOND_SCHEMAS = (
    "unknown-style",
    "blank-sketch",
    "expired",
    "idempotency-key-reused",
    "not-acceptable",
    "wrong-sign-in",
    "changed-meanwhile",
)
DETAILS_BEYOND_SCHEMAS = {
    "At least one visible character.",
    "Fill this in.",  # once spaces and control characters are gone
    "Use the `next` of a page with the same `sort`.",
    "Choose a date of this millennium.",
    "Let it close after it opens.",
    "Hang each work once.",
}

load_all_checks()
positive_data_acceptance = CHECKS.get_one("positive_data_acceptance")


@pytest.fixture
def real(client, site, submission, doodle) -> dict:
    """What is there to be called: a painting, an artwork with its token, an image."""
    strokes = {"version": 1, "width": 9, "height": 9, "strokes": []}
    hung = client.post("/api/v1/artworks", json={**submission, "strokes": strokes}).json()
    more = client.post("/api/v1/paintings", files={"sketch": ("a", doodle)}, data={"styles": "3"}).json()
    with site.state.store.database.writing() as session:
        moderators.add(session, "Mina", "admin", passwords.hash_password(PASSWORD), now=utc_now())
    token, mina = site.state.office.sign_in("Mina", PASSWORD)
    slug = site.state.curating.create(NewExhibition(titles={"en": "Blue hours"}), mina)
    ids = {"painting": more["paintings"][0]["id"], "session": token, "slug": slug}
    return {**hung, **ids, "submission": submission}


def sound(path: str, method: str, real: dict) -> dict:
    """Parts of a call that leads to a success, where chance would not come upon them."""
    known: dict = {}
    if path.startswith("/api/v1/artworks/{id}"):
        known["path_parameters"] = {"id": real["artwork"]["id"]}
    if path == "/api/v1/artworks/{id}" and method != "get":
        known["headers"] = {"Authorization": f"Bearer {real['edit_token']}"}
    if path.endswith("/decisions") or (path, method) == ("/api/v1/session", "delete"):
        known["headers"] = {"Authorization": f"Bearer {real['session']}"}
    if path.endswith("/decisions"):
        known["body"] = {"action": "approve"}
    if (path, method) == ("/api/v1/session", "post"):
        known["body"] = {"name": "Mina", "password": PASSWORD}
    if path == "/api/v1/paintings/{id}":
        known["path_parameters"] = {"id": real["painting"]}
    if path.startswith("/api/v1/exhibitions/{slug}"):
        known["path_parameters"] = {"slug": "now" if method == "get" else real["slug"]}
    if path.startswith("/api/v1/exhibitions") and method in ("post", "patch"):
        known["body"] = {"titles": {"en": "Lines"}, "artworks": [real["artwork"]["id"]]}
    if path == "/oembed":
        known["query"] = {"url": f"http://testserver/artworks/{real['artwork']['id']}"}
    if path.startswith("/media"):
        sha256, _, ext = real["artwork"]["painting"]["url"].removeprefix("/media/").partition(".")
        known["path_parameters"] = {"sha256": sha256, "ext": ext}
    if (path, method) == ("/api/v1/artworks", "post"):
        known["body"] = {**real["submission"], "painting": real["painting"]}
    return known


def authorised(path: str, method: str, real: dict) -> dict[str, str]:
    """What a curator sends with every call; whether it is asked for, schemathesis finds out by itself."""
    needed = path.startswith("/api/v1/exhibitions") and method != "get"
    return {"Authorization": f"Bearer {real['session']}"} if needed else {}


def refused_for_good(answer) -> bool:
    """Whether a schema could not have told: no style has that id, nothing is drawn on that page."""
    if answer.headers.get("content-type") != ["application/problem+json"]:
        return False
    problem = answer.json()
    details = {error["detail"] for error in problem.get("errors", ())}
    return problem["type"].removeprefix("/problems/") in BEYOND_SCHEMAS or bool(details & DETAILS_BEYOND_SCHEMAS)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whatever_is_sent_the_answer_is_one_of_those_described(site, real, path, method):
    schema = schemathesis.openapi.from_asgi("/openapi.json", site)
    operation = schema[path][method.upper()]
    ways = [
        operation.as_strategy(GenerationMode.POSITIVE, **sound(path, method, real)),
        operation.as_strategy(GenerationMode.POSITIVE),
        operation.as_strategy(GenerationMode.NEGATIVE),
    ]
    statuses = set()

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=st.one_of(ways))
    def call(case: schemathesis.Case) -> None:
        answer = case.call(headers=authorised(path, method, real))
        statuses.add(answer.status_code)
        case.validate_response(answer, excluded_checks=[positive_data_acceptance] if refused_for_good(answer) else [])

    call()
    assert any(200 <= status < 300 for status in statuses), statuses
