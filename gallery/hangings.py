"""The artworks' part of the API: the wall, the way onto it, and what may be done to what hangs there."""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gallery.answers import artwork_json, submitted_json
from gallery.bodies import bearer, json_body
from gallery.forms import read_view
from gallery.own_strokes import require_own_strokes
from gallery.submission import Report, Revision, read_said, read_submission
from gallery.visitors import greet, recognise


class Artworks(HTTPEndpoint):
    """The wall, and the way onto it."""

    def get(self, request: Request) -> Response:
        """One page of the wall; `next` and Link lead to the following one, with the same filters."""
        state = request.app.state
        page = state.store.page(read_view(request.query_params, state.settings))
        next_url, headers = None, {}
        if page.next is not None:
            next_url = f"/api/v1/artworks?{urlencode({**request.query_params, 'after': page.next})}"
            headers["Link"] = f'<{next_url}>; rel="next"'
        said = {"artworks": [artwork_json(artwork) for artwork in page.artworks], "next": next_url}
        return JSONResponse(said, headers=headers)

    async def post(self, request: Request) -> Response:
        submission = await run_in_threadpool(read_submission, await json_body(request))
        await run_in_threadpool(require_own_strokes, request.app.state.store, submission)
        visitor = recognise(request)
        done = await run_in_threadpool(request.app.state.store.submit, submission, visitor)
        said = submitted_json(done, request.app.state.settings.origin(request))
        answer = JSONResponse(said, 201, headers={"Location": f"/api/v1/artworks/{done.artwork.id}"})
        return greet(request, answer, visitor)


class Artwork(HTTPEndpoint):
    """One artwork, and what the holder of its edit token may do."""

    def get(self, request: Request) -> Response:
        found = request.app.state.store.artwork(request.path_params["id"], token=bearer(request))
        return JSONResponse(artwork_json(found))

    async def patch(self, request: Request) -> Response:
        store, token = request.app.state.store, bearer(request)
        revision = read_said(Revision, await json_body(request))
        changed = await run_in_threadpool(store.revise, request.path_params["id"], revision, token=token)
        return JSONResponse(artwork_json(changed))

    def delete(self, request: Request) -> Response:
        request.app.state.store.withdraw(request.path_params["id"], token=bearer(request))
        return Response(status_code=204)


def strokes(request: Request) -> Response:
    """The drawing, stroke by stroke, to be replayed."""
    asked = {"token": bearer(request), "visitor": recognise(request)}
    found = request.app.state.browsing.strokes(request.path_params["id"], **asked)
    return JSONResponse(found, headers={"Cache-Control": "private, no-cache"})


class Like(HTTPEndpoint):
    """A visitor's like: there or not there, however often it is said."""

    def put(self, request: Request) -> Response:
        visitor = recognise(request)
        request.app.state.store.like(request.path_params["id"], visitor)
        return greet(request, Response(status_code=204), visitor)

    def delete(self, request: Request) -> Response:
        request.app.state.store.unlike(request.path_params["id"], recognise(request))
        return Response(status_code=204)


async def report(request: Request) -> Response:
    """Takes a report; what becomes of it is up to a moderator."""
    visitor, said = recognise(request), read_said(Report, await json_body(request))
    store, artwork_id = request.app.state.store, request.path_params["id"]
    await run_in_threadpool(store.report, artwork_id, visitor, said.reason)
    return greet(request, Response(status_code=202), visitor)


routes = [
    Route("/api/v1/artworks", Artworks),
    Route("/api/v1/artworks/{id}", Artwork),
    Route("/api/v1/artworks/{id}/strokes", strokes),
    Route("/api/v1/artworks/{id}/like", Like),
    Route("/api/v1/artworks/{id}/reports", report, methods=["POST"]),
]
