"""The operations on artworks."""

from typing import get_args

from gallery import problems
from gallery.colours import COLOURS
from gallery.openapi.parts import (
    GONE,
    IDEMPOTENCY_KEY,
    REPEATABLE,
    UNREADABLE,
    WRITING,
    answer,
    in_path,
    in_query,
    json,
    json_body,
    nothing,
    operation,
    or_empty,
)
from gallery.openapi.schemas import RANDOM_ID, STYLE, TEXT
from gallery.submission import EMOTIONS
from gallery.wall import Sort

_WRITTEN = (problems.NotFound, problems.CrossSite, *WRITING)
_OWNED = (*_WRITTEN, problems.TokenRequired, problems.WrongToken)
_COOKIE = {"Set-Cookie": {"schema": TEXT, "description": "`visitor`, for a new one"}}
_TOKEN = {"editToken": []}

_COLOUR = {
    "anyOf": [{"enum": list(COLOURS)}, {"type": "string", "pattern": "^#?[0-9A-Fa-f]{6}$"}],
    "description": "what it is known by; #rrggbb stands for the nearest of the names",
}
_FILTERS = [
    in_query("style", STYLE),
    in_query("emotion", or_empty({"enum": list(EMOTIONS)})),
    in_query("colour", or_empty(_COLOUR)),
    in_query("artist", {**TEXT, "description": "a whole name, whatever its case and accents"}),
    in_query("q", {**TEXT, "description": "parts of words in title, artist or alternative text, likewise"}),
]

SUBMIT = operation(
    "submit",
    "Hang a painting. The edit token is shown this once.",
    answer(201, json("Submitted"), headers={"Location": {"schema": TEXT}, **_COOKIE}),
    fails=(*UNREADABLE, *WRITING, *REPEATABLE, problems.NotFound, problems.Expired, problems.AlreadySubmitted),
    parameters=[IDEMPOTENCY_KEY],
    requestBody=json_body("Submission"),
)

WALL = operation(
    "wall",
    "Approved artworks, page by page; `next` leads on.",
    answer(200, json("Wall"), headers={"Link": {"schema": TEXT}}),
    fails=(problems.InvalidField, problems.Busy),
    parameters=[
        in_query("after", TEXT),
        in_query("limit", {"type": "integer", "minimum": 1, "maximum": 100}),
        *_FILTERS,
        in_query("sort", {"enum": list(get_args(Sort)), "default": "newest"}),
    ],
)

ARTWORK = {
    "parameters": [in_path("id", RANDOM_ID)],
    "get": operation(
        "artwork",
        "One approved artwork; with its edit token, whatever its status.",
        answer(200, json("Artwork")),
        fails=GONE,
        security=[{}, _TOKEN],
    ),
    "patch": operation(
        "revise",
        "Change the label. With moderation, new words wait for the moderator again.",
        answer(200, json("Artwork")),
        fails=(*_OWNED, *UNREADABLE),
        security=[_TOKEN],
        requestBody=json_body("Revision"),
    ),
    "delete": operation(
        "withdraw",
        "Take the artwork down, for good: it and its images are gone at once.",
        nothing(204),
        fails=_OWNED,
        security=[_TOKEN],
    ),
}

STROKES = {
    "parameters": [in_path("id", RANDOM_ID)],
    "get": operation(
        "strokes",
        "The drawing stroke by stroke, if its strokes were kept; for whoever sees the artwork.",
        answer(200, json("Strokes")),
        fails=GONE,
        security=[{}, _TOKEN],
    ),
}

LIKE = {
    "parameters": [in_path("id", RANDOM_ID)],
    "put": operation("like", "Like it; once per visitor.", nothing(204, headers=_COOKIE), fails=_WRITTEN),
    "delete": operation("unlike", "Take the like back.", nothing(204), fails=_WRITTEN),
}

REPORTS = {
    "parameters": [in_path("id", RANDOM_ID)],
    "post": operation(
        "report",
        "Say what is wrong with it; of one visitor the last counts.",
        nothing(202, headers=_COOKIE),
        fails=(*_WRITTEN, *UNREADABLE, *REPEATABLE),
        parameters=[IDEMPOTENCY_KEY],
        requestBody=json_body("Report"),
    ),
}

FEED = operation(
    "feed",
    "The newest artworks as Atom, all or those of a filter.",
    answer(200, {"application/atom+xml": {}}, headers={"ETag": {"schema": TEXT}}),
    nothing(304),
    fails=(problems.InvalidField, problems.Busy),
    parameters=_FILTERS,
)

_PX = {"type": "integer", "minimum": 1, "maximum": 999_999}

OEMBED = operation(
    "oembed",
    "What a page needs to embed the card of an artwork (oEmbed 1.0).",
    answer(200, json("Embedding")),
    fails=(problems.InvalidField, *GONE),
    parameters=[
        {**in_query("url", {**TEXT, "description": "of the artwork's page"}), "required": True},
        in_query("maxwidth", _PX),
        in_query("maxheight", _PX),
        in_query("format", {"enum": ["json"]}),
    ],
)
