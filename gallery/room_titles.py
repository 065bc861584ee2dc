"""What a room is called that nobody named: by its feeling, and by the colour that most of its works are known by."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from gallery.colours import leading
from gallery.phrases import Phrase
from gallery.rooms import Room

_FEELINGS: Mapping[str, Phrase] = {
    "happy": Phrase("Joy"),
    "calm": Phrase("Calmness"),
    "excited": Phrase("High spirits"),
    "sad": Phrase("Sadness"),
    "angry": Phrase("Anger"),
    "scared": Phrase("Fear"),
    "surprised": Phrase("Wonder"),
    "proud": Phrase("Pride"),
    "love": Phrase("Tenderness"),
    "unsure": Phrase("Questions"),
}
_COLOURS: Mapping[str, Phrase] = {
    "red": Phrase("red"),
    "orange": Phrase("orange"),
    "yellow": Phrase("yellow"),
    "green": Phrase("green"),
    "turquoise": Phrase("turquoise"),
    "blue": Phrase("blue"),
    "purple": Phrase("purple"),
    "pink": Phrase("pink"),
    "brown": Phrase("brown"),
    "white": Phrase("white"),
    "grey": Phrase("grey"),
    "black": Phrase("black"),
}


_known_by = lru_cache(maxsize=4096)(leading)


def title_of(room: Room) -> Phrase:
    """Joy in yellow; Joy where no colour leads, In yellow where no feeling does."""
    feeling, colour = _FEELINGS.get(room.emotion or ""), _COLOURS.get(_colour(room) or "")
    if feeling and colour:
        return Phrase("%(feeling)s in %(colour)s", feeling=feeling, colour=colour)
    if colour:
        return Phrase("In %(colour)s", colour=colour)
    return feeling or Phrase("Many voices")


def _colour(room: Room) -> str | None:
    """The colour of at least two in five of its works."""
    ((colour, count),) = Counter(_known_by(work.palette) for work in room.works).most_common(1) or [("", 0)]
    return colour if count * 5 >= len(room.works) * 2 else None
