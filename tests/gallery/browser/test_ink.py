"""The board's ink and files: the same drawing as the painters', whoever renders it."""

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from model.strokes import render

pytestmark = pytest.mark.browser


def wave(width: float, *, step: float, pressures: tuple[float, float] = (0.5, 0.5), tool: str = "pen") -> dict:
    """A stroke up and down over the paper, with so much way between its points."""
    count = int(800 / step)
    xs = np.linspace(100, 900, count)
    return {
        "tool": tool,
        "width": width,
        "points": [
            [round(x, 1), round(500 + 220 * np.sin(x / 70), 1), round(p, 2), i]
            for i, (x, p) in enumerate(zip(xs, np.linspace(*pressures, count), strict=True))
        ],
    }


def scribble(seed: int, count: int = 60) -> dict:
    """Sharp turns, as a child makes them."""
    draw = np.random.default_rng(seed)
    at = np.clip(512 + np.cumsum(draw.normal(0, 40, (count, 2)), axis=0), 50, 970)
    points = [[round(float(x), 1), round(float(y), 1), 0.5, i] for i, (x, y) in enumerate(at)]
    return {"tool": "pen", "width": 12, "points": points}


def dot(x: float, y: float, width: float) -> dict:
    return {"tool": "pen", "width": width, "points": [[x, y, 1.0, 0]]}


def corners(width: float, *places: tuple[float, float]) -> dict:
    return {"tool": "pen", "width": width, "points": [[x, y, 0.5, i] for i, (x, y) in enumerate(places)]}


DRAWINGS = {
    "a wave": [wave(12, step=4)],
    "a thin one with few points": [wave(6, step=30)],
    "a thick one pressed harder and harder": [wave(40, step=5, pressures=(0.05, 1))],
    "scribbles": [scribble(1), scribble(2)],
    "dots": [dot(200, 200, 6), dot(500, 500, 22), dot(800, 800, 40)],
    "a straight line of two points": [corners(12, (100, 100), (900, 300))],
    "a zigzag of few": [corners(12, (100, 100), (300, 800), (500, 100), (700, 800), (900, 100))],
    "smaller than the pen is wide": [corners(40, (500, 500), (504, 503), (506, 510), (500, 514), (497, 508))],
    "rubbed out": [wave(40, step=4), {**corners(60, (100, 500), (900, 500)), "tool": "eraser"}],
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, np.ndarray]:
    return {name: 1 - render(document(strokes)) / 255 for name, strokes in DRAWINGS.items()}


def document(strokes: list[dict]) -> dict:
    return {"version": 1, "width": 1024, "height": 1024, "strokes": strokes}


def ink_of(page: Page, strokes: list[dict]) -> np.ndarray:
    """The board's PNG of strokes, as how much ink there is, 0 to 1."""
    data = page.evaluate(
        """async (strokes) => {
            const board = document.querySelector("sketch-board");
            board.drawing.steps = [strokes];
            const bytes = new Uint8Array(await board.png().arrayBuffer());
            return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
        }""",
        strokes,
    )
    return 1 - np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("L")) / 255


def test_the_boards_ink_is_that_of_the_painters(desk, drawn):
    desk.wait()
    overlaps = {}
    for name, strokes in DRAWINGS.items():
        board, painters = ink_of(desk.page, strokes), drawn[name]
        overlaps[name] = round(np.minimum(board, painters).sum() / np.maximum(board, painters).sum(), 3)

    assert {name: overlap for name, overlap in overlaps.items() if overlap < 0.9} == {}


def saved(desk, button: str) -> bytes:
    with desk.page.expect_download() as download:
        desk.button(button).click()
    return download.value.path().read_bytes()


def test_a_drawing_is_saved_as_a_picture_as_lines_and_as_strokes(desk):
    desk.draw()
    desk.page.locator("details.ways summary").click()
    strokes = json.loads(saved(desk, "Strokes (JSON)"))
    painters = render(strokes) < 128
    picture = Image.open(io.BytesIO(saved(desk, "Picture (PNG)")))
    lines = saved(desk, "Lines (SVG)").decode()

    assert picture.size == (2048, 2048)
    small = np.asarray(picture.convert("L").resize((1024, 1024))) < 128
    assert (small & painters).sum() / (small | painters).sum() > 0.9
    assert lines.startswith("<svg ")
    assert lines.count("<path") == 2


def test_a_drawing_is_drawn_again_before_ones_eyes_and_stays(desk):
    desk.draw()
    drawn = desk.ink()
    desk.button("Watch it again").click()
    desk.page.locator("sketch-board[data-replaying]").wait_for()
    desk.page.locator("sketch-board:not([data-replaying])").wait_for()

    assert desk.ink() == drawn
    assert len(desk.strokes()) == 1


def test_who_has_seen_enough_of_it_has_the_drawing_back(desk):
    desk.draw()
    drawn = desk.ink()
    for another in ("Watch it again", "Closer"):
        desk.button("Watch it again").click()
        desk.button(another).click()
        desk.page.locator("sketch-board:not([data-replaying])").wait_for()
    desk.button("Farther away").click()

    assert desk.ink() == drawn
