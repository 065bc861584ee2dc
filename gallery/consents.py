"""What people agree to when they hang a painting, word for word and by version.

A text that was shown is never changed: a new version follows it, so that what is written down with an answer
(`1-ko`: version 1, shown in Korean) always says what that person had read.
"""

from collections.abc import Mapping
from typing import Literal, get_args

from gallery import i18n
from gallery.phrases import Phrase

Purpose = Literal["publish", "training"]
ConsentText = Literal["1-en", "1-ko"]
"""A version of the texts, and the language that it was shown in."""

_CURRENT = 1
_TEXTS: Mapping[tuple[Purpose, int], Phrase] = {
    ("publish", 1): Phrase(
        "Everybody may see my drawing, the painting made from it and what its label says. "
        "With my key I can take them down again at any time."
    ),
    ("training", 1): Phrase(
        "The painters may learn from my drawing. With my key I can say no again at any time: "
        "then it is left out of all learning from then on."
    ),
}


def text(purpose: Purpose) -> Phrase:
    """What is to be agreed to, in its present version."""
    return _TEXTS[purpose, _CURRENT]


def shown() -> str:
    """The ConsentText that a page in the present language shows."""
    return f"{_CURRENT}-{i18n.locale()}"


def versions() -> tuple[str, ...]:
    return get_args(ConsentText)
