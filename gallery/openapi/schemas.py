"""The JSON objects of the contract, as JSON Schema. What is read is described by the model that reads it."""

from typing import Any

from pydantic import BaseModel

from gallery.colours import COLOURS
from gallery.moderators import ROLES
from gallery.painting import MAX_SEED
from gallery.submission import EMOTIONS, LICENCES, Decision, Report, Revision, SignIn, Submission

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
INSTANT: Schema = {"type": "string", "format": "date-time"}
STYLE: Schema = {
    "type": "integer",
    "minimum": 0,
    "maximum": 2**31 - 1,
    "description": "id of a style, 0 for a free draw or the style of a reference",
}
SEED: Schema = {"type": "integer", "minimum": 0, "maximum": MAX_SEED}
RANDOM_ID: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"}
EDIT_TOKEN: Schema = {"type": "http", "scheme": "bearer", "description": "shown once, when the artwork was hung"}
SESSION_TOKEN: Schema = {"type": "http", "scheme": "bearer", "description": "of a moderator's session"}
IMAGE_URL: Schema = {"type": "string", "pattern": "^/media/[0-9a-f]{64}\\.(png|jpg|webp|avif)$"}
CROP: Schema = {
    "type": "array",
    "items": WHOLE,
    "minItems": 3,
    "maxItems": 3,
    "description": "x, y, side of the square on the upright upload, in its pixels; x and y may be negative",
}


def ref(name: str) -> Schema:
    """A schema of this document by name."""
    return {"$ref": f"#/components/schemas/{name}"}


def array(items: Schema, **limits: int) -> Schema:
    return {"type": "array", "items": items, **limits}


def closed(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    """An object of exactly these properties."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


_IMAGE = {"url": IMAGE_URL, "width": WHOLE, "height": WHOLE}

_NAMES: Schema = {"type": "object", "additionalProperties": TEXT, "description": "by language"}

_STYLE_OBJECT = closed(
    {
        "id": {"type": "integer", "minimum": 1},
        "slug": TEXT,
        "names": _NAMES,
        "release": TEXT,
        "moods": array(TEXT),
        "sample": IMAGE_URL,
    }
)

_RELEASE = closed({"name": TEXT, "names": _NAMES, "sha256": TEXT, "licence": TEXT, "image_px": WHOLE})

VARIATION: Schema = {"type": "number", "minimum": 0, "maximum": 1}

_VARIED = {
    "variation": {**VARIATION, "description": "how far from its style it is, in a direction by its seed"},
    "lineage": {
        **array(array({"type": "number"}, minItems=2, maxItems=2)),
        "description": "seed and variation of the paintings that it is a variation of, the first one first",
    },
}

_PAINTING = closed(
    {"id": RANDOM_ID, "style": STYLE, "seed": SEED, "release": TEXT, **_IMAGE, "expires_at": INSTANT, **_VARIED}
)

_SKETCH = closed({**_IMAGE, "crop": CROP})

_PAINTING_SET = closed(
    {
        "sketch": _SKETCH,
        "paintings": array(ref("Painting"), minItems=1),
        "failed": array(closed({"style": STYLE, "seed": SEED, "problem": ref("Problem")})),
    }
)

_VARIANT = closed({"width": WHOLE, "format": TEXT, "url": IMAGE_URL})

_ARTWORK = closed(
    {
        "id": RANDOM_ID,
        "status": {"enum": ["pending", "approved", "hidden", "withdrawn"]},
        "title": TEXT,
        "artist": TEXT,
        "emotion": {"enum": [*EMOTIONS, None]},
        "alt": TEXT,
        "licence": {"enum": list(LICENCES)},
        "style": STYLE,
        "release": TEXT,
        "seed": SEED,
        **_VARIED,
        "painting": closed({**_IMAGE, "variants": array(_VARIANT)}),
        "sketch": closed({"url": IMAGE_URL, "crop": CROP}),
        "palette": array({"type": "string", "pattern": "^#[0-9a-f]{6}$"}, minItems=5, maxItems=5),
        "colour": {"enum": [*COLOURS, None], "description": "the one of these that it is known by"},
        "preview": {"type": ["string", "null"], "pattern": "^data:image/webp;base64,"},
        "likes": {"type": "integer", "minimum": 0},
        "created_at": INSTANT,
        "hung_at": {"anyOf": [INSTANT, {"type": "null"}], "description": "when it was first to be seen by everybody"},
        "updated_at": INSTANT,
    }
)

_MODERATOR = closed({"name": TEXT, "role": {"enum": list(ROLES)}})


_ERRORS = array(closed({"field": TEXT, "detail": TEXT}))

_PROBLEM = closed(
    {
        "type": {"type": "string", "format": "uri-reference"},
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "what to do, in a sentence"},
        "errors": _ERRORS,
        "translated": {
            **closed({"language": TEXT, "title": TEXT, "detail": TEXT, "errors": _ERRORS}),
            "description": "the same in the language that the client accepts, where that is not English",
        },
    },
    optional=("errors", "translated"),
)


def read_models(*models: type[BaseModel]) -> dict[str, Schema]:
    """What these models read, and what they are made of, by name."""
    schemas: dict[str, Schema] = {}
    for model in models:
        described = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= {**described.pop("$defs", {}), model.__name__: described}
    return schemas


SCHEMAS: dict[str, Schema] = {
    **read_models(Submission, Revision, Report, SignIn, Decision),
    "Style": _STYLE_OBJECT,
    "Release": _RELEASE,
    "Styles": closed({"styles": array(ref("Style")), "releases": array(ref("Release"))}),
    "Painting": _PAINTING,
    "Sketch": _SKETCH,
    "PaintingSet": _PAINTING_SET,
    "Artwork": _ARTWORK,
    "Submitted": closed(
        {
            "artwork": ref("Artwork"),
            "edit_token": TEXT,
            "edit_url": {**TEXT, "description": "the edit page, with the token behind the #"},
            "edit_qr": {**TEXT, "description": "the same as a QR code: an SVG element to put into a page"},
        }
    ),
    "Wall": closed({"artworks": array(ref("Artwork")), "next": {"type": ["string", "null"]}}),
    "Embedding": closed(
        {
            "version": {"const": "1.0"},
            "type": {"const": "rich"},
            **dict.fromkeys(("title", "author_name", "provider_name", "provider_url", "thumbnail_url", "html"), TEXT),
            **dict.fromkeys(("cache_age", "thumbnail_width", "thumbnail_height", "width", "height"), WHOLE),
        }
    ),
    "SignedIn": closed({"token": TEXT, "moderator": _MODERATOR, "ends_at": INSTANT}),
    "Problem": _PROBLEM,
    "Alive": closed({"status": {"const": "ok"}}),
    "Readiness": closed({"status": {"enum": ["ready", "not ready"]}, "reasons": array(TEXT)}),
}
