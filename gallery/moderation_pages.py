"""The moderators' pages."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gallery.moderators import ROLES, Moderator
from gallery.rendering import private_page
from gallery.signing_in import require_role


def queue(request: Request) -> Response:
    """Where moderators and curators come in. Raises SignInRequired."""
    return office_page(request, "queue.html", require_role(request, *ROLES))


def office_page(
    request: Request, template: str, moderator: Moderator, status: int = 200, **context: object
) -> Response:
    """A page for moderators only; templates extend office.html."""
    return private_page(request, template, status, moderator=moderator, **context)


routes = [Route("/moderation", queue)]
