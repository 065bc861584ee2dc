"""The operations on artworks."""

from typing import get_args

from gallery import problems
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
)
from gallery.openapi.schemas import RANDOM_ID, STYLE, TEXT
from gallery.submission import EMOTIONS
from gallery.wall import Sort

_WRITTEN = (problems.NotFound, problems.CrossSite, *WRITING)
_OWNED = (*_WRITTEN, problems.TokenRequired, problems.WrongToken)
_COOKIE = {"Set-Cookie": {"schema": TEXT, "description": "`visitor`, for a new one"}}
_TOKEN = {"editToken": []}

SUBMIT = operation(
    "submit",
    "Hang a painting. The edit token is shown this once.",
    answer(201, json("Submitted"), headers={"Location": {"schema": TEXT}}),
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
        in_query("style", STYLE),
        in_query("emotion", {"enum": list(EMOTIONS)}),
        in_query("colour", {**TEXT, "description": "red, blue, ... or #rrggbb, which stands for the nearest of them"}),
        in_query("artist", {**TEXT, "description": "a whole name, whatever its case and accents"}),
        in_query("q", {**TEXT, "description": "words in title, artist or alternative text, likewise"}),
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
    "The newest artworks as Atom.",
    answer(200, {"application/atom+xml": {}}, headers={"ETag": {"schema": TEXT}}),
    nothing(304),
    fails=(problems.Busy,),
)
