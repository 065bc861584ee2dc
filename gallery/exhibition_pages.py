"""The pages of exhibitions: which there are, the plan of one, and its rooms."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gallery.preview import keep_private, seen_by
from gallery.rendering import page
from gallery.room_style import style_of

_TEASERS = 4  # works of each room that its exhibition's page shows


def exhibitions(request: Request) -> Response:
    """Those open, to come and past."""
    shown = request.app.state.exhibitions
    listed = shown.listed()
    covers = shown.artworks(one.cover for one in listed if one.cover)
    return page(request, "exhibitions.html", listed=listed, covers=covers)


def exhibition(request: Request) -> Response:
    """The plan of an exhibition, room by room. Raises NotFound."""
    shown = seen_by(request)
    teasers = [work.id for hung in shown.rooms for work in hung.room.works[:_TEASERS]]
    artworks = request.app.state.exhibitions.artworks(teasers)
    return keep_private(request, page(request, "exhibition.html", shown=shown, artworks=artworks, teasers=_TEASERS))


def room(request: Request) -> Response:
    """A room: its works in hanging order, in the colours of its walls. Raises NotFound."""
    shown = seen_by(request)
    hung = shown.room(request.path_params["number"])
    artworks = request.app.state.exhibitions.artworks(work.id for work in hung.room.works)
    style = style_of(hung.room, [other.room for other in shown.rooms])
    return keep_private(request, page(request, "room.html", shown=shown, hung=hung, artworks=artworks, style=style))


routes = [
    Route("/exhibitions", exhibitions),
    Route("/exhibitions/{slug:str}", exhibition),
    Route("/exhibitions/{slug:str}/rooms/{number:int}", room),
]
