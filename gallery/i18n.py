"""The words of the pages in the visitor's language: a cookie says which, else Accept-Language."""

import io
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LANGUAGES = {"en": "English", "ko": "한국어"}
"""What the pages speak; the first is what the templates are written in, and what nobody asked for."""

COOKIE = "language"
_CATALOGUES = Path(__file__).with_name("locale")
_spoken: ContextVar[str] = ContextVar("language", default="en")


class Languages:
    """Settles the language of a request for all that answers it, and says in a page's header which it is."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        _spoken.set(wanted(Headers(scope=scope)))

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _describe(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, sending)


def _describe(headers: MutableHeaders) -> None:
    if headers.get("content-type", "").startswith("text/html"):
        headers.setdefault("Content-Language", locale())
        headers.add_vary_header("Accept-Language")
        headers.add_vary_header("Cookie")


def wanted(headers: Headers) -> str:
    """The language that a request asks for, as one of LANGUAGES."""
    chosen = cookie_parser(headers.get("cookie", "")).get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return next((code for code in _accepted(headers.get("accept-language", "")) if code in LANGUAGES), "en")


def _accepted(header: str) -> list[str]:
    """Language codes of an Accept-Language header, the most wanted first; what is malformed is passed over."""
    weighed = []
    for part in header[:1000].split(","):
        tag, _, parameters = part.partition(";")
        name, _, value = parameters.strip().partition("=")
        try:
            weight = float(value) if name == "q" else 1.0
        except ValueError:
            continue
        if weight > 0:
            weighed.append((weight, tag.strip().partition("-")[0].lower()))
    return [tag for _, tag in sorted(weighed, key=lambda one: -one[0])]


def locale() -> str:
    """The code of the language that the present request is answered in."""
    return _spoken.get()


def gettext(message: str) -> str:
    """A message in the present language."""
    return _catalogue(locale()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """A message that depends on a number, in the present language."""
    return _catalogue(locale()).ngettext(singular, plural, n)


def day(moment: datetime) -> str:
    """The date of an instant, as it is written in the present language."""
    return format_date(moment, "long", locale=locale())


def number(value: int) -> str:
    """A number, grouped as the present language groups digits."""
    return format_decimal(value, locale=locale())


@cache
def _catalogue(code: str) -> NullTranslations:
    """Read from the .po itself: it is small, and nothing has to be compiled or shipped beside it."""
    path = _CATALOGUES / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)
