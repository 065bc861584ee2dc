"""The curators' pages: making exhibitions, choosing works, and moving them about, all with plain buttons."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gallery.arrangement import STEPS
from gallery.colours import COLOURS
from gallery.curating_forms import read_new_exhibition, read_revision, read_room
from gallery.forms import read_all, read_fields, read_view
from gallery.moderation_pages import office_page
from gallery.moderators import Moderator
from gallery.phrases import Phrase
from gallery.rooms.mood import AMBIENCES
from gallery.signing_in import require_role
from gallery.submission import EMOTIONS
from gallery.wall_pages import Looking
from gallery.wishes import fault

_HOME = "/moderation/exhibitions"
_CHOSEN_AT_ONCE = 24  # works on one page to choose from


def overview(request: Request) -> Response:
    """All exhibitions, and a form for a new one. Raises SignInRequired, NotYourRole."""
    curator = require_role(request, "curator")
    return office_page(request, "curated.html", curator, listed=request.app.state.exhibitions.curated())


async def create(request: Request) -> Response:
    """A draft. Raises InvalidField."""
    curator, said = await _curator(request), await read_new_exhibition(request)
    slug = await run_in_threadpool(request.app.state.curating.create, said, curator)
    return RedirectResponse(f"{_HOME}/{slug}", 303)


def desk(request: Request) -> Response:
    """An exhibition to work on. Raises NotFound."""
    curator, state = require_role(request, "curator"), request.app.state
    slug = request.path_params["slug"]
    draft, shown = state.curating.draft(slug), state.exhibitions.find(slug, as_curator=True)
    artworks = state.exhibitions.artworks(draft.works)
    # A room in which nothing is to be seen now is none for visitors, but curators can still empty it.
    seen = iter(shown.rooms)
    halls = [(hall, next(seen, None) if set(hall.artworks) & set(artworks) else None) for hall in draft.halls]
    context = {"draft": draft, "shown": shown, "halls": halls, "artworks": artworks, "ambiences": AMBIENCES}
    return office_page(request, "curate.html", curator, **context)


def choose(request: Request) -> Response:
    """The wall, to choose works from that do not hang in this exhibition yet. Raises InvalidField, NotFound."""
    curator, state = require_role(request, "curator"), request.app.state
    view = replace(read_view(request.query_params, state.settings), limit=_CHOSEN_AT_ONCE)
    draft = state.curating.draft(request.path_params["slug"])
    looking, found = Looking(f"{_HOME}/{draft.slug}/works", view), state.store.page(view)
    about = {"looking": looking, "emotion_names": EMOTIONS, "colours": COLOURS, "next": looking.following(found.next)}
    context = {"draft": draft, "found": found, "hung": set(draft.works), **about}
    return office_page(request, "choose_works.html", curator, **context)


async def revise(request: Request) -> Response:
    """Words, days, walls. Raises InvalidField, NotFound."""
    curator, curating = await _curator(request), request.app.state.curating
    draft = await run_in_threadpool(curating.draft, request.path_params["slug"])
    return await _done(request, curator, curating.revise, await read_revision(request, draft))


async def publish(request: Request) -> Response:
    """Show it to everybody, or with `published=0` to curators alone."""
    curator, (published,) = await _curator(request), await read_fields(request, "published")
    return await _done(request, curator, request.app.state.curating.publish, published != "0")


async def arrange(request: Request) -> Response:
    """Put its works into rooms anew."""
    return await _done(request, await _curator(request), request.app.state.curating.arrange)


async def hang(request: Request) -> Response:
    """Hang the chosen works. Raises InvalidField."""
    curator, chosen = await _curator(request), await read_all(request, "artwork")
    return await _done(request, curator, request.app.state.curating.hang, chosen)


async def move(request: Request) -> Response:
    """Move a work a step, or take it down. Raises InvalidField."""
    curator, (artwork_id, step) = await _curator(request), await read_fields(request, "artwork", "step")
    if step not in STEPS:
        raise fault("step", Phrase("Choose one of %(choices)s.", choices=", ".join(STEPS)))
    return await _done(request, curator, request.app.state.curating.move, artwork_id, step, at=f"#work-{artwork_id}")


async def furnish(request: Request) -> Response:
    """Name a room, and say what its walls are to be. Raises InvalidField, NotFound."""
    curator, (room, said) = await _curator(request), await read_room(request)
    act = request.app.state.curating.furnish
    return await _done(request, curator, act, room, said.titles, said.theme, at=f"#room-{room}")


async def remove(request: Request) -> Response:
    """End it for good."""
    await _done(request, await _curator(request), request.app.state.curating.remove)
    return RedirectResponse(_HOME, 303)


async def _curator(request: Request) -> Moderator:
    """Who is signed in and may arrange exhibitions. Raises SignInRequired, NotYourRole."""
    return await run_in_threadpool(require_role, request, "curator")


async def _done(
    request: Request, curator: Moderator, act: Callable[..., None], *said: object, at: str = ""
) -> Response:
    """What an act is answered with: the desk, at the place that it was about."""
    slug = request.path_params["slug"]
    await run_in_threadpool(act, slug, *said, curator)
    return RedirectResponse(f"{_HOME}/{slug}{quote(at, safe='#-_')}", 303)


_ONE = _HOME + "/{slug:str}"

routes = [
    Route(_HOME, overview),
    Route(_HOME, create, methods=["POST"]),
    Route(_ONE, desk),
    Route(_ONE, revise, methods=["POST"]),
    Route(f"{_ONE}/works", choose),
    Route(f"{_ONE}/publication", publish, methods=["POST"]),
    Route(f"{_ONE}/arrangement", arrange, methods=["POST"]),
    Route(f"{_ONE}/hangings", hang, methods=["POST"]),
    Route(f"{_ONE}/moves", move, methods=["POST"]),
    Route(f"{_ONE}/rooms", furnish, methods=["POST"]),
    Route(f"{_ONE}/removal", remove, methods=["POST"]),
]
