"""The HTTP API: each handler parses, makes one call and answers."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gallery import exhibition_api, hangings, stream
from gallery.accept import best
from gallery.answers import painting_json, painting_set_json, sketch_json, styles_json
from gallery.forms import read_painting_order, read_sketch_order, read_stylize_order
from gallery.phrases import Phrase
from gallery.pictures import MEDIA_TYPES
from gallery.presence import while_present
from gallery.problems import NotAcceptable
from gallery.studio import PaintingOrder, paint_and_keep, paint_picture, sketch_of

_JSON = "application/json"
_EXTENSIONS = {media_type: ext for ext, media_type in MEDIA_TYPES.items()}


async def styles(request: Request) -> Response:
    state = request.app.state
    return JSONResponse(styles_json(state.catalogue, state.samples))


async def stylize(request: Request) -> Response:
    """The original's endpoint: one drawing, one style, one JPEG."""
    return await _one_picture(request, await read_stylize_order(request), ext="jpg")


async def paint(request: Request) -> Response:
    """Paintings of a sketch: a JSON account of them, a stream of events, or for a single wish the picture."""
    order = await read_painting_order(request)
    pictures = ["image/jpeg", "image/png", "image/webp"] if len(order.wishes) == 1 else []
    offers = [_JSON, stream.MEDIA_TYPE, *pictures]
    wanted = best(request.headers.get("accept"), offers)
    if wanted is None:
        raise NotAcceptable(
            Phrase("This can be answered as %(kinds)s; pictures for exactly one style.", kinds=", ".join(offers))
        )
    if wanted in _EXTENSIONS:
        return await _one_picture(request, order, ext=_EXTENSIONS[wanted])
    if wanted == stream.MEDIA_TYPE:
        return await stream.stream(request, order)
    made = await while_present(request, paint_and_keep(request.app, order))
    return JSONResponse(painting_set_json(made), 201)


async def sketch(request: Request) -> Response:
    """What the painters will see of a picture: as a PNG that nobody keeps, or as JSON with its address."""
    upload, ink = await read_sketch_order(request)
    wanted = best(request.headers.get("accept"), [_JSON, MEDIA_TYPES["png"]])
    if wanted is None:
        raise NotAcceptable(Phrase("This can be answered as %(kinds)s.", kinds=f"{_JSON}, {MEDIA_TYPES['png']}"))
    drawn, crop = await while_present(request, sketch_of(request.app, upload, ink))
    if wanted == _JSON:
        held = await run_in_threadpool(request.app.state.store.hold, drawn)
        return JSONResponse(sketch_json(held, crop), 201)
    headers = {"X-Crop": ",".join(map(str, crop)), "Cache-Control": "no-store"}
    return Response(drawn.data, headers=headers, media_type=wanted)


def painting(request: Request) -> Response:
    found = request.app.state.store.painting(request.path_params["id"])
    return JSONResponse(painting_json(found))


async def _one_picture(request: Request, order: PaintingOrder, *, ext: str) -> Response:
    (wish,) = order.wishes
    release, encoded = await while_present(request, paint_picture(request.app, order, ext=ext))
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
    Route("/api/v1/sketches", sketch, methods=["POST"]),
    Route("/api/v1/paintings", paint, methods=["POST"]),
    Route("/api/v1/paintings/{id}", painting),
    *hangings.routes,
    *exhibition_api.routes,
]
