"""From a template to a page."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from gallery import consents, i18n, naming
from gallery.assets import asset
from gallery.problems import Problem


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)
    made.globals |= {"locale": i18n.locale, "languages": i18n.LANGUAGES, "day": i18n.day, "number": i18n.number}
    made.globals |= {"asset": asset, "names": naming, "consents": consents}
    return made


_TEMPLATES = Jinja2Templates(env=_environment())


def page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page. Every template is told the styles that are served, their releases and samples, and the site's address."""
    state = request.app.state
    styles = {style.id: style for style in state.catalogue.styles}
    context = {"styles": styles, "releases": state.catalogue.releases, "samples": state.samples, **context}
    context["site"] = state.settings.origin(request)
    context["here"] = _address(request)
    return _TEMPLATES.TemplateResponse(request, template, context, status_code=status)


def _address(request: Request) -> str:
    """Where to come back to when the language was changed: this page, if it can be asked for again."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def private_page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page that shows an edit token or what only its holder may see: nobody may keep it."""
    shown = page(request, template, status, **context)
    shown.headers["Cache-Control"] = "no-store"
    return shown


def problem_page(request: Request, problem: Problem) -> Response:
    """The words of a problem as a page, with its status."""
    return page(request, "problem.html", problem.status, problem=problem)


def to_sign_in(request: Request) -> Response:
    """Where somebody is sent who asked for a moderators' page, and afterwards back to it."""
    return RedirectResponse(f"/moderation/sign-in?{urlencode({'back': _address(request)})}", 303)
