"""Answers that a client need not be sent again: it names what it has, and hears that this is still it."""

from starlette.requests import Request


def is_known(request: Request, etag: str) -> bool:
    """Whether a client has what that tag (quotes and all) stands for."""
    tags = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    return etag in tags or "*" in tags
