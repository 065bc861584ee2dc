"""What programs send beside a form: JSON, and a token in a header."""

from starlette.requests import Request

from gallery.phrases import Phrase
from gallery.problems import MalformedRequest

_JSON = "application/json"


def bearer(request: Request) -> str | None:
    """The token of `Authorization: Bearer`, if one was sent."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


async def json_body(request: Request) -> bytes:
    """The body, which says that it is JSON. Raises MalformedRequest."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _JSON:
        raise MalformedRequest(Phrase("Send the body as application/json."))
    return await request.body()
