"""The operations that paint."""

from gallery import problems
from gallery.openapi.parts import (
    IDEMPOTENCY_KEY,
    PICTURES,
    REPEATABLE,
    UNREADABLE,
    WRITING,
    answer,
    form,
    json,
    operation,
)
from gallery.openapi.schemas import RANDOM_ID, SEED, STYLE, TEXT, VARIATION, Schema
from gallery.painting import USUAL_INK
from gallery.pictures import SIZES
from gallery.submission import EMOTIONS

_FILE: Schema = {
    "type": "string",
    "contentMediaType": "application/octet-stream",
    "description": "PNG, JPEG or WebP: at most 10 MiB, 16,777,216 pixels, 8,192 a side",
}

_UPLOAD = (
    *UNREADABLE,
    problems.UnsupportedImage,
    problems.BlankSketch,
    problems.UndecodableImage,
    problems.TooManyPixels,
    problems.UnknownStyle,
    problems.PaintingFailed,
    *WRITING,
    *REPEATABLE,
)

_PICTURE_HEADERS = {
    name: {"schema": schema, "description": text}
    for name, schema, text in (
        ("X-Style", STYLE, "the style painted"),
        ("X-Seed", SEED, "the seed used"),
        ("X-Release", TEXT, "the release that painted"),
    )
}

STYLIZE = operation(
    "stylize",
    "One painting of a drawing, as JPEG of 512x512.",
    answer(200, {"image/jpeg": {}}, headers=_PICTURE_HEADERS),
    fails=_UPLOAD,
    parameters=[IDEMPOTENCY_KEY],
    requestBody=form({"contentImage": _FILE, "style": {**STYLE, "default": 0}, "seed": SEED}, "contentImage"),
)

_INK: Schema = {
    "type": "number",
    "minimum": 0,
    "maximum": 1,
    "default": USUAL_INK,
    "description": "how much of the picture's ink to keep: 0 the darkest strokes alone, 1 the faintest marks too",
}

SKETCH = operation(
    "sketch",
    "A picture as the painters will see it; nothing is painted. As `image/png` it is not kept, and X-Crop is its crop.",
    answer(200, {"image/png": {}}, headers={"X-Crop": {"schema": TEXT, "description": "x, y, side"}}),
    answer(201, json("Sketch")),
    fails=(*_UPLOAD, problems.NotAcceptable),
    parameters=[IDEMPOTENCY_KEY],
    requestBody=form({"sketch": _FILE, "ink": _INK}, "sketch"),
)

PAINT = operation(
    "paint",
    "Paintings of a sketch, kept for a day; with `Accept: text/event-stream` each as it is ready (events `sketch`, "
    "`painting`, `error`, `done`), with `Accept: image/*` and exactly one style the picture itself.",
    answer(200, {**PICTURES, "text/event-stream": {"type": "string"}}, headers=_PICTURE_HEADERS),
    answer(201, json("PaintingSet")),
    fails=(*_UPLOAD, problems.NotAcceptable, problems.NotFound, problems.Expired),
    parameters=[IDEMPOTENCY_KEY],
    requestBody=form(
        {
            "sketch": _FILE,
            "styles": {
                "type": "string",
                "default": "random:4",
                "pattern": "^(all|random:([1-9]|1[0-6])|[0-9]{1,9}(,[0-9]{1,9})*)?$",
                "description": "ids `1,4,7` (twice counts once), `random:N` with N of 1-16, or `all`",
            },
            "seed": {**SEED, "description": "drawn when it is not sent"},
            "reference": {
                **_FILE,
                "description": "take the style of this picture: one wish more, as id 0; without `styles` the only one",
            },
            "variation": {
                **VARIATION,
                "default": 0,
                "description": "how far each painting may be from its style, in a direction by its seed: 0 not at all",
            },
            "like": {
                **RANDOM_ID,
                "description": "id of a painting that is kept or of an artwork that hangs: `random:N` are then N "
                "variations of it, named styles are painted beside one; `variation` is 0.5 if not sent. Of one "
                "in the style of a picture send the `reference` again, else the painting is taken for it",
            },
            "lines": {"type": "number", "minimum": 0, "maximum": 1, "default": 0},
            "ink": _INK,
            "feeling": {
                "enum": list(EMOTIONS),
                "description": "without `styles` and `reference`, up to four styles are painted whose moods fit it",
            },
            "size": {"enum": list(SIZES), "default": 512},
        },
        "sketch",
    ),
)
