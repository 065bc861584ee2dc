"""The operations by address: what each call takes, answers, and how it fails."""

from gallery import problems
from gallery.openapi.exhibitions import EXHIBITION, EXHIBITIONS
from gallery.openapi.hangings import ARTWORK, FEED, LIKE, OEMBED, REPORTS, STROKES, SUBMIT, WALL
from gallery.openapi.painting import PAINT, SKETCH, STYLIZE
from gallery.openapi.parts import GONE, answer, in_path, json, operation
from gallery.openapi.schemas import RANDOM_ID, TEXT, Schema
from gallery.openapi.session import DECISIONS, SESSION
from gallery.pictures import SERVED_TYPES

PATHS: dict[str, Schema] = {
    "/api/stylize": {"post": STYLIZE},
    "/api/v1/styles": {"get": operation("styles", "What can be asked for.", answer(200, json("Styles")))},
    "/api/v1/sketches": {"post": SKETCH},
    "/api/v1/paintings": {"post": PAINT},
    "/api/v1/paintings/{id}": {
        "parameters": [in_path("id", RANDOM_ID)],
        "get": operation("painting", "One painting.", answer(200, json("Painting")), fails=(*GONE, problems.Expired)),
    },
    "/api/v1/artworks": {"get": WALL, "post": SUBMIT},
    "/api/v1/artworks/{id}": ARTWORK,
    "/api/v1/artworks/{id}/strokes": STROKES,
    "/api/v1/artworks/{id}/like": LIKE,
    "/api/v1/artworks/{id}/reports": REPORTS,
    "/api/v1/exhibitions": EXHIBITIONS,
    "/api/v1/exhibitions/{slug}": EXHIBITION,
    "/api/v1/artworks/{id}/decisions": DECISIONS,
    "/api/v1/session": SESSION,
    "/feed.atom": {"get": FEED},
    "/oembed": {"get": OEMBED},
    "/media/{sha256}.{ext}": {
        "parameters": [
            in_path("sha256", {"type": "string", "pattern": "^[0-9a-f]{64}$"}),
            in_path("ext", {"enum": list(SERVED_TYPES)}),
        ],
        "get": operation(
            "media",
            "An image, while somebody may see it.",
            answer(200, {kind: {} for kind in SERVED_TYPES.values()}, headers={"ETag": {"schema": TEXT}}),
            {"304": {"description": "Not Modified"}},
            fails=GONE,
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
