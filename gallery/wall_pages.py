"""The wall and the pages of artists: works in a grid, looked through by feeling, colour, style and words."""

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gallery.colours import COLOURS
from gallery.forms import read_view
from gallery.phrases import Phrase
from gallery.problems import NotFound
from gallery.rendering import page
from gallery.submission import EMOTIONS
from gallery.wall import View
from gallery.wording import tidy
from gallery.works import Page

_ENOUGH = 5
"""Works that an exhibition has at least to be more than the wall, and that are seen of it from there."""


@dataclass(frozen=True)
class Looking:
    """What a visitor looks for, and the addresses of what they could look for next. path: of the page."""

    path: str
    view: View

    def url(self, **changes: object) -> str:
        """The address of the first page of this view with other filters; None takes one away."""
        wanted = {**self._said(), **changes}
        if wanted.get("sort") == "newest":
            wanted["sort"] = None
        return _with_query(self.path, {name: value for name, value in wanted.items() if value is not None})

    def following(self, cursor: str | None) -> str | None:
        """The address of the page that a cursor leads to."""
        return _with_query(self.path, {**self._said(), "after": cursor}) if cursor else None

    @property
    def feed(self) -> str:
        """Where what comes new to this view is told."""
        filters = {**self._said(), "artist": self.view.artist}
        filters.pop("sort", None)
        return _with_query("/feed.atom", {name: value for name, value in filters.items() if value is not None})

    @property
    def is_filtered(self) -> bool:
        return any(value is not None for value in self._filters().values())

    def _filters(self) -> dict[str, object]:
        view = self.view
        return {"q": view.q, "emotion": view.emotion, "colour": view.colour, "style": view.style}

    def _said(self) -> dict[str, object]:
        said = {**self._filters(), "sort": None if self.view.sort == "newest" else self.view.sort}
        return {name: value for name, value in said.items() if value is not None}


def wall(request: Request) -> Response:
    """The artworks that a query asks for, or with `after` those that follow. Raises InvalidField."""
    view = read_view(request.query_params, request.app.state.settings)
    looking = Looking("/" if view.artist is None else _artist_path(view.artist), view)
    found = request.app.state.store.page(view)
    exhibitions = request.app.state.exhibitions
    greets = view.after is None and view.artist is None and not looking.is_filtered
    shown = exhibitions.current() if greets else None
    if shown is None or len(shown.works) < _ENOUGH:
        return _works(request, "wall.html", looking, found, exhibition=None)
    on_view = [work.id for work in shown.works[:_ENOUGH]]
    seen = exhibitions.artworks(on_view)
    return _works(request, "wall.html", looking, found, exhibition=shown, on_view=on_view, seen=seen)


def artist(request: Request) -> Response:
    """The works under one name. Raises InvalidField, NotFound when there is none."""
    name = tidy(request.path_params["name"])[:100]
    view = read_view(request.query_params, request.app.state.settings)
    looking = Looking(_artist_path(name), replace(view, artist=name))
    found = request.app.state.store.page(looking.view)
    if not (found.artworks or looking.is_filtered or view.after is not None):
        raise NotFound(Phrase("Nothing hangs here under this name."))
    return _works(request, "artist.html", looking, found)


def _works(request: Request, template: str, looking: Looking, found: Page, **context: object) -> Response:
    return page(
        request,
        template,
        artworks=found.artworks,
        next=looking.following(found.next),
        looking=looking,
        view=looking.view,
        emotion_names=EMOTIONS,
        colours=COLOURS,
        **context,
    )


def _artist_path(name: str) -> str:
    return f"/artists/{quote(name, safe='')}"


def _with_query(path: str, fields: dict[str, object]) -> str:
    return f"{path}?{urlencode(fields)}" if fields else path


routes = [
    Route("/", wall),
    Route("/artists/{name:path}", artist),
]
