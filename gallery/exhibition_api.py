"""The exhibitions' part of the API: what is shown, and the rooms to walk through."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gallery.answers import Json
from gallery.blobs import digest
from gallery.exhibition_answers import exhibition_json, listing_json
from gallery.i18n import locale
from gallery.preview import keep_private, seen_by
from gallery.revalidation import is_known


def exhibitions(request: Request) -> Response:
    """Those open, to come and past."""
    shown = request.app.state.exhibitions
    listed = shown.listed()
    covers = shown.artworks(one.cover for one in listed if one.cover)
    return _fresh(request, {"exhibitions": [listing_json(one, covers) for one in listed]})


def exhibition(request: Request) -> Response:
    """One exhibition with its rooms and what hangs there. Raises NotFound."""
    shown = seen_by(request)
    artworks = request.app.state.exhibitions.artworks(work.id for work in shown.works)
    return keep_private(request, _fresh(request, {"exhibition": exhibition_json(shown, artworks)}))


def _fresh(request: Request, said: Json) -> Response:
    """May be kept, but is asked for again every time: a hidden work is gone at once."""
    answer = JSONResponse(said)
    answer.headers["ETag"] = f'"{digest(bytes(answer.body))}"'
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Language"] = locale()
    answer.headers["Vary"] = "Accept-Language, Cookie"
    if not is_known(request, answer.headers["ETag"]):
        return answer
    kept = {name: answer.headers[name] for name in ("ETag", "Cache-Control", "Vary")}
    return Response(status_code=304, headers=kept)


routes = [
    Route("/api/v1/exhibitions", exhibitions),
    Route("/api/v1/exhibitions/{slug}", exhibition),
]
