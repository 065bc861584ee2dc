"""The page of an artwork, and what can be done there: like it, report it, and, with its key, change it."""

from collections.abc import Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import State
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gallery.collecting import collected
from gallery.forms import read_fields, read_label, read_revision_form
from gallery.keys import key_in
from gallery.problems import InvalidField
from gallery.rendering import page, private_page
from gallery.shown import Neighbours
from gallery.submission import Report, said_in_form
from gallery.visitors import greet, recognise
from gallery.works import Artwork

_SEE_OTHER = 303


def artwork(request: Request) -> Response:
    """One artwork, large, with the drawing it was painted from; one that waits, to who hung it. Raises NotFound."""
    state, visitor = request.app.state, recognise(request)
    shown = state.store.artwork(request.path_params["id"], visitor=visitor)
    place, neighbours = _beside(state, shown)
    answer = page(
        request,
        "artwork.html",
        artwork=shown,
        liked=state.store.likes(shown.id, visitor),
        kept=shown.id in collected(request),
        has_strokes=state.browsing.has_strokes(shown.id),
        place=place,
        neighbours=neighbours,
    )
    answer.headers["Cache-Control"] = "private, no-cache"  # it shows whether this visitor likes it
    return answer


def _beside(state: State, shown: Artwork) -> tuple[Neighbours | None, Sequence[Artwork]]:
    """Where it hangs in the current exhibition, and what hangs beside it: there, else on the wall."""
    place = state.exhibitions.beside(shown.id)
    if place is None:
        return None, [work for work in state.browsing.beside(shown) if work]
    found = state.exhibitions.artworks([id for id in (place.before, place.after) if id])
    return place, [found[id] for id in (place.before, place.after) if id in found]


async def like(request: Request) -> Response:
    """Like it, or with `liked=0` no more. Raises NotFound."""
    (liked,) = await read_fields(request, "liked")
    store, visitor = request.app.state.store, recognise(request)
    change = store.unlike if liked == "0" else store.like
    await run_in_threadpool(change, request.path_params["id"], visitor)
    return greet(request, _back_to_it(request), visitor)


async def report(request: Request) -> Response:
    """Take a report. Raises InvalidField, NotFound."""
    (reason,) = await read_fields(request, "reason")
    visitor, said = recognise(request), said_in_form(Report, {"reason": reason})
    artwork_id = request.path_params["id"]
    await run_in_threadpool(request.app.state.store.report, artwork_id, visitor, said.reason)
    return greet(request, page(request, "told.html", 202, told="reported", artwork_id=artwork_id), visitor)


def ask_for_key(request: Request) -> Response:
    """Who wants to change an artwork is asked for its edit token."""
    return page(request, "key.html", artwork_id=request.path_params["id"])


async def edit(request: Request) -> Response:
    """The label as a form, for the holder of the key, or of the link with it.

    Raises TokenRequired, NotFound, WrongToken.
    """
    (pasted,) = await read_fields(request, "token")
    token = key_in(pasted)
    return await run_in_threadpool(_label_page, request, token)


def _label_page(
    request: Request, token: str, said: Mapping[str, str | None] | None = None, problem: InvalidField | None = None
) -> Response:
    state = request.app.state
    mine = state.store.owned(request.path_params["id"], token=token or None)
    shown = {"artwork": mine, "token": token, "hidden_because": state.office.hidden_because(mine)}
    shown |= {"said": said, "problem": problem}
    return private_page(request, "edit.html", problem.status if problem else 200, **shown)


async def revise(request: Request) -> Response:
    """Change the label; what is not right is told beside what was filled in.

    Raises TokenRequired, NotFound, WrongToken.
    """
    store, artwork_id = request.app.state.store, request.path_params["id"]
    try:
        token, revision = await read_revision_form(request)
    except InvalidField as problem:
        said, (token,) = await read_label(request), await read_fields(request, "token")
        return await run_in_threadpool(_label_page, request, token, said, problem)
    changed = await run_in_threadpool(store.revise, artwork_id, revision, token=token or None)
    if changed.status == "approved":
        return _back_to_it(request)
    return private_page(request, "told.html", told="waiting", artwork_id=artwork_id)


async def withdraw(request: Request) -> Response:
    """Take it down. Raises TokenRequired, NotFound, WrongToken."""
    (token,) = await read_fields(request, "token")
    store, artwork_id = request.app.state.store, request.path_params["id"]
    await run_in_threadpool(store.withdraw, artwork_id, token=token or None)
    return private_page(request, "told.html", told="withdrawn", artwork_id=artwork_id)


def _back_to_it(request: Request) -> Response:
    return RedirectResponse(f"/artworks/{request.path_params['id']}", _SEE_OTHER)


routes = [
    Route("/artworks/{id:str}", artwork),
    Route("/artworks/{id:str}/like", like, methods=["POST"]),
    Route("/artworks/{id:str}/report", report, methods=["POST"]),
    Route("/artworks/{id:str}/edit", ask_for_key),
    Route("/artworks/{id:str}/edit", edit, methods=["POST"]),
    Route("/artworks/{id:str}/label", revise, methods=["POST"]),
    Route("/artworks/{id:str}/withdrawal", withdraw, methods=["POST"]),
]
