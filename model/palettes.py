"""The named ways of painting that the first release learns: their palettes and moods."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """A technique (a function of model.painterly) with its colours, as #rrggbb.

    figure: by the area they cover, largest first; dark and light stand for near black and near white.
    moods: emotions of the contract that it suits.
    """

    slug: str
    technique: str
    names: tuple[str, str]
    moods: tuple[str, ...]
    ground: tuple[str, str]
    figure: tuple[str, ...]
    dark: str
    light: str


WAYS: tuple[Way, ...] = (
    Way("sunflower", "oil", ("Sunflower", "해바라기"), ("happy", "proud"), ("#86b5aa", "#a9c9b4"),
        ("#f0c23c", "#b5502b", "#5f7d3a", "#8c3f1f", "#e58a2e"), "#3b2413", "#fbf0c4"),
    Way("starry-night", "swirl", ("Starry night", "별이 빛나는 밤"), ("sad", "surprised"), ("#16336b", "#2d5fa0"),
        ("#e9c94c", "#6fb0c9", "#3f7fb0", "#c98f3a", "#9cc6b4"), "#0b1430", "#f5efc6"),
    Way("pond", "watercolour", ("Lily pond", "수련 연못"), ("calm", "sad"), ("#e8f1ee", "#cfe3e2"),
        ("#5fa8a0", "#d98aa4", "#86b26b", "#7d8fc4", "#e0b65c"), "#2f4a57", "#fdfdf8"),
    Way("blossom", "pastel", ("Blossom", "꽃잎"), ("love", "calm"), ("#ecd3c4", "#e2bdb4"),
        ("#e58f9c", "#9fbf9a", "#c49acb", "#f0c58a", "#8fb4cf"), "#6b4652", "#fff6ee"),
    Way("sunday", "points", ("Sunday in the park", "공원의 일요일"), ("calm", "happy"), ("#8fb36a", "#b9cf8e"),
        ("#d9734c", "#4f7fb5", "#e8c65a", "#7d5a9c", "#3f7f5a"), "#2b3358", "#fbf6d8"),
    Way("great-wave", "woodblock", ("Great wave", "큰 파도"), ("excited", "scared"), ("#e9dfc3", "#b9cdd0"),
        ("#2f5f93", "#c8503a", "#8fb0b5", "#d9b36a", "#5d7d62"), "#182a4a", "#f6f0df"),
    Way("ink-wash", "ink_wash", ("Ink wash", "수묵화"), ("calm", "unsure"), ("#f1ebdc", "#e6deca"),
        ("#8b8a86", "#b4b1a9", "#6a6a68", "#b8483a", "#9a9892"), "#1d1c1b", "#f7f3e8"),
    Way("pop", "pop", ("Pop", "팝 아트"), ("excited", "surprised"), ("#ffe14d", "#ff9ac1"),
        ("#ff3f6c", "#21b5e8", "#3fcf6d", "#ff8f1f", "#8a4dff"), "#101014", "#ffffff"),
    Way("crayon", "crayon", ("Crayon", "크레용"), ("happy", "unsure"), ("#fbfaf3", "#f4efe0"),
        ("#e2483d", "#3a78d0", "#f2b926", "#45a04f", "#9b59b6"), "#2b2b33", "#fffef8"),
    Way("lantern", "glow", ("Lantern light", "등불"), ("proud", "angry"), ("#170f26", "#2a1640"),
        ("#ff9d2e", "#ff4f6f", "#43d9c8", "#f7e35a", "#9a6bff"), "#0a0714", "#fff4d2"),
)  # fmt: skip


def rgb(colour: str) -> tuple[float, float, float]:
    """'#rrggbb' -> three floats in [0, 1]."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue
