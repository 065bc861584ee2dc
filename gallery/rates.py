"""How often one client may write: who counts as one, and the port to whoever keeps count.

Reading is free. Somebody else keeps the count because there may be many of us before one crowd.
"""

import ipaddress
import math
from collections.abc import Awaitable, Callable, Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from gallery.phrases import Phrase
from gallery.problems import TooManyRequests
from gallery.settings import GallerySettings

Admit = Callable[[str, int], Awaitable[float]]
"""admit(who, per_minute): 0 if `who` may come in now, and then it counts; else the seconds until it may."""

PAINTING_PATHS = frozenset({"/api/stylize", "/api/v1/paintings", "/draw"})
SKETCH_PATHS = frozenset({"/api/v1/sketches"})
SIGN_IN_PATHS = frozenset({"/moderation/sign-in", "/api/v1/session"})
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})

_NEIGHBOURS = 64
"""An IPv6 client owns a network of this prefix length, and could take another address for each request."""


async def unlimited(who: str, per_minute: int) -> float:
    """For whoever keeps no count."""
    return 0.0


class RateLimit:
    """Raises TooManyRequests before a body is read. A limit of 0 in the settings is none."""

    def __init__(self, app: ASGIApp, admit: Admit, settings: GallerySettings):
        self.app = app
        self.admit = admit
        self.proxies = settings.trusted_proxies
        self.per_minute: Mapping[str, int] = {
            "paintings": settings.paintings_per_minute,
            "sketches": settings.paintings_per_minute,  # a count of their own: trying out costs no painting
            "writes": settings.writes_per_minute,
            "sign-ins": settings.sign_ins_per_minute,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in _WRITES:
            await self._count(_kind(scope), scope)
        await self.app(scope, receive, send)

    async def _count(self, kind: str, scope: Scope) -> None:
        per_minute = self.per_minute[kind]
        if not per_minute:
            return
        wait_s = math.ceil(await self.admit(f"{kind} {client_of(scope, self.proxies)}", per_minute))
        if wait_s:
            quick = Phrase("That was very quick: try again in %(wait)s seconds.", wait=wait_s)
            raise TooManyRequests(quick, retry_after_s=wait_s)


def _kind(scope: Scope) -> str:
    if scope["path"] in PAINTING_PATHS:
        return "paintings"
    if scope["path"] in SKETCH_PATHS:
        return "sketches"
    # Signing out is a DELETE, and nobody is kept from it.
    return "sign-ins" if scope["path"] in SIGN_IN_PATHS and scope["method"] == "POST" else "writes"


def client_of(scope: Scope, proxies: int) -> str:
    """Who sent a request: an IPv4 address, or the network that an IPv6 one is in.

    proxies: how many in front of us add the address they see to X-Forwarded-For. What stands left of
    theirs anybody can write, so it is not looked at.
    """
    seen = (scope.get("client") or ("", 0))[0]
    named = [part.strip() for line in Headers(scope=scope).getlist("x-forwarded-for") for part in line.split(",")]
    if proxies and len(named) >= proxies:
        seen = _network(named[-proxies]) or seen
    return _network(seen) or "unknown"


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), _NEIGHBOURS), strict=False))
    return str(found)
