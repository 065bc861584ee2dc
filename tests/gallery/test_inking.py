"""Whether strokes draw what a sketch shows, by the real preparation of sketches: honest hands, and others."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gallery.demo import subjects
from gallery.demo.hand import Hand
from gallery.inking import NOTHING_ALIKE, compare
from model import strokes
from model.sketch import from_upload

DRAWN = sorted((Path(__file__).parents[1] / "model" / "drawings").glob("*.json"))
SUBJECTS = (subjects.cat, subjects.house, subjects.boat, subjects.snail)


def png(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def sketch_of(drawing: dict, size: tuple[int, int] | None = None) -> bytes:
    """What the gallery keeps of a drawing that was sent as a picture of a size."""
    return png(from_upload(png(strokes.render(drawing, size))).lines)


def by_hand(subject, width: int, seed: int = 1) -> dict:
    hand = Hand(seed, width=width)
    subject(hand)
    return hand.drawing


def pen(*points: tuple[float, float], width: float = 12.0, tool: str = "pen") -> dict:
    return {"tool": tool, "width": width, "points": [[x, y, 0.5, i] for i, (x, y) in enumerate(points)]}


def paper(*marks: dict, side: int = 1024) -> dict:
    return {"version": 1, "width": side, "height": side, "strokes": list(marks)}


FILLED = pen(*((400 + 120 * (i % 2), 300 + 5 * i) for i in range(40)), width=22)
RUBBED = pen((300, 500), (700, 520), width=40, tool="eraser")
FRAME = pen((150, 150), (850, 150), (850, 850), (150, 850), (150, 150))


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
@pytest.mark.parametrize("size", [None, (400, 400)])
def test_what_people_drew_is_the_same_whatever_size_was_sent(path, size):
    drawing = json.loads(path.read_text())

    assert compare(drawing, sketch_of(drawing, size)).is_the_same


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("width", [6, 12, 22, 40])
def test_every_width_of_the_pen_is_the_same(subject, width):
    drawing = by_hand(subject, width)

    assert compare(drawing, sketch_of(drawing)).is_the_same


@pytest.mark.parametrize(
    "drawing",
    [
        paper(FRAME, FILLED),
        paper(FRAME, FILLED, RUBBED),
        paper(pen((500, 500), (640, 500), (570, 620), (500, 500), width=6)),
        paper(pen((9, 9), (90, 40)), side=100),
    ],
    ids=["filled", "rubbed out", "small", "on small paper"],
)
def test_fills_erasers_and_small_drawings_are_the_same(drawing):
    assert compare(drawing, sketch_of(drawing)).is_the_same


@pytest.mark.parametrize("subject", SUBJECTS)
def test_another_drawing_is_not_the_same(subject):
    innocent = sketch_of(by_hand(subject, 12))

    for other in SUBJECTS:
        for width in (6, 40) if other is not subject else ():
            assert not compare(by_hand(other, width), innocent).is_the_same


def test_something_that_is_added_and_something_that_is_left_out_is_seen():
    house = by_hand(subjects.house, 12)
    word = [pen((x, 620), (x, 680), (x + 30, 650), (x + 30, 620)) for x in (480, 530, 580, 630)]
    added = {**house, "strokes": [*house["strokes"], *word]}
    fewer = {**house, "strokes": house["strokes"][:-3]}

    assert compare(added, sketch_of(house)).stray > 40
    assert compare(fewer, sketch_of(house)).drawn < 0.95
    assert not compare(added, sketch_of(house)).is_the_same
    assert not compare(fewer, sketch_of(house)).is_the_same


BLACK = [pen((x, 0), (x, 1024), width=200) for x in range(0, 1100, 40)]
FAR = [[float(x), float(y), 0.5, 0] for x, y in np.random.default_rng(0).uniform(0, 1024, (20_000, 2))]


@pytest.mark.parametrize(
    "marks",
    [
        [],
        [pen()],
        [RUBBED],
        [
            FRAME,
            pen((0, 0), (1024, 1024), width=1024, tool="eraser"),
            pen((0, 1024), (1024, 0), width=1024, tool="eraser"),
        ],
        BLACK,
        [pen((-99_000, -99_000), (-98_000, -98_000))],
        [pen((-100_000, 500), (100_000, 500), width=1024)],
        [{"tool": "pen", "width": 1024.0, "points": FAR}],
        [{"tool": "pen", "width": 5e-324, "points": FAR[:9]}],
    ],
    ids=[
        "nothing",
        "no points",
        "an eraser",
        "erased",
        "all black",
        "off the paper",
        "endless",
        "too much",
        "invisible",
    ],
)
def test_tricks_draw_no_sketch(marks):
    assert not compare(paper(*marks), sketch_of(by_hand(subjects.house, 12))).is_the_same


def test_an_empty_sketch_is_no_drawing():
    assert compare(paper(FRAME), png(np.full((256, 256), 255, np.uint8))) == NOTHING_ALIKE
