"""Who may look at an exhibition when: everybody while it is open, curators at any time."""

from starlette.requests import Request
from starlette.responses import Response

from gallery.bodies import bearer
from gallery.cookies import MODERATOR, read_cookie
from gallery.shown import Exhibition
from gallery.signing_in import signed_in


def seen_by(request: Request) -> Exhibition:
    """The exhibition that the path names, as who asks may see it. Raises NotFound."""
    slug = request.path_params["slug"]
    return request.app.state.exhibitions.find(slug, as_curator=_is_curator(request))


def keep_private(request: Request, answer: Response) -> Response:
    """What a curator was shown is nobody else's."""
    if _is_curator(request):
        answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _is_curator(request: Request) -> bool:
    if not (read_cookie(request, MODERATOR) or bearer(request)):
        return False
    moderator = signed_in(request)
    return moderator is not None and moderator.may("curator")
