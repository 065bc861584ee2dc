"""The one table from an exception to an answer: problem details, for browsers a page of the same words."""

import logging
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, ExceptionHandler, Message, Receive, Scope, Send

from gallery.accept import best
from gallery.answers import problem_headers, problem_json
from gallery.outages import is_away, is_full
from gallery.phrases import Phrase
from gallery.problems import (
    Busy,
    InternalError,
    MalformedRequest,
    MethodNotAllowed,
    NotFound,
    Problem,
    SignInRequired,
    StorageFull,
)
from gallery.rendering import problem_page, to_sign_in

log = logging.getLogger("gallery")

_BY_STATUS: Mapping[int, Problem] = {
    404: NotFound(Phrase("There is no such address here.")),
    405: MethodNotAllowed(Phrase("This address does not take that method; see Allow.")),
}


def problem_of(request: Request, error: Exception) -> Problem:
    """What an exception means to a client; what is our fault is logged and says nothing of itself."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        return _BY_STATUS.get(error.status_code) or MalformedRequest(_sentence(error.detail))
    if isinstance(error, ClientDisconnect):
        return MalformedRequest(Phrase("The request ended before all of it had arrived."))
    request_id, wait_s = request.state.request_id, request.app.state.settings.retry_after_s
    if is_full(error):
        log.error("request %s: the disk is full", request_id, exc_info=error)
        return StorageFull(Phrase("Nothing can be kept just now, but all that hangs here is safe; try again later."))
    if is_away(error):
        log.error("request %s: database or disk did not answer", request_id, exc_info=error)
        return Busy(Phrase("The gallery is busy just now; try again in a moment."), retry_after_s=wait_s)
    log.error("request %s failed", request_id, exc_info=error)
    return InternalError(Phrase("It has been written down as %(name)s. Please try again.", name=request_id))


def answer(request: Request, error: Exception) -> Response:
    """The answer to an exception, in the form that the client reads."""
    problem = problem_of(request, error)
    headers = {**problem_headers(problem), **(getattr(error, "headers", None) or {})}
    if _reads_pages(request):
        if isinstance(problem, SignInRequired):
            return to_sign_in(request)
        page = problem_page(request, problem)
        page.headers.update(headers)
        return page
    media_type = "application/problem+json"
    return JSONResponse(problem_json(problem), problem.status, headers=headers, media_type=media_type)


async def answer_async(request: Request, error: Exception) -> Response:
    return answer(request, error)


HANDLERS: dict[type[Exception], ExceptionHandler] = {HTTPException: answer_async}
"""For Starlette, which would put its own words on these; every other exception reaches `LastResort`."""


class LastResort:
    """Answers what is raised below it. Starlette's own would answer outside our headers, and raise again."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            await answer(Request(scope), error)(scope, receive, send)


def _reads_pages(request: Request) -> bool:
    if str(request.scope["path"]).startswith(("/api/", "/media/")):
        return False
    offers = ["application/problem+json", "application/json", "text/html"]
    return best(request.headers.get("accept"), offers) == "text/html"


def _sentence(detail: str) -> str:
    return detail.rstrip(".") + "."
