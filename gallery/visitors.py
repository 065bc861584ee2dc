"""Visitors without accounts: a random name in a cookie, so that each is counted once.

It is a courtesy, not an identity: who throws the cookie away is somebody else. Only its hash is stored.
"""

import re
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from gallery.blobs import digest
from gallery.cookies import give_cookie, read_cookie

_NAME = re.compile("[A-Za-z0-9_-]{32}")
_COOKIE = "visitor"
_YEAR_S = 31_536_000


@dataclass(frozen=True)
class Visitor:
    """name: what the cookie says; is_new: nobody has been told yet."""

    name: str
    is_new: bool

    @property
    def sha256(self) -> str:
        return digest(self.name.encode())


def recognise(request: Request) -> Visitor:
    """Who sent this, or somebody new."""
    name = read_cookie(request, _COOKIE) or ""
    if _NAME.fullmatch(name):
        return Visitor(name, is_new=False)
    return Visitor(secrets.token_urlsafe(24), is_new=True)


def greet(request: Request, response: Response, visitor: Visitor) -> Response:
    """Gives a new visitor their cookie, along with the response."""
    if visitor.is_new:
        give_cookie(request, response, _COOKIE, visitor.name, max_age_s=_YEAR_S)
    return response
