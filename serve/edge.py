"""What stands before Serve's own proxy, by an environment variable that it reads when it starts.

A full front's refusals are repeated for a moment (serve.crowding), and what is public for as long as it may be
(serve.keeping); large uploads come in by turns (serve.turns). And Serve lets any client set its own timeout, or
none, and hold on to work that it no longer waits for, by two headers that are meant for a load balancer. Nobody sets
them here.
"""

from functools import partial

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from .crowding import RepeatRefusals
from .keeping import RepeatPublic
from .turns import TakeTurns

VARIABLE = "RAY_SERVE_HTTP_PROXY_CALLBACK_IMPORT_PATH"
IMPORT_PATH = "serve.edge.middlewares"

STRIPPED = frozenset({b"x-request-timeout-seconds", b"x-request-disconnect-disabled"})


class StripServesHeaders:
    """Takes the two headers off every request before the proxy looks for them."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "headers" in scope:
            headers = [(name, value) for name, value in scope["headers"] if name.lower() not in STRIPPED]
            scope = {**scope, "headers": headers}
        await self.app(scope, receive, send)


def middlewares() -> list[Middleware]:
    """The outermost first."""
    from .metrics import REFUSALS, Meters  # imports Ray, which local_ray has to prepare first

    count = partial(Meters((REFUSALS,)).count, REFUSALS, {"problem": "busy"})
    return [
        Middleware(StripServesHeaders),
        Middleware(RepeatPublic),
        Middleware(TakeTurns),
        Middleware(RepeatRefusals, count=count),
    ]
