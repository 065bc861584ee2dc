"""The served description of the API: OpenAPI 3.1, put together from the code that answers."""

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gallery.openapi.exhibitions import EXHIBITION_SCHEMAS
from gallery.openapi.paths import PATHS
from gallery.openapi.schemas import EDIT_TOKEN, SCHEMAS, SESSION_TOKEN


@cache
def document() -> dict[str, Any]:
    """The whole description, as JSON values."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sketch2Art",
            "version": "1",
            "description": "Drawings come back as paintings; chosen ones hang in the gallery.",
        },
        "paths": PATHS,
        "components": {
            "schemas": {**SCHEMAS, **EXHIBITION_SCHEMAS},
            "securitySchemes": {"editToken": EDIT_TOKEN, "session": SESSION_TOKEN},
        },
    }


async def describe(request: Request) -> Response:
    return JSONResponse(document())


routes = [Route("/openapi.json", describe)]
