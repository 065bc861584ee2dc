"""The operations: what each call takes, answers, and how it fails."""

from http import HTTPStatus
from typing import Any, get_args

from gallery import problems
from gallery.openapi.schemas import RANDOM_ID, SEED, STYLE, TEXT, Schema, ref
from gallery.pictures import MEDIA_TYPES, SIZES
from gallery.problems import Problem
from gallery.submission import EMOTIONS
from gallery.wall import Sort

_FILE: Schema = {
    "type": "string",
    "contentMediaType": "application/octet-stream",
    "description": "PNG, JPEG or WebP: at most 10 MiB, 16,777,216 pixels, 8,192 a side",
}

_UNREADABLE = (problems.MalformedRequest, problems.CrossSite, problems.TooLarge, problems.InvalidField)
_UPLOAD = (
    *_UNREADABLE,
    problems.UnsupportedImage,
    problems.BlankSketch,
    problems.UndecodableImage,
    problems.TooManyPixels,
    problems.UnknownStyle,
    problems.Busy,
    problems.PaintingFailed,
)


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


def _path(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _form(properties: Schema, required: str) -> Schema:
    schema = {"type": "object", "properties": properties, "required": [required]}
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


_PICTURE_HEADERS = {
    name: {"schema": schema, "description": text}
    for name, schema, text in (
        ("X-Style", STYLE, "the style painted"),
        ("X-Seed", SEED, "the seed used"),
        ("X-Release", TEXT, "the release that painted"),
    )
}
_PICTURES = {media_type: {} for media_type in MEDIA_TYPES.values()}

_STYLIZE = operation(
    "stylize",
    "One painting of a drawing, as JPEG of 512x512.",
    answer(200, {"image/jpeg": {}}, headers=_PICTURE_HEADERS),
    fails=_UPLOAD,
    requestBody=_form({"contentImage": _FILE, "style": {**STYLE, "default": 0}, "seed": SEED}, "contentImage"),
)

_PAINT = operation(
    "paint",
    "Paintings of a sketch, kept for a day; with `Accept: image/*` and exactly one style the picture itself.",
    answer(200, _PICTURES, headers=_PICTURE_HEADERS),
    answer(201, json("PaintingSet")),
    fails=(*_UPLOAD, problems.NotAcceptable),
    requestBody=_form(
        {
            "sketch": _FILE,
            "styles": {
                "type": "string",
                "default": "random:4",
                "description": "ids `1,4,7` (twice counts once), `random:N` with N of 1-16, or `all`",
            },
            "seed": {**SEED, "description": "drawn when it is not sent"},
            "lines": {"type": "number", "minimum": 0, "maximum": 1, "default": 0},
            "size": {"enum": list(SIZES), "default": 512},
        },
        "sketch",
    ),
)

_SUBMIT = operation(
    "submit",
    "Hang a painting. The edit token is shown this once.",
    answer(201, json("Submitted"), headers={"Location": {"schema": TEXT}}),
    fails=(*_UNREADABLE, problems.NotFound, problems.Expired, problems.AlreadySubmitted, problems.Busy),
    requestBody={"required": True, "content": {"application/json": {"schema": ref("Submission")}}},
)

_WALL = operation(
    "wall",
    "Approved artworks, page by page; `next` leads on.",
    answer(200, json("Wall"), headers={"Link": {"schema": TEXT}}),
    fails=(problems.InvalidField, problems.Busy),
    parameters=[
        _query("after", TEXT),
        _query("limit", {"type": "integer", "minimum": 1, "maximum": 100}),
        _query("style", STYLE),
        _query("emotion", {"enum": list(EMOTIONS)}),
        _query("artist", TEXT),
        _query("q", {**TEXT, "description": "words in title, artist or alternative text"}),
        _query("sort", {"enum": list(get_args(Sort)), "default": "newest"}),
    ],
)

_GONE = (problems.NotFound, problems.Busy)

PATHS: dict[str, Schema] = {
    "/api/stylize": {"post": _STYLIZE},
    "/api/v1/styles": {"get": operation("styles", "What can be asked for.", answer(200, json("Styles")))},
    "/api/v1/paintings": {"post": _PAINT},
    "/api/v1/paintings/{id}": {
        "parameters": [_path("id", RANDOM_ID)],
        "get": operation("painting", "One painting.", answer(200, json("Painting")), fails=(*_GONE, problems.Expired)),
    },
    "/api/v1/artworks": {"get": _WALL, "post": _SUBMIT},
    "/api/v1/artworks/{id}": {
        "parameters": [_path("id", RANDOM_ID)],
        "get": operation("artwork", "One approved artwork.", answer(200, json("Artwork")), fails=_GONE),
    },
    "/media/{sha256}.{ext}": {
        "parameters": [
            _path("sha256", {"type": "string", "pattern": "^[0-9a-f]{64}$"}),
            _path("ext", {"enum": list(MEDIA_TYPES)}),
        ],
        "get": operation(
            "media",
            "An image, while somebody may see it.",
            answer(200, _PICTURES, headers={"ETag": {"schema": TEXT}}),
            {"304": {"description": "Not Modified"}},
            fails=_GONE,
        ),
    },
    "/healthz": {"get": operation("alive", "The process answers.", answer(200, json("Alive")))},
    "/readyz": {
        "get": operation(
            "ready",
            "Whether database, schema and painter are ready.",
            answer(200, json("Readiness")),
            answer(503, json("Readiness")),
        )
    },
    "/openapi.json": {
        "get": operation("describe", "This description.", answer(200, {"application/json": {"type": "object"}}))
    },
}
