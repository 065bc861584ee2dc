"""The headers that every answer carries: what a browser may do with it, and how to find it in the log."""

import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PAGE_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'nonce-{nonce}'",
        "style-src 'self' 'nonce-{nonce}'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "font-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors {framed_by}",
    ]
)
SANDBOX = "default-src 'none'; sandbox"
"""For images: even one that a browser took for a page could do nothing."""

_NOTHING = "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
_JSON = frozenset({"application/json", "application/problem+json"})
_REQUEST_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")
"""Anything else from outside stays out of the log."""

_YEAR_S = 31_536_000
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def page_policy(nonce: str, *, framed_by: str = "'none'") -> str:
    """The content security policy of a page. framed_by: in whose pages it may stand, as the policy names them."""
    return _PAGE_POLICY.format(nonce=nonce, framed_by=framed_by)


class SecurityHeaders:
    """Adds what an answer does not say for itself.

    `request.state.csp_nonce` allows one `<style nonce>` of that answer, `request.state.request_id`
    is its name in the log and in X-Request-ID. A server in front that has named the request already
    (as Serve's proxy does) answers with that name itself, so it is taken over and not said twice.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        named = _name_from_the_front(scope)
        nonce, request_id = secrets.token_urlsafe(16), named or secrets.token_hex(8)
        # A new dict: a server may hand the same state to many requests at once.
        scope["state"] = {**scope.get("state", {}), "csp_nonce": nonce, "request_id": request_id}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if not named:
                    headers["X-Request-ID"] = request_id
                _add(headers, scope, nonce=nonce)
            await send(message)

        await self.app(scope, receive, sending)


def _name_from_the_front(scope: Scope) -> str | None:
    name = Headers(scope=scope).get("x-request-id", "")
    return name if _REQUEST_NAME.fullmatch(name) else None


def _add(headers: MutableHeaders, scope: Scope, *, nonce: str) -> None:
    kind = headers.get("content-type", "")
    policy = page_policy(nonce) if kind.startswith("text/html") else _NOTHING
    headers.setdefault("Content-Security-Policy", policy)
    for name, value in _EVERYWHERE.items():
        headers.setdefault(name, value)
    # Pages and assets may be kept if they are asked for again; answers to a write may show a token.
    keep = scope["method"] in {"GET", "HEAD"} and kind not in _JSON
    headers.setdefault("Cache-Control", "no-cache" if keep else "no-store")
    if scope.get("scheme") == "https":
        headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR_S}; includeSubDomains")
