"""The pages that people see: each handler parses, makes one call and answers with complete HTML."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from gallery.forms import read_painting_order, read_submission_form
from gallery.presence import while_present
from gallery.problems import Problem
from gallery.studio import paint_and_keep
from gallery.wall import View

_TEMPLATES = Jinja2Templates(
    env=Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
)


def wall(request: Request) -> Response:
    """The newest artworks, or with `after` those that follow. Raises InvalidField for a foreign cursor."""
    state = request.app.state
    after = request.query_params.get("after") or None
    page = state.store.page(View(limit=state.settings.page_size, after=after))
    return _page(request, "wall.html", artworks=page.artworks, next=page.next, first_page=after is None)


def artwork(request: Request) -> Response:
    """One artwork, large, beside the drawing it was painted from. Raises NotFound."""
    shown = request.app.state.store.artwork(request.path_params["id"])
    return _page(request, "artwork.html", artwork=shown, site=str(request.base_url).rstrip("/"))


def desk(request: Request) -> Response:
    """The paper, the styles, and a form that does without JavaScript what the board does with it."""
    return _page(request, "draw.html")


async def paint(request: Request) -> Response:
    """The paintings of an uploaded drawing, to choose one from. Raises what the order and the painters do."""
    order = await read_painting_order(request)
    work = paint_and_keep(request.app, order.upload, order.wishes, size=order.size, lines=order.lines)
    made = await while_present(request, work)
    return _page(request, "paintings.html", 201, paintings=made.paintings, failed=made.failed)


async def hang(request: Request) -> Response:
    """Hang the chosen painting; the answer is the only showing of its edit token, so nobody may keep it.

    Raises InvalidField, NotFound, Expired, AlreadySubmitted.
    """
    submission = await read_submission_form(request)
    done = await run_in_threadpool(request.app.state.store.submit, submission)
    page = _page(request, "hung.html", 201, artwork=done.artwork, edit_token=done.edit_token)
    page.headers["Cache-Control"] = "no-store"
    return page


def problem_page(request: Request, problem: Problem) -> Response:
    """The words of a problem as a page, with its status."""
    return _page(request, "problem.html", problem.status, problem=problem)


def _page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    state = request.app.state
    styles = {style.id: style for style in state.catalogue.styles}
    context |= {"styles": styles, "samples": state.samples}
    return _TEMPLATES.TemplateResponse(request, template, context, status_code=status)


routes = [
    Route("/", wall),
    Route("/draw", desk),
    Route("/draw", paint, methods=["POST"]),
    Route("/artworks", hang, methods=["POST"]),
    Route("/artworks/{id:str}", artwork),
]
