"""The moderators' pages, and the one call of theirs that programs make."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from gallery.accept import best
from gallery.answers import artwork_json
from gallery.bodies import json_body
from gallery.decisions import REASONS
from gallery.docket import Case, Cases
from gallery.forms import read_fields
from gallery.moderators import ROLES, Moderator
from gallery.phrases import Phrase
from gallery.problems import NotFound
from gallery.rendering import private_page
from gallery.signing_in import require_role
from gallery.submission import Decision, read_said, said_in_form
from gallery.tongues import inside
from gallery.trust import LEVELS
from gallery.wishes import fault
from gallery.wording import tidy

_HOME = "/moderation"
_STATUSES = frozenset({"pending", "approved", "hidden"})


def queue(request: Request) -> Response:
    """What waits, for moderators; a word of welcome for those who only arrange. Raises SignInRequired."""
    moderator = require_role(request, *ROLES)
    if not moderator.may("moderator"):
        return office_page(request, "welcome.html", moderator)
    return _cases_page(request, "queue.html", moderator, request.app.state.office.queue(_after(request)))


def reports(request: Request) -> Response:
    """Works that visitors found something wrong with. Raises SignInRequired, NotYourRole."""
    moderator = require_role(request, "moderator")
    return _cases_page(request, "reports.html", moderator, request.app.state.office.reported(_after(request)))


def works(request: Request) -> Response:
    """Works by status, words or artist. Raises SignInRequired, NotYourRole."""
    moderator, query = require_role(request, "moderator"), request.query_params
    status = query.get("status") if query.get("status") in _STATUSES else None
    q, artist = tidy(query.get("q", ""))[:100], query.get("artist", "")[:64] or None
    found = request.app.state.office.works(_after(request), status=status, q=q, artist=artist)
    return _cases_page(request, "all_works.html", moderator, found, wanted=status, q=q, artist=artist)


def work(request: Request) -> Response:
    """One work, with all that was done about it. Raises SignInRequired, NotYourRole, NotFound."""
    moderator = require_role(request, "moderator")
    case, history = request.app.state.office.case(request.path_params["id"])
    return office_page(request, "moderated.html", moderator, case=case, history=history, reasons=REASONS, levels=LEVELS)


def artists(request: Request) -> Response:
    """Who is trusted further than others. Raises SignInRequired, NotYourRole."""
    moderator = require_role(request, "moderator")
    return office_page(request, "artists.html", moderator, trusted=request.app.state.office.trusted(), levels=LEVELS)


def log(request: Request) -> Response:
    """Who did what, and when. Raises SignInRequired, NotYourRole."""
    moderator = require_role(request, "moderator")
    lines, more = request.app.state.office.log(_after(request))
    return office_page(request, "log.html", moderator, lines=lines, next=_next(request, more))


async def decide(request: Request) -> Response:
    """Approve, hide, restore or look again.

    Raises SignInRequired, NotYourRole, InvalidField, NotFound, ChangedMeanwhile.
    """
    moderator = await run_in_threadpool(require_role, request, "moderator")
    action, version, reason, note, back, trust = await read_fields(
        request, "action", "version", "reason", "note", "back", "trust"
    )
    reason = reason if action == "hide" else ""
    said = {"action": action, "version": version or None, "reason": reason or None, "note": note}
    decision, artwork_id = said_in_form(Decision, said), request.path_params["id"]
    office = request.app.state.office
    case = await run_in_threadpool(office.decide, artwork_id, moderator, **decision.model_dump())
    if trust in LEVELS:
        await run_in_threadpool(office.trust, case.artist, moderator, trust)
    return _done(request, case, back)


async def settle(request: Request) -> Response:
    """Nothing is wrong with it. Raises SignInRequired, NotYourRole, NotFound."""
    moderator = await run_in_threadpool(require_role, request, "moderator")
    (back,) = await read_fields(request, "back")
    office, artwork_id = request.app.state.office, request.path_params["id"]
    await run_in_threadpool(office.settle_reports, artwork_id, moderator)
    case, _ = await run_in_threadpool(office.case, artwork_id)
    return _done(request, case, back)


async def trust(request: Request) -> Response:
    """Trust an artist's browser more, or less. Raises SignInRequired, NotYourRole, InvalidField."""
    moderator = await run_in_threadpool(require_role, request, "moderator")
    artist, level, back = await read_fields(request, "artist", "level", "back")
    if level not in LEVELS:
        raise fault("level", Phrase("Choose one of %(choices)s.", choices=", ".join(LEVELS)))
    if len(artist) != 64 or not set(artist) <= set("0123456789abcdef"):
        raise fault("artist", Phrase("Choose an artist on one of the moderators' pages."))
    await run_in_threadpool(request.app.state.office.trust, artist, moderator, level)
    return RedirectResponse(inside(back) if back else _HOME, 303)


async def decide_by_program(request: Request) -> Response:
    """The same as `decide`, for programs."""
    moderator = await run_in_threadpool(require_role, request, "moderator")
    said = read_said(Decision, await json_body(request))
    office, artwork_id = request.app.state.office, request.path_params["id"]
    case = await run_in_threadpool(office.decide, artwork_id, moderator, **said.model_dump())
    return JSONResponse(artwork_json(case.artwork))


def office_page(request: Request, template: str, moderator: Moderator, **context: object) -> Response:
    """A page for moderators or curators only; templates extend office.html."""
    load = request.app.state.office.load() if moderator.may("moderator") else None
    return private_page(request, template, moderator=moderator, load=load, **context)


def _cases_page(request: Request, template: str, moderator: Moderator, found: Cases, **context: object) -> Response:
    more = _next(request, found.next)
    context |= {"cases": found.cases, "next": more, "done": _just_done(request), "reasons": REASONS, "levels": LEVELS}
    return office_page(request, template, moderator, **context)


def _after(request: Request) -> str | None:
    return request.query_params.get("after") or None


def _next(request: Request, cursor: str | None) -> str | None:
    kept = {name: value for name, value in request.query_params.items() if name != "done"}
    return f"{request.url.path}?{urlencode({**kept, 'after': cursor})}" if cursor else None


def _just_done(request: Request) -> Case | None:
    """The work that was decided about on the page before, so that it can be undone."""
    done = request.query_params.get("done")
    try:
        return request.app.state.office.case(done)[0] if done else None
    except NotFound:
        return None


def _done(request: Request, case: Case, back: str) -> Response:
    """Back to where it was decided, or for a script what there is to know about it now."""
    if best(request.headers.get("accept"), ["text/html", "application/json"]) == "application/json":
        work = case.artwork
        return JSONResponse({"id": work.id, "status": work.status, "title": work.title, "version": case.version})
    parts = urlsplit(inside(back) if back else _HOME)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name != "done"]
    return RedirectResponse(f"{parts.path}?{urlencode([*kept, ('done', case.artwork.id)])}", 303)


routes = [
    Route("/moderation", queue),
    Route("/moderation/reports", reports),
    Route("/moderation/works", works),
    Route("/moderation/works/{id}", work),
    Route("/moderation/works/{id}/decision", decide, methods=["POST"]),
    Route("/moderation/works/{id}/reports", settle, methods=["POST"]),
    Route("/moderation/artists", artists),
    Route("/moderation/trust", trust, methods=["POST"]),
    Route("/moderation/log", log),
    Route("/api/v1/artworks/{id}/decisions", decide_by_program, methods=["POST"]),
]
