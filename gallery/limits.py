"""What is refused before anybody reads it: bodies that are too large, and writes from other sites."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gallery.problems import CrossSite, TooLarge

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class BodyLimit:
    """Counts a body while it streams and raises TooLarge in its reader; a declared length counts at once."""

    def __init__(self, app: ASGIApp, max_body_bytes: int):
        self.app = app
        self.max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared, received = _declared_length(scope), 0

        async def counted() -> Message:
            nonlocal received
            message = await receive() if declared <= self.max_body_bytes else {}
            received += len(message.get("body", b""))
            if max(declared, received) > self.max_body_bytes:
                raise TooLarge(f"A request may have at most {self.max_body_bytes:,} bytes.")
            return message

        await self.app(scope, counted, send)


def _declared_length(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


class SameSite:
    """Refuses writes that another web site makes a browser send.

    Browsers say so by Sec-Fetch-Site, old ones by an Origin that is not the Host; programs send
    neither and are let through: they carry nobody's cookies.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _SAFE_METHODS:
            _refuse_other_sites(Headers(scope=scope))
        await self.app(scope, receive, send)


def _refuse_other_sites(headers: Headers) -> None:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        foreign = site not in {"same-origin", "none"}
    else:
        foreign = origin is not None and _host_of(origin) != headers.get("host")
    if foreign:
        raise CrossSite("Another web site sent this; open the gallery itself and try again there.")


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
