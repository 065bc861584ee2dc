"""Sentences for people that Python says: English wherever text is wanted, the visitor's language on a page."""

from typing import Self

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from gallery import i18n


class Phrase(str):
    """A sentence that knows how to be said in another language; as text it is English.

    A template that shows it shows the visitor's language. `%(name)s` stands for a value: whole numbers are
    written as the language writes them, so ids go in as text; a phrase within it is said in that language too.
    """

    _message: str
    _values: dict[str, object]

    def __new__(cls, message: str, /, **values: object) -> Self:
        phrase = super().__new__(cls, _filled(message, values, "en"))
        phrase._message, phrase._values = message, values
        return phrase

    @classmethod
    def roughly(cls, english: str, otherwise: "Phrase") -> Self:
        """A sentence from elsewhere, known in English alone; in other languages `otherwise` stands for it."""
        phrase = super().__new__(cls, english)
        phrase._message, phrase._values = otherwise._message, otherwise._values
        return phrase

    def spoken(self) -> str:
        """In the language of the present request."""
        code = i18n.locale()
        return str(self) if code == "en" else _filled(i18n.gettext(self._message), self._values, code)

    def __html__(self) -> Markup:
        return escape(self.spoken())


def spoken(words: str) -> str:
    """Words in the language of the present request, as far as they can be said in it."""
    return words.spoken() if isinstance(words, Phrase) else words


def _filled(message: str, values: dict[str, object], code: str) -> str:
    return message % {name: _written(value, code) for name, value in values.items()} if values else message


def _written(value: object, code: str) -> object:
    if isinstance(value, Phrase):
        return str(value) if code == "en" else value.spoken()
    return format_decimal(value, locale=code) if isinstance(value, int) else value
