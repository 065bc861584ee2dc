"""What the description of an operation is put together from."""

from http import HTTPStatus
from typing import Any

from gallery import problems
from gallery.openapi.schemas import Schema, ref
from gallery.pictures import MEDIA_TYPES
from gallery.problems import Problem

PICTURES: dict[str, Schema] = {media_type: {} for media_type in MEDIA_TYPES.values()}

UNREADABLE = (problems.MalformedRequest, problems.CrossSite, problems.TooLarge, problems.InvalidField)
"""How a body can fail."""

REPEATABLE = (problems.KeyInUse, problems.KeyReused)
"""How a POST with an Idempotency-Key can fail besides."""

GONE = (problems.NotFound, problems.Busy)
WRITING = (problems.TooManyRequests, problems.Busy, problems.StorageFull)


def operation(name: str, summary: str, *answers: Schema, fails: tuple[type[Problem], ...] = (), **rest: Any) -> Schema:
    """One operation. answers: as `answer` makes them; fails: the problems that it can end in."""
    return {
        "operationId": name,
        "summary": summary,
        **rest,
        "responses": {**{key: value for one in answers for key, value in one.items()}, **_failures(fails)},
    }


def answer(status: int, content: Schema, **rest: Any) -> Schema:
    """A response by its status. content: schema by media type."""
    described = {kind: {"schema": schema} for kind, schema in content.items()}
    return {str(status): {"description": HTTPStatus(status).phrase, "content": described, **rest}}


def json(name: str) -> Schema:
    return {"application/json": ref(name)}


def _failures(fails: tuple[type[Problem], ...]) -> Schema:
    by_status: dict[int, list[str]] = {}
    for problem in fails:
        by_status.setdefault(problem.status, []).append(problem.slug)
    return {
        str(status): {
            "description": ", ".join(slugs),
            "content": {"application/problem+json": {"schema": ref("Problem")}},
        }
        for status, slugs in sorted(by_status.items())
    }


def in_path(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def in_query(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def or_empty(schema: Schema) -> Schema:
    """What a form sends for a field that nobody filled in counts as not sent."""
    return {"anyOf": [schema, {"const": ""}]}


IDEMPOTENCY_KEY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[!#-~]{1,255}$"},
    "description": "of your choice, such as a UUID: sent again with the same body within a day, the same answer comes",
}


def form(properties: Schema, required: str) -> Schema:
    schema = {"type": "object", "properties": properties, "required": [required]}
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


def nothing(status: int, **rest: Any) -> Schema:
    """A response without a body."""
    return {str(status): {"description": HTTPStatus(status).phrase, **rest}}


def json_body(name: str) -> Schema:
    return {"required": True, "content": {"application/json": {"schema": ref(name)}}}
