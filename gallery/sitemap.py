"""What search engines ask for: where the works are, month by month, and what they need not look at."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gallery.answers import instant
from gallery.phrases import Phrase
from gallery.problems import NotFound

MOST = 50_000
"""Addresses in one file: what the protocol allows (sitemaps.org)."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_FRESH = {"Cache-Control": "max-age=3600"}
_MONTH = re.compile("([12][0-9]{3})-(0[1-9]|1[0-2])")


def robots(request: Request) -> Response:
    """All is welcome but what only makes sense to a visitor who does something."""
    origin = request.app.state.settings.origin(request)
    kept_out = "\n".join(f"Disallow: {path}" for path in ("/api/", "/collections", "/moderation", "/*?q="))
    text = f"User-agent: *\n{kept_out}\n\nSitemap: {origin}/sitemap.xml\n"
    return Response(text, headers=_FRESH, media_type="text/plain")


def index(request: Request) -> Response:
    """A file for the pages, and one for each month in which something may have been hung."""
    origin = request.app.state.settings.origin(request)
    months = request.app.state.browsing.months()
    files = ["pages", *(f"{year}-{month:02}" for year, month in months)]
    return _xml("sitemapindex", (f"<sitemap><loc>{origin}/sitemaps/{name}.xml</loc></sitemap>" for name in files))


def pages(request: Request) -> Response:
    """The pages that are always there, and the exhibitions."""
    origin = request.app.state.settings.origin(request)
    shown = [one.url for one in request.app.state.exhibitions.listed()]
    return _xml("urlset", (f"<url><loc>{origin}{escape(path)}</loc></url>" for path in ("/", "/draw", *shown)))


def month(request: Request) -> Response:
    """The works that were hung in a month. Raises NotFound."""
    named = _MONTH.fullmatch(request.path_params["month"])
    if named is None:
        raise NotFound(Phrase("There is no such page."))
    origin = request.app.state.settings.origin(request)
    works = request.app.state.browsing.hung_in(int(named[1]), int(named[2]), limit=MOST)
    urls = (f"<url><loc>{origin}/artworks/{id}</loc><lastmod>{instant(at)}</lastmod></url>" for id, at in works)
    return _xml("urlset", urls)


def _xml(root: str, children: Iterable[str]) -> Response:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">{"".join(children)}</{root}>'
    return Response(body, headers=_FRESH, media_type="application/xml")


routes = [
    Route("/robots.txt", robots),
    Route("/sitemap.xml", index),
    Route("/sitemaps/pages.xml", pages),
    Route("/sitemaps/{month:str}.xml", month),
]
