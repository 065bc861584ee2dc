"""The exhibitions' part of the API: what is shown, the rooms to walk through, and what curators make of them."""

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gallery.answers import Json
from gallery.blobs import digest
from gallery.bodies import json_body
from gallery.curation import ExhibitionRevision, NewExhibition
from gallery.exhibition_answers import exhibition_json, listing_json
from gallery.i18n import locale
from gallery.preview import keep_private, seen_by
from gallery.revalidation import is_known
from gallery.signing_in import require_role
from gallery.submission import read_said


class Exhibitions(HTTPEndpoint):
    """What is shown, and, for curators, the way to show more."""

    def get(self, request: Request) -> Response:
        """Those open, to come and past."""
        shown = request.app.state.exhibitions
        listed = shown.listed()
        covers = shown.artworks(one.cover for one in listed if one.cover)
        return _fresh(request, {"exhibitions": [listing_json(one, covers) for one in listed]})

    async def post(self, request: Request) -> Response:
        curator = await run_in_threadpool(require_role, request, "curator")
        said = read_said(NewExhibition, await json_body(request))
        slug = await run_in_threadpool(request.app.state.curating.create, said, curator)
        answer = await run_in_threadpool(_as_curators_see_it, request, slug)
        return JSONResponse(answer, 201, headers={"Location": f"/api/v1/exhibitions/{slug}"})


class Exhibition(HTTPEndpoint):
    """One exhibition with its rooms and what hangs there."""

    def get(self, request: Request) -> Response:
        shown = seen_by(request)
        artworks = request.app.state.exhibitions.artworks(work.id for work in shown.works)
        return keep_private(request, _fresh(request, {"exhibition": exhibition_json(shown, artworks)}))

    async def patch(self, request: Request) -> Response:
        curator = await run_in_threadpool(require_role, request, "curator")
        said, slug = read_said(ExhibitionRevision, await json_body(request)), request.path_params["slug"]
        await run_in_threadpool(request.app.state.curating.revise, slug, said, curator)
        return JSONResponse(await run_in_threadpool(_as_curators_see_it, request, slug))

    def delete(self, request: Request) -> Response:
        curator = require_role(request, "curator")
        request.app.state.curating.remove(request.path_params["slug"], curator)
        return Response(status_code=204)


def _as_curators_see_it(request: Request, slug: str) -> Json:
    exhibitions = request.app.state.exhibitions
    shown = exhibitions.find(slug, as_curator=True)
    return {"exhibition": exhibition_json(shown, exhibitions.artworks(work.id for work in shown.works))}


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
    Route("/api/v1/exhibitions", Exhibitions),
    Route("/api/v1/exhibitions/{slug}", Exhibition),
]
