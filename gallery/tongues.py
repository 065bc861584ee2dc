"""Where a visitor says which language the pages are to speak."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gallery.i18n import COOKIE, LANGUAGES
from gallery.phrases import Phrase
from gallery.wishes import fault

_A_YEAR_S = 31_536_000


async def choose(request: Request) -> Response:
    """Keep the chosen language in a cookie, and go back to the page it was chosen on. Raises InvalidField."""
    form = await request.form(max_files=0, max_fields=4)
    language, back = form.get("language"), form.get("back")
    if language not in LANGUAGES:
        raise fault("language", Phrase("Choose one of %(choices)s.", choices=", ".join(LANGUAGES)))
    answer = RedirectResponse(inside(back), 303)
    secure = request.app.state.settings.origin(request).startswith("https:")
    answer.set_cookie(COOKIE, language, max_age=_A_YEAR_S, httponly=True, samesite="lax", secure=secure)
    return answer


def inside(back: object) -> str:
    """A path of this site and of no other one: `//host` and `/\\host` are addresses elsewhere."""
    path = back if isinstance(back, str) else "/"
    return path if path.startswith("/") and path[1:2] not in {"/", "\\"} and path.isprintable() else "/"


routes = [Route("/language", choose, methods=["POST"])]
