"""The newest artworks as an Atom feed (RFC 4287)."""

from dataclasses import replace
from xml.etree import ElementTree as xml

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gallery.answers import instant
from gallery.blobs import digest
from gallery.forms import read_view
from gallery.pictures import MEDIA_TYPES
from gallery.revalidation import is_known
from gallery.wording import in_xml
from gallery.works import Artwork, Page

MEDIA_TYPE = "application/atom+xml"

_ATOM = "http://www.w3.org/2005/Atom"
_FRESH_FOR_S = 60
_NOTHING_YET = "1970-01-01T00:00:00Z"


def feed(request: Request) -> Response:
    """The newest of the works that a query asks for, with links that lead here from anywhere. Raises InvalidField."""
    settings = request.app.state.settings
    view = replace(read_view(request.query_params, settings), sort="newest", after=None, limit=settings.page_size)
    page = request.app.state.store.page(view)
    query = f"?{request.url.query}" if request.url.query else ""
    body = _document(page, settings.origin(request), query)
    headers = {"Cache-Control": f"max-age={_FRESH_FOR_S}", "ETag": f'"{digest(body)}"'}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=MEDIA_TYPE)


def _document(page: Page, origin: str, query: str) -> bytes:
    root = xml.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(root, "id", f"{origin}/{query}")
    _add(root, "title", "Sketch2Art")
    _add(root, "subtitle", "Freehand drawings, painted by a neural network")
    _add(root, "updated", max((instant(work.updated_at) for work in page.artworks), default=_NOTHING_YET))
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=f"{origin}/feed.atom{query}")
    _add(root, "link", rel="alternate", type="text/html", href=f"{origin}/{query}")
    for work in page.artworks:
        _add_entry(root, work, origin)
    return xml.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_entry(root: xml.Element, work: Artwork, origin: str) -> None:
    address, picture = f"{origin}/artworks/{work.id}", work.painting.picture
    entry = xml.SubElement(root, "entry")
    _add(entry, "id", address)
    _add(entry, "title", work.title)
    _add(entry, "published", instant(work.hung_at or work.created_at))
    _add(entry, "updated", instant(work.updated_at))
    _add(xml.SubElement(entry, "author"), "name", work.artist)
    _add(entry, "summary", f"{work.alt}\nPainted by AI from a freehand drawing.".strip())
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "link", rel="enclosure", type=MEDIA_TYPES[picture.ext], href=f"{origin}{picture.url}")


def _add(parent: xml.Element, name: str, text: str | None = None, **attributes: str) -> None:
    xml.SubElement(parent, name, attributes).text = text and in_xml(text)


routes = [Route("/feed.atom", feed)]
