"""A draft for an artwork's alternative text, for whoever leaves it to us."""

from gallery.naming import EMOTION_NAMES, name_of
from gallery.painting import Catalogue
from gallery.phrases import Phrase, spoken


def draft_alt(title: str, emotion: str | None, style_id: int, catalogue: Catalogue) -> str:
    """What title, feeling and style say of a painting, in the present language."""
    said = [_what(title, style_id, catalogue)]
    if emotion is not None:
        said.append(Phrase("Feeling: %(emotion)s.", emotion=EMOTION_NAMES[emotion]))
    return " ".join(spoken(words) for words in said)


def _what(title: str, style_id: int, catalogue: Catalogue) -> Phrase:
    style = next((style for style in catalogue.styles if style.id == style_id), None)
    if style is None:
        return Phrase("“%(title)s”, painted from a freehand drawing.", title=title)
    return Phrase(
        "“%(title)s”, painted from a freehand drawing in the style “%(style)s”.", title=title, style=name_of(style)
    )
