import asyncio
from typing import Any

from ray.serve._private import constants
from ray.serve._private.common import RequestProtocol

from serve import edge


def passed_on(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """What of these headers the proxy gets to see."""
    seen: list[Any] = []

    async def proxy(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope)

    app: Any = proxy
    for middleware in reversed(edge.middlewares()):
        app = middleware.cls(app, *middleware.args, **middleware.kwargs)
    asyncio.run(app({"type": RequestProtocol.HTTP.value, "method": "GET", "headers": headers}, None, None))
    return seen[0]["headers"]


def test_no_client_sets_its_own_timeout() -> None:
    kept = [(b"accept", b"*/*"), (b"x-request-id", b"abc")]

    assert passed_on([*kept, (b"x-request-timeout-seconds", b"-1"), (b"X-Request-Disconnect-Disabled", b"?1")]) == kept


def test_the_headers_are_the_ones_that_serve_heeds() -> None:
    heeded = {
        constants.SERVE_HTTP_REQUEST_TIMEOUT_S_HEADER.encode(),
        constants.SERVE_HTTP_REQUEST_DISCONNECT_DISABLED_HEADER.encode(),
    }

    assert heeded == edge.STRIPPED
