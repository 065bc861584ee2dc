"""What a feeling wishes of a room: how light its walls are, how warm its light, what is quietly heard."""

from dataclasses import dataclass

AMBIENCES = ("birds", "hearth", "rain", "sea", "wind")


@dataclass(frozen=True)
class Mood:
    """wall: OKLab lightness wished for; kelvin: of the light; strength: of the light, 0-1."""

    wall: float
    kelvin: int
    strength: float
    ambience: str | None = None


_OPEN = Mood(0.9, 3600, 0.85)
_MOODS = {
    "happy": Mood(0.92, 3300, 1.0, "birds"),
    "calm": Mood(0.82, 3700, 0.8, "sea"),
    "excited": Mood(0.94, 3900, 1.0),
    "sad": Mood(0.68, 4200, 0.65, "rain"),
    "angry": Mood(0.42, 3000, 0.7),
    "scared": Mood(0.34, 4300, 0.6, "wind"),
    "surprised": Mood(0.9, 4000, 0.95),
    "proud": Mood(0.74, 3200, 0.95),
    "love": Mood(0.8, 2900, 0.8, "hearth"),
    "unsure": Mood(0.86, 3600, 0.8),
}


def mood_of(emotion: str | None) -> Mood:
    """What a feeling wishes; a plain, open room for none."""
    return _MOODS.get(emotion or "", _OPEN)
