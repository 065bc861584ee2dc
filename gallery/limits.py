"""What is refused before anybody reads it: bodies that are too large, and writes from other sites."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gallery.cookies import moderators_cookie
from gallery.phrases import Phrase
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
                raise TooLarge(Phrase("A request may have at most %(most)s bytes.", most=self.max_body_bytes))
            return message

        await self.app(scope, counted, send)


def _declared_length(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


class SameSite:
    """Refuses writes that another web site makes a browser send.

    Browsers say so by Sec-Fetch-Site, older ones by an Origin that is not ours. Programs send neither and
    are let through, for they carry nobody's cookies; a browser so old that it says nothing has to name a
    page of ours as its Referer before it may act for a moderator.
    """

    def __init__(self, app: ASGIApp, public_origin: str = ""):
        self.app = app
        self.public_origin = public_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _SAFE_METHODS and self._is_foreign(Headers(scope=scope)):
            raise CrossSite(Phrase("Another web site sent this; open the gallery itself and try again there."))
        await self.app(scope, receive, send)

    def _is_foreign(self, headers: Headers) -> bool:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            return site not in {"same-origin", "none"}
        if origin is None and moderators_cookie(headers):
            origin = headers.get("referer", "")
        return origin is not None and not self._is_ours(origin, headers)

    def _is_ours(self, address: str, headers: Headers) -> bool:
        try:
            parts = urlsplit(address)
        except ValueError:
            return False
        # Host is what the client makes of it; once we know our own name, it is not asked.
        if self.public_origin:
            return f"{parts.scheme}://{parts.netloc}" == self.public_origin
        return parts.netloc != "" and parts.netloc == headers.get("host")
