"""The pages that people see: each handler parses, makes one call and answers with complete HTML."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gallery.drafts import draft_alt
from gallery.forms import UNSAID, read_emotion, read_label, read_painting_order, read_styles, read_submission_form
from gallery.keys import edit_link, fresh_secret, key_of, qr_code
from gallery.presence import while_present
from gallery.problems import AlreadySubmitted, InvalidField, PaintingFailed
from gallery.rendering import page, private_page
from gallery.studio import paint_and_keep
from gallery.submission import Submission
from gallery.visitors import Visitor, greet, recognise
from gallery.wishes import fitting_first
from gallery.works import Submitted

MAX_CHOICE = 64
"""Paintings on one page."""


def desk(request: Request) -> Response:
    """The paper, the styles, and a form that does without JavaScript what the board does with it.

    With a `feeling`, the styles that fit it come first; with `like`, an artwork's id, comes what it is painted like.
    Raises InvalidField, NotFound.
    """
    state, query = request.app.state, request.query_params
    feeling = read_emotion(query.get("feeling"), "feeling")
    styles = fitting_first(state.catalogue, feeling)
    like = state.store.artwork(query["like"]) if query.get("like") else None
    return page(request, "draw.html", styles={style.id: style for style in styles}, feeling=feeling, like=like)


async def paint(request: Request) -> Response:
    """Have an uploaded drawing painted; the paintings are at an address of their own, which can be opened again.

    Raises what the order and the painters do.
    """
    order = await read_painting_order(request)
    made = await while_present(request, paint_and_keep(request.app, order))
    where = {
        "of": ",".join(painting.id for painting in made.paintings),
        "failed": ",".join(str(failed.wish.style) for failed in made.failed),
        "feeling": order.feeling or "",
    }
    return RedirectResponse(f"/paintings?{urlencode({name: text for name, text in where.items() if text})}", 303)


def choose(request: Request) -> Response:
    """The paintings of a drawing, to choose one from. Raises NotFound, Expired, InvalidField."""
    query = request.query_params
    said = {"emotion": read_emotion(query.get("feeling"), "feeling")}
    return _choice(request, query.get("of", ""), read_styles(query.get("failed", "")), said)


async def hang(request: Request) -> Response:
    """Hang the chosen painting; the answer is the only showing of its edit token, and the same if it was sent twice.

    What is not right is told beside what was filled in. Raises InvalidField, NotFound, Expired, AlreadySubmitted.
    """
    visitor = recognise(request)
    try:
        submission, secret = await read_submission_form(request)
    except InvalidField as problem:
        said = await read_label(request)
        if not said["of"]:
            raise
        return await run_in_threadpool(_choice, request, said["of"], [], said, problem)
    key = key_of(secret, submission.painting)
    done = await run_in_threadpool(_submit, request, submission, key, visitor)
    link = edit_link(request.app.state.settings.origin(request), done.artwork.id, done.edit_token)
    shown = private_page(
        request, "hung.html", 201, artwork=done.artwork, edit_token=done.edit_token, link=link, qr=qr_code(link)
    )
    return greet(request, shown, visitor)


def _choice(
    request: Request,
    of: str,
    failed: Sequence[int],
    said: Mapping[str, str | None],
    problem: InvalidField | None = None,
) -> Response:
    store = request.app.state.store
    paintings = [store.painting(painting) for painting in of.split(",")[:MAX_CHOICE]]
    shown = {"paintings": paintings, "failed": failed, "failure": PaintingFailed.otherwise, "problem": problem}
    shown |= {"said": {**UNSAID, **said}, "secret": fresh_secret()}
    return private_page(request, "paintings.html", problem.status if problem else 200, **shown)


def _submit(request: Request, submission: Submission, key: str | None, visitor: Visitor) -> Submitted:
    """Hang it; with a draft of ours for people who do not see it, where its artist left that to us."""
    state = request.app.state
    if not submission.alt:
        style = state.store.painting(submission.painting).style
        alt = draft_alt(submission.title, submission.emotion, style, state.catalogue)
        submission = submission.model_copy(update={"alt": alt})
    try:
        return state.store.submit(submission, visitor, token=key)
    except AlreadySubmitted:
        if key is None:
            raise
        return state.store.submitted(submission.painting, token=key)


routes = [
    Route("/draw", desk),
    Route("/draw", paint, methods=["POST"]),
    Route("/paintings", choose),
    Route("/artworks", hang, methods=["POST"]),
]
