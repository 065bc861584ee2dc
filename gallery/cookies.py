"""Cookies that no script reads and no other site sets."""

from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import Response

MODERATOR = "moderator"
"""Holds the token of a moderator's session."""


def read_cookie(request: Request, name: str) -> str | None:
    """What a cookie of ours says, if it was sent."""
    return request.cookies.get(_full(request, name))


def give_cookie(request: Request, response: Response, name: str, value: str, *, max_age_s: int | None) -> None:
    """Sends a cookie along; without an age the browser forgets it when it closes."""
    response.set_cookie(
        _full(request, name), value, max_age=max_age_s, secure=_is_secure(request), httponly=True, samesite="lax"
    )


def take_cookie(request: Request, response: Response, name: str) -> None:
    """Has the browser forget a cookie."""
    response.delete_cookie(_full(request, name), secure=_is_secure(request), httponly=True, samesite="lax")


def moderators_cookie(headers: Headers) -> str:
    """What a request carries as the cookie of a moderator, be it worth something or not; empty without one."""
    cookies = cookie_parser(headers.get("cookie", ""))
    return " ".join(cookies[name] for name in (MODERATOR, f"__Host-{MODERATOR}") if cookies.get(name))


def _full(request: Request, name: str) -> str:
    # The prefix keeps other hosts of the domain from setting it; browsers allow it over HTTPS only.
    return f"__Host-{name}" if _is_secure(request) else name


def _is_secure(request: Request) -> bool:
    return request.app.state.settings.origin(request).startswith("https:")
