"""The description says what is served, no more and no less."""

import re

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from gallery import api, card_pages, feed, health, media, moderation_pages, openapi, signing_in
from gallery.openapi import document
from gallery.problems import Problem


def test_the_description_is_valid_openapi(client):
    served = client.get("/openapi.json").json()

    OpenAPIV31SpecValidator(served).validate()
    assert served == document()


def test_the_description_names_every_call_of_the_api_and_no_other(client):
    routes = [*api.routes, *media.routes, *feed.routes, *health.routes, *openapi.routes]
    routes += card_pages.api_routes
    office = [*signing_in.routes, *moderation_pages.routes]
    routes += [route for route in office if route.path.startswith("/api/")]
    paths = document()["paths"]

    assert {route.path for route in routes} == set(paths)
    for path, item in paths.items():
        allowed = client.request("TRACE", re.sub(r"\{.*?\}", "x", path)).headers["allow"].split(", ")
        assert {method.upper() for method in item} - {"PARAMETERS"} == set(allowed) - {"HEAD"}, path


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/api/v1/styles", "Styles"),
        ("/api/v1/artworks", "Wall"),
        ("/api/v1/artworks/x", "Problem"),
        ("/api/v1/exhibitions", "Exhibitions"),
        ("/api/v1/exhibitions/now", "ExhibitionFound"),
        ("/healthz", "Alive"),
        ("/readyz", "Readiness"),
    ],
)
def test_answers_are_as_described(client, artwork, path, schema):
    check(client.get(path).json(), schema)


def test_what_posts_answer_is_as_described(client, painters, doodle, submission):
    painters.clumsy = {3}
    made = client.post("/api/v1/paintings", files={"sketch": ("a.png", doodle)}, data={"styles": "2,3"})
    refused = client.post("/api/v1/artworks", json={})

    check(made.json(), "PaintingSet")
    check(client.get(f"/api/v1/paintings/{submission['painting']}").json(), "Painting")
    check(submission, "Submission")
    check(client.post("/api/v1/artworks", json=submission).json(), "Submitted")
    check(refused.json(), "Problem")


def test_every_problem_has_a_name_and_status_of_its_own():
    problems = Problem.__subclasses__()

    assert len({problem.slug for problem in problems}) == len(problems)
    assert all(400 <= problem.status <= 599 and problem.title for problem in problems)


def check(answer: object, name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": document()["components"]}
    jsonschema.Draft202012Validator(schema).validate(answer)
