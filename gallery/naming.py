"""What people call the contract's emotions, licences, statuses and styles, in the visitor's language."""

from collections.abc import Iterable, Mapping, Sequence

from gallery import i18n
from gallery.painting import FREE_DRAW, Catalogue, Release, Style
from gallery.phrases import Phrase

EMOTION_NAMES: Mapping[str, Phrase] = {
    "happy": Phrase("Happy"),
    "calm": Phrase("Calm"),
    "excited": Phrase("Excited"),
    "sad": Phrase("Sad"),
    "angry": Phrase("Angry"),
    "scared": Phrase("Scared"),
    "surprised": Phrase("Surprised"),
    "proud": Phrase("Proud"),
    "love": Phrase("Love"),
    "unsure": Phrase("Not sure"),
}

COLOUR_NAMES: Mapping[str, Phrase] = {
    "red": Phrase("Red"),
    "orange": Phrase("Orange"),
    "yellow": Phrase("Yellow"),
    "green": Phrase("Green"),
    "turquoise": Phrase("Turquoise"),
    "blue": Phrase("Blue"),
    "purple": Phrase("Purple"),
    "pink": Phrase("Pink"),
    "brown": Phrase("Brown"),
    "white": Phrase("White"),
    "grey": Phrase("Grey"),
    "black": Phrase("Black"),
}

LICENCE_NAMES: Mapping[str, Phrase] = {
    "CC-BY-4.0": Phrase("Share it, naming the artist (CC BY)"),
    "CC-BY-NC-4.0": Phrase("Share it, naming the artist, without selling it (CC BY-NC)"),
    "CC0-1.0": Phrase("Free for everybody, for everything (CC0)"),
    "all-rights-reserved": Phrase("Look, but do not copy (all rights reserved)"),
}

LICENCE_PAGES: Mapping[str, str] = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
"""Of those licences that let people copy a work."""

FIELD_NAMES: Mapping[str, Phrase] = {
    "sketch": Phrase("Drawing"),
    "reference": Phrase("Picture whose style is wanted"),
    "styles": Phrase("Styles"),
    "style": Phrase("Style"),
    "lines": Phrase("How much of my lines stays"),
    "ink": Phrase("How much of its ink is kept"),
    "size": Phrase("Size"),
    "feeling": Phrase("Feeling"),
    "colour": Phrase("Colour"),
    "sort": Phrase("Order"),
    "seed": Phrase("Seed"),
    "variation": Phrase("How different it may be"),
    "like": Phrase("Painting that it shall be like"),
    "painting": Phrase("Painting"),
    "title": Phrase("Title"),
    "artist": Phrase("Artist"),
    "emotion": Phrase("Feeling"),
    "alt": Phrase("In words"),
    "licence": Phrase("Licence"),
    "consent_publish": Phrase("May everybody see it?"),
    "consent_training": Phrase("May the painters learn from it?"),
    "strokes": Phrase("Strokes"),
    "reason": Phrase("What is wrong?"),
    "language": Phrase("Language"),
    "titles": Phrase("Title"),
    "opens_at": Phrase("First day"),
    "opens_on": Phrase("First day"),
    "closes_at": Phrase("Last day"),
    "last_day": Phrase("Last day"),
    "artworks": Phrase("Works"),
    "theme.wall": Phrase("Walls"),
    "theme.ambience": Phrase("Quiet sound"),
}

STATUS_NAMES: Mapping[str, Phrase] = {
    "pending": Phrase("Waits"),
    "approved": Phrase("Hangs"),
    "hidden": Phrase("Hidden"),
    "withdrawn": Phrase("Taken down"),
}

REASON_NAMES: Mapping[str, Phrase] = {
    "unkind": Phrase("It could hurt somebody"),
    "private": Phrase("It tells who or where somebody is"),
    "unsuitable": Phrase("It is not for children"),
    "copied": Phrase("It belongs to somebody else"),
    "advertising": Phrase("It advertises something"),
    "other": Phrase("Another reason"),
}

LEVEL_NAMES: Mapping[str, Phrase] = {
    "check": Phrase("We look first, then it hangs"),
    "verify": Phrase("It hangs at once, we look afterwards"),
    "trusted": Phrase("It hangs at once"),
}

ROLE_NAMES: Mapping[str, Phrase] = {
    "moderator": Phrase("Moderator"),
    "curator": Phrase("Curator"),
    "admin": Phrase("Admin"),
}

ACTION_NAMES: Mapping[str, Phrase] = {
    "approve": Phrase("approved it"),
    "hide": Phrase("hid it"),
    "restore": Phrase("restored it"),
    "requeue": Phrase("put it back into the queue"),
    "settle": Phrase("settled the reports"),
    "trust": Phrase("changed the trust in an artist"),
    "sign-in": Phrase("signed in"),
    "sign-out": Phrase("signed out"),
    "add": Phrase("added a moderator"),
    "remove": Phrase("removed a moderator"),
    "role": Phrase("changed a role"),
    "password": Phrase("set a new password"),
    "create-exhibition": Phrase("began an exhibition"),
    "revise-exhibition": Phrase("changed an exhibition"),
    "publish": Phrase("opened an exhibition to everybody"),
    "unpublish": Phrase("closed an exhibition again"),
    "remove-exhibition": Phrase("removed an exhibition"),
    "arrange": Phrase("arranged an exhibition"),
    "hang": Phrase("hung works in an exhibition"),
    "move": Phrase("moved works in an exhibition"),
    "furnish": Phrase("changed a room"),
}
"""What somebody did, after their name in the log."""


def style_name(style_id: int, catalogue: Catalogue) -> str:
    """What a style is called, also one that was drawn freely or is served no more."""
    if style_id == FREE_DRAW:
        return Phrase("Surprise")
    style = next((style for style in catalogue.styles if style.id == style_id), None)
    return Phrase("A style of earlier days") if style is None else name_of(style)


def name_of(style: Style) -> str:
    """A style's name in the present language, else in English, else what its address calls it."""
    return _here(style.names) or style.slug


def name_among(style: Style, styles: Mapping[int, Style], releases: Sequence[Release]) -> str:
    """A style's name; where a style of an earlier one of the releases has it too, with what its own release paints."""
    first = next(other for other in styles.values() if name_of(other) == name_of(style))
    own = [release for release in releases if release.name == style.release and style.release != first.release]
    return " · ".join([name_of(style), *map(_heading, own)])


def grouped(styles: Iterable[Style], releases: Sequence[Release]) -> Sequence[tuple[str, Sequence[Style]]]:
    """Styles by release, in the releases' order, under what each says that it paints; a single one needs no heading."""
    groups = [(release, [style for style in styles if style.release == release.name]) for release in releases]
    groups = [(release, own) for release, own in groups if own]
    return [(_heading(release) if len(groups) > 1 else "", own) for release, own in groups]


def _heading(release: Release) -> str:
    return _here(release.names) or release.name


def _here(names: Mapping[str, str]) -> str | None:
    return names.get(i18n.locale()) or names.get("en")
