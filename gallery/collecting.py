"""Collections that visitors make of others' works. Nobody keeps them here: a cookie holds a visitor's own, and a
link holds all that it takes to show it to somebody."""

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gallery.cookies import give_cookie, read_cookie
from gallery.forms import read_fields
from gallery.rendering import page
from gallery.works import Artwork, is_random_id

MOST = 60
"""Works in a collection: a cookie and an address hold as many with ease."""

_COOKIE = "collection"
_YEAR_S = 31_536_000
_SEE_OTHER = 303


def collected(request: Request) -> Sequence[str]:
    """Ids of the works that this visitor keeps, in the order in which they were taken."""
    return _ids(read_cookie(request, _COOKIE) or "")


def collection(request: Request) -> Response:
    """The works that a link names; without one, those that this visitor keeps."""
    mine = collected(request)
    shared = request.query_params.get("works")
    ids = mine if shared is None else _ids(shared)
    found = request.app.state.exhibitions.artworks(ids)
    works: list[Artwork] = [found[id] for id in ids if id in found]
    link = f"/collections?{urlencode({'works': ','.join(work.id for work in works)}, safe=',')}"
    answer = page(
        request,
        "collection.html",
        artworks=works,
        gone=len(ids) - len(works),
        is_mine=shared is None,
        kept=set(mine),
        link=link,
    )
    answer.headers["Cache-Control"] = "private, no-cache"  # it shows what this visitor keeps
    return answer


async def keep(request: Request) -> Response:
    """Take works into this visitor's collection, or with `kept=0` out of it."""
    works, kept, back = await read_fields(request, "works", "kept", "back")
    chosen, mine = _ids(works), collected(request)
    if kept == "0":
        ids = [id for id in mine if id not in chosen]
    else:
        there = await run_in_threadpool(request.app.state.exhibitions.artworks, chosen)
        ids = list(dict.fromkeys([*mine, *(id for id in chosen if id in there)]))[-MOST:]
    leads_to_a_work = back.startswith("/artworks/") and is_random_id(back.removeprefix("/artworks/"))
    answer = RedirectResponse(back if leads_to_a_work else "/collections", _SEE_OTHER)
    give_cookie(request, answer, _COOKIE, ".".join(ids), max_age_s=_YEAR_S)
    return answer


def _ids(text: str) -> Sequence[str]:
    parts = text.replace(",", ".").split(".")
    return list(dict.fromkeys(part for part in parts if is_random_id(part)))[:MOST]


routes = [
    Route("/collections", collection),
    Route("/collections", keep, methods=["POST"]),
]
