"""The operations on exhibitions, and what they answer with."""

from typing import get_args

from gallery import problems
from gallery.curation import ExhibitionRevision, NewExhibition
from gallery.openapi.parts import (
    GONE,
    IDEMPOTENCY_KEY,
    REPEATABLE,
    UNREADABLE,
    WRITING,
    answer,
    in_path,
    json,
    json_body,
    nothing,
    operation,
)
from gallery.openapi.schemas import INSTANT, TEXT, WHOLE, Schema, array, closed, read_models, ref
from gallery.openapi.session import NOT_ALLOWED, SIGNED_IN
from gallery.rooms.geometry import WALLS
from gallery.rooms.mood import AMBIENCES
from gallery.shown import MAX_SLUG, ON_VIEW, Status
from gallery.submission import EMOTIONS

SLUG: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": MAX_SLUG}
_COLOUR: Schema = {"type": "string", "pattern": "^#[0-9a-f]{6}$"}
_METRES: Schema = {"type": "number"}
_NUMBER: Schema = {"type": "integer", "minimum": 1}
_WALL: Schema = {"enum": list(WALLS)}

_HEAD: Schema = {
    "slug": SLUG,
    "title": TEXT,
    "status": {"enum": list(get_args(Status))},
    "opens_at": {"anyOf": [INSTANT, {"type": "null"}]},
    "closes_at": {"anyOf": [INSTANT, {"type": "null"}]},
}

_LISTING = closed(
    {
        **_HEAD,
        "rooms": WHOLE,
        "works": WHOLE,
        "url": TEXT,
        "cover": {"anyOf": [{"$ref": "#/components/schemas/Artwork/properties/painting"}, {"type": "null"}]},
    }
)

_THEME = closed(
    {
        **dict.fromkeys(("wall", "floor", "ceiling", "frame", "ink"), _COLOUR),
        "label": closed({"paper": _COLOUR, "ink": _COLOUR}),
        "light": closed({"kelvin": WHOLE, "strength": {"type": "number", "minimum": 0, "maximum": 1}}),
        "ambience": {"enum": [*AMBIENCES, None]},
    }
)

_HANGING = closed(
    {
        "place": _NUMBER,
        "wall": _WALL,
        "offset": {**_METRES, "description": "along the wall from its middle, to the right as seen from inside"},
        "width": {**_METRES, "description": "of the frame's outside"},
        "height": _METRES,
        "eye": {**_METRES, "description": "height of the picture's middle above the floor"},
        "mat": _COLOUR,
        "artwork": ref("Artwork"),
    }
)

_ROOM = closed(
    {
        "number": _NUMBER,
        "title": TEXT,
        "emotion": {"enum": [*EMOTIONS, None]},
        "url": TEXT,
        "size": closed({"width": _METRES, "depth": _METRES, "height": _METRES}),
        "doors": array(closed({"wall": _WALL, "to": _NUMBER, "offset": _METRES, "width": _METRES})),
        "bench": closed({"x": _METRES, "z": _METRES, "turn": {"type": "number", "description": "radians"}}),
        "theme": ref("Theme"),
        "hangings": array(ref("Hanging")),
    }
)

EXHIBITION_SCHEMAS: dict[str, Schema] = {
    **read_models(NewExhibition, ExhibitionRevision),
    "Listing": _LISTING,
    "Theme": _THEME,
    "Hanging": _HANGING,
    "Room": _ROOM,
    "Exhibition": closed({**_HEAD, "description": TEXT, "url": TEXT, "rooms": array(ref("Room"))}),
    "ExhibitionFound": closed({"exhibition": ref("Exhibition")}),
    "Exhibitions": closed({"exhibitions": array(ref("Listing"))}),
}

_HEADERS = {"ETag": {"schema": TEXT}, "Content-Language": {"schema": TEXT}}

_CURATORS = (*NOT_ALLOWED, *UNREADABLE, *WRITING)

EXHIBITIONS = {
    "get": operation(
        "exhibitions",
        "Exhibitions open, to come and past, the latest first. One is always open.",
        answer(200, json("Exhibitions"), headers=_HEADERS),
        nothing(304),
        fails=(problems.Busy,),
    ),
    "post": operation(
        "createExhibition",
        "A new exhibition; its works are arranged for you, or by hand in `rooms`.",
        answer(201, json("ExhibitionFound"), headers={"Location": {"schema": TEXT}}),
        fails=(*_CURATORS, *REPEATABLE),
        parameters=[IDEMPOTENCY_KEY],
        security=SIGNED_IN,
        requestBody=json_body("NewExhibition"),
    ),
}

EXHIBITION = {
    "parameters": [in_path("slug", {**SLUG, "examples": [ON_VIEW]})],
    "get": operation(
        "exhibition",
        "An exhibition; while it is open with its rooms, in metres, and what hangs there.",
        answer(200, json("ExhibitionFound"), headers=_HEADERS),
        nothing(304),
        fails=GONE,
        security=[{}, *SIGNED_IN],
    ),
    "patch": operation(
        "reviseExhibition",
        "Change its words, dates or walls, or hang other works.",
        answer(200, json("ExhibitionFound")),
        fails=(*_CURATORS, problems.NotFound),
        security=SIGNED_IN,
        requestBody=json_body("ExhibitionRevision"),
    ),
    "delete": operation(
        "removeExhibition",
        "End it for good; its works hang in the gallery as before.",
        nothing(204),
        fails=(*NOT_ALLOWED, problems.NotFound, problems.CrossSite, *WRITING),
        security=SIGNED_IN,
    ),
}
