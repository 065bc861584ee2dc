"""A work elsewhere: the picture of a shared link, the file to take along, the card that other sites embed, and
what they ask for to do so (oEmbed 1.0)."""

import re

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gallery import cards
from gallery.blobs import digest
from gallery.headers import SANDBOX, page_policy
from gallery.naming import LICENCE_NAMES, LICENCE_PAGES
from gallery.phrases import Phrase
from gallery.pictures import SERVED_TYPES, Encoded
from gallery.problems import NotFound
from gallery.provenance import Label
from gallery.rendering import page
from gallery.revalidation import is_known
from gallery.store import Store
from gallery.wishes import fault
from gallery.works import Artwork, Picture

EMBED_PX = (360, 480)
"""Width and height of an embedded card."""

_FRESH = "max-age=60"
_A_WORK = re.compile("/artworks/([A-Za-z0-9_-]{22})/?")
_SIDE = re.compile("[1-9][0-9]{0,5}")


def share_card(request: Request) -> Response:
    """The picture that goes with links to a work. Raises NotFound."""
    store, work = request.app.state.store, _work(request)
    painting, sketch = work.painting.picture, work.painting.sketch
    etag = f'"{digest(f"card 1 {painting.sha256} {sketch.sha256}".encode())}"'
    # Elsewhere it stands in pages of others, which images of ours may not do without saying so.
    headers = {"ETag": etag, "Cache-Control": _FRESH, "Cross-Origin-Resource-Policy": "cross-origin"}
    if is_known(request, etag):
        return Response(status_code=304, headers=headers)
    card = cards.share_card(_bytes(store, painting), _bytes(store, sketch), work.palette)
    return _file(card, headers)


def download(request: Request) -> Response:
    """The painting as a file that says whose it is and that AI made it. Raises NotFound, also where its licence
    lets nobody copy it."""
    work = _work(request)
    if work.licence not in LICENCE_PAGES:
        raise NotFound(Phrase("The artist lets people look at this work, but not copy it."))
    file = cards.to_take_along(_bytes(request.app.state.store, work.painting.picture), _label(request, work))
    name = f"sketch2art-{work.id}.{file.ext}"
    return _file(file, {"Cache-Control": "no-cache", "Content-Disposition": f'attachment; filename="{name}"'})


def embed(request: Request) -> Response:
    """A work as a card in a page of somebody else; the only page of ours that may stand in a frame. Raises NotFound."""
    shown = page(request, "embed.html", artwork=_work(request))
    shown.headers["Content-Security-Policy"] = page_policy(request.state.csp_nonce, framed_by="*")
    shown.headers["Cache-Control"] = _FRESH
    return shown


def oembed(request: Request) -> Response:
    """What a page needs to embed the card of a work. Raises InvalidField, NotFound."""
    query, settings = request.query_params, request.app.state.settings
    if query.get("format", "json") != "json":
        raise fault("format", Phrase("Ask for json."))
    origin = settings.origin(request)
    work = _work_at(request, query.get("url", ""))
    width, height = (_at_most(request, name, px) for name, px in zip(("maxwidth", "maxheight"), EMBED_PX, strict=True))
    frame = f'<iframe src="{origin}/artworks/{work.id}/embed" width="{width}" height="{height}" title="Sketch2Art"'
    return JSONResponse(
        {
            "version": "1.0",
            "type": "rich",
            "title": work.title,
            "author_name": work.artist,
            "provider_name": "Sketch2Art",
            "provider_url": f"{origin}/",
            "cache_age": 60,
            "thumbnail_url": f"{origin}/artworks/{work.id}/card.jpg",
            "thumbnail_width": cards.CARD_PX[0],
            "thumbnail_height": cards.CARD_PX[1],
            "html": f'{frame} loading="lazy" style="border:0"></iframe>',
            "width": width,
            "height": height,
        }
    )


def _work_at(request: Request, address: str) -> Artwork:
    for origin in (request.app.state.settings.origin(request), str(request.base_url).rstrip("/")):
        if named := _A_WORK.fullmatch(address.removeprefix(origin)):
            return request.app.state.store.artwork(named[1])
    raise NotFound(Phrase("Send the address of a work in this gallery as `url`."))


def _work(request: Request) -> Artwork:
    found: Artwork = request.app.state.store.artwork(request.path_params["id"])
    return found


def _label(request: Request, work: Artwork) -> Label:
    return Label(
        title=work.title,
        artist=work.artist,
        words=f"{work.alt}\nPainted by AI from a freehand drawing.".strip(),
        rights=f"{work.artist}: {LICENCE_NAMES[work.licence]}",
        licence=LICENCE_PAGES.get(work.licence, ""),
        source=f"{request.app.state.settings.origin(request)}/artworks/{work.id}",
    )


def _at_most(request: Request, name: str, wanted: int) -> int:
    text = request.query_params.get(name) or str(wanted)
    if not _SIDE.fullmatch(text):
        raise fault(name, Phrase("Send a whole number of pixels."))
    return min(wanted, int(text))


def _bytes(store: Store, picture: Picture) -> bytes:
    return store.image(picture.sha256, ext=picture.ext)


def _file(file: Encoded, headers: dict[str, str]) -> Response:
    return Response(
        file.data, headers={**headers, "Content-Security-Policy": SANDBOX}, media_type=SERVED_TYPES[file.ext]
    )


api_routes = [Route("/oembed", oembed)]
routes = [
    Route("/artworks/{id:str}/card.jpg", share_card),
    Route("/artworks/{id:str}/download", download),
    Route("/artworks/{id:str}/embed", embed),
    *api_routes,
]
