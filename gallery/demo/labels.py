"""What the demo's artists write under their paintings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NICKNAMES: Sequence[str] = ("Mina", "Jun", "하늘", "Leo", "지우", "Ada", "Oma Ruth", "바다", "Sam, 7", "민준", "Zoé")

TITLES: Mapping[str, Sequence[str]] = {
    "cat": ("The cat who waited", "우리 집 고양이", "Somebody at the window"),
    "house": ("Where we lived", "할머니 집", "A house with smoke"),
    "boat": ("Out at sea", "작은 배", "Before the storm"),
    "tree": ("The apple tree", "나이 많은 나무", "In grandfather’s garden"),
    "fish": ("Fish, talking", "물속에서", "It swims alone"),
    "flower": ("For you", "봄에 핀 꽃", "The first one this year"),
    "face": ("Me, today", "친구 얼굴", "Somebody I miss"),
    "bird": ("It came back", "노래하는 새", "On the wire"),
    "mountains": ("A long way up", "해가 뜨는 산", "Silence"),
    "snail": ("No hurry", "느린 하루", "My home is with me"),
    "rocket": ("To the moon", "우주로!", "Very far from here"),
    "umbrella": ("It rains and rains", "비 오는 날", "Room for two"),
}

FEELINGS: Mapping[str, Sequence[str]] = {
    "cat": ("calm", "love", "sad"),
    "house": ("love", "calm", "happy"),
    "boat": ("excited", "calm", "scared"),
    "tree": ("proud", "calm", "love"),
    "fish": ("surprised", "happy", "sad"),
    "flower": ("love", "happy", "proud"),
    "face": ("unsure", "happy", "sad"),
    "bird": ("happy", "excited", "calm"),
    "mountains": ("proud", "excited", "calm"),
    "snail": ("calm", "happy", "unsure"),
    "rocket": ("excited", "surprised", "proud"),
    "umbrella": ("sad", "angry", "love"),
}


@dataclass(frozen=True)
class Label:
    title: str
    artist: str
    emotion: str


def label_of(subject: str, number: int) -> Label:
    """Of the so manieth work: titles, names and feelings take turns, each at its own pace."""
    turn = number // len(TITLES)
    return Label(
        title=TITLES[subject][turn % len(TITLES[subject])],
        artist=NICKNAMES[(number * 5 + turn) % len(NICKNAMES)],
        emotion=FEELINGS[subject][turn % len(FEELINGS[subject])],
    )
