"""The HTTP API: each handler parses, makes one call and answers."""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gallery.accept import best
from gallery.answers import artwork_json, painting_json, painting_set_json, styles_json
from gallery.forms import PaintingOrder, read_painting_order, read_stylize_order, read_view
from gallery.pictures import MEDIA_TYPES
from gallery.presence import while_present
from gallery.problems import MalformedRequest, NotAcceptable
from gallery.studio import paint_and_keep, paint_picture
from gallery.submission import read_submission

_JSON = "application/json"
_EXTENSIONS = {media_type: ext for ext, media_type in MEDIA_TYPES.items()}


async def styles(request: Request) -> Response:
    state = request.app.state
    return JSONResponse(styles_json(state.catalogue, state.samples))


async def stylize(request: Request) -> Response:
    """The original's endpoint: one drawing, one style, one JPEG."""
    return await _one_picture(request, await read_stylize_order(request), ext="jpg")


async def paint(request: Request) -> Response:
    """Paintings of a sketch: a JSON account of them, or for a single wish the picture itself."""
    order = await read_painting_order(request)
    offers = [_JSON] if len(order.wishes) > 1 else [_JSON, "image/jpeg", "image/png", "image/webp"]
    wanted = best(request.headers.get("accept"), offers)
    if wanted is None:
        raise NotAcceptable(f"This can be answered as {', '.join(offers)}; pictures for exactly one style.")
    if wanted in _EXTENSIONS:
        return await _one_picture(request, order, ext=_EXTENSIONS[wanted])
    work = paint_and_keep(request.app, order.upload, order.wishes, size=order.size, lines=order.lines)
    return JSONResponse(painting_set_json(await while_present(request, work)), 201)


def painting(request: Request) -> Response:
    found = request.app.state.store.painting(request.path_params["id"])
    return JSONResponse(painting_json(found))


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
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != _JSON:
            raise MalformedRequest("Send the submission as application/json.")
        submission = await run_in_threadpool(read_submission, await request.body())
        done = await run_in_threadpool(request.app.state.store.submit, submission)
        said = {"artwork": artwork_json(done.artwork), "edit_token": done.edit_token}
        return JSONResponse(said, 201, headers={"Location": f"/api/v1/artworks/{done.artwork.id}"})


def artwork(request: Request) -> Response:
    found = request.app.state.store.artwork(request.path_params["id"])
    return JSONResponse(artwork_json(found))


async def _one_picture(request: Request, order: PaintingOrder, *, ext: str) -> Response:
    (wish,) = order.wishes
    work = paint_picture(request.app, order.upload, wish, ext=ext, size=order.size, lines=order.lines)
    release, encoded = await while_present(request, work)
    headers = {
        "X-Style": str(wish.style),
        "X-Seed": str(wish.seed),
        "X-Release": release,
        "Cache-Control": "no-store",
    }
    return Response(encoded.data, headers=headers, media_type=MEDIA_TYPES[ext])


routes = [
    Route("/api/stylize", stylize, methods=["POST"]),
    Route("/api/v1/styles", styles),
    Route("/api/v1/paintings", paint, methods=["POST"]),
    Route("/api/v1/paintings/{id}", painting),
    Route("/api/v1/artworks", Artworks),
    Route("/api/v1/artworks/{id}", artwork),
]
