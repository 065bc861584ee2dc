"""The operations on exhibitions, and what they answer with."""

from typing import get_args

from gallery import problems
from gallery.openapi.parts import GONE, answer, in_path, json, nothing, operation
from gallery.openapi.schemas import INSTANT, TEXT, WHOLE, Schema, array, closed, ref
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
    "Listing": _LISTING,
    "Theme": _THEME,
    "Hanging": _HANGING,
    "Room": _ROOM,
    "Exhibition": closed({**_HEAD, "description": TEXT, "url": TEXT, "rooms": array(ref("Room"))}),
    "ExhibitionFound": closed({"exhibition": ref("Exhibition")}),
    "Exhibitions": closed({"exhibitions": array(ref("Listing"))}),
}

_HEADERS = {"ETag": {"schema": TEXT}, "Content-Language": {"schema": TEXT}}

EXHIBITIONS = operation(
    "exhibitions",
    "Exhibitions open, to come and past, the latest first. One is always open.",
    answer(200, json("Exhibitions"), headers=_HEADERS),
    nothing(304),
    fails=(problems.Busy,),
)

EXHIBITION = {
    "parameters": [in_path("slug", {**SLUG, "examples": [ON_VIEW]})],
    "get": operation(
        "exhibition",
        "An exhibition; while it is open with its rooms, in metres, and what hangs there.",
        answer(200, json("ExhibitionFound"), headers=_HEADERS),
        nothing(304),
        fails=GONE,
    ),
}
