"""Signing in and out, by page and by API, and the question that moderators' routes ask first: who is it?

A browser shows its session by a cookie, a program by `Authorization: Bearer`.
"""

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from gallery.answers import sign_in_json
from gallery.bodies import bearer, json_body
from gallery.cookies import MODERATOR, give_cookie, read_cookie, take_cookie
from gallery.forms import read_fields
from gallery.moderators import Moderator, Role
from gallery.phrases import Phrase
from gallery.problems import NotYourRole, SignInRequired, WrongSignIn
from gallery.rendering import private_page
from gallery.sessions import LIFE
from gallery.submission import SignIn, read_said
from gallery.tongues import inside

_HOME = "/moderation"


def signed_in(request: Request) -> Moderator | None:
    """Who is signed in, if anybody is. Asks the database; call it in a thread."""
    tokens = (read_cookie(request, MODERATOR), bearer(request))
    found = (request.app.state.office.signed_in(token) for token in tokens if token)
    return next((moderator for moderator in found if moderator is not None), None)


def require_role(request: Request, *roles: Role) -> Moderator:
    """Who is signed in and may do what one of `roles` does: an admin may do everything. Call it in a thread.

    Raises SignInRequired (a page sends the browser to the sign-in), NotYourRole.
    """
    moderator = signed_in(request)
    if moderator is None:
        raise SignInRequired(Phrase("Sign in as a moderator first; a session ends after two hours without a request."))
    if not any(moderator.may(role) for role in roles):
        raise NotYourRole(Phrase("Only a %(role)s may do that; ask an admin of this gallery.", role=" or ".join(roles)))
    return moderator


def ask(request: Request) -> Response:
    """Name and password."""
    return private_page(request, "sign_in.html", back=_back(request.query_params.get("back")), name="", failed=False)


async def enter(request: Request) -> Response:
    """A new session, whatever the browser had before; what does not fit is told on the same page."""
    name, password, back = await read_fields(request, "name", "password", "back")
    former = read_cookie(request, MODERATOR)
    office = request.app.state.office
    try:
        token, _ = await run_in_threadpool(office.sign_in, name, password, instead_of=former)
    except WrongSignIn:
        return private_page(request, "sign_in.html", 401, back=_back(back), name=name[:100], failed=True)
    answer = RedirectResponse(_back(back), 303)
    give_cookie(request, answer, MODERATOR, token, max_age_s=int(LIFE.total_seconds()))
    return answer


async def leave(request: Request) -> Response:
    """The end of a session, here and on the server."""
    token = read_cookie(request, MODERATOR)
    if token:
        await run_in_threadpool(request.app.state.office.sign_out, token)
    answer = RedirectResponse("/moderation/sign-in", 303)
    take_cookie(request, answer, MODERATOR)
    return answer


class ApiSession(HTTPEndpoint):
    """A program's session: its token is shown this once."""

    async def post(self, request: Request) -> Response:
        said = read_said(SignIn, await json_body(request))
        office = request.app.state.office
        token, moderator = await run_in_threadpool(office.sign_in, said.name, said.password)
        return JSONResponse(sign_in_json(token, moderator, office.now() + LIFE), 201)

    def delete(self, request: Request) -> Response:
        token = bearer(request)
        if token is None or not request.app.state.office.sign_out(token):
            raise SignInRequired(
                Phrase("Send the token of a session that has not ended: `Authorization: Bearer <token>`.")
            )
        return Response(status_code=204)


def _back(address: object) -> str:
    return inside(address) if address else _HOME


routes = [
    Route("/moderation/sign-in", ask),
    Route("/moderation/sign-in", enter, methods=["POST"]),
    Route("/moderation/sign-out", leave, methods=["POST"]),
    Route("/api/v1/session", ApiSession),
]
