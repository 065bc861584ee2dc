"""Where somebody's own few colours replace all others: what can be pressed, is pressed or has the focus is still seen.

Looked at in screenshots: in forced colours, axe reads the colours that were replaced.
"""

import io
from functools import partial

import numpy as np
import pytest
from at_the_desk import open_everything
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from states import choose, paint, sign_in_and_hide, unfold

pytestmark = [pytest.mark.browser, pytest.mark.soak]

TALL = {"width": 1280, "height": 3200}
"""So that nothing has to be scrolled to be seen."""
SEEN = 3.0
"""The contrast that WCAG 2.2 asks of what is to be told apart and is no text."""

KINDS = "button, select, textarea, input, :is(summary, a):is(.tool, .button)"
CONTROLS = """(kinds) => [...document.querySelectorAll(kinds)]
    .filter((one) => one.checkVisibility() && !one.disabled && !/hidden|range|color/.test(one.type))
    .filter((one) => !one.closest(".languages"))
    .map((one) => [(one.closest(".tool, .choice") ?? one).getBoundingClientRect(), one])
    .map(([{ x, y, right, bottom }, one]) => [x, y, right, bottom, one.outerHTML])
"""


def luminance(pixels: np.ndarray) -> np.ndarray:
    """Relative luminance of sRGB pixels, as WCAG 2.2 defines it."""
    parts = pixels / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    lighter, darker = np.maximum(one, other), np.minimum(one, other)
    return (lighter + 0.05) / (darker + 0.05)


def look(place: Page | Locator, **how: object) -> np.ndarray:
    """The luminance of each pixel, with the mouse out of the way."""
    return luminance(np.asarray(Image.open(io.BytesIO(place.screenshot(**how))).convert("RGB")))


def without_edges(page: Page) -> list[str]:
    """Controls of which some side cannot be told from what is around."""
    seen = look(page, full_page=True)
    return [html[:160] for *box, html in page.evaluate(CONTROLS, KINDS) if not all(sides(seen, *box))]


def sides(seen: np.ndarray, left: float, top: float, right: float, bottom: float) -> list[bool]:
    """Whether there is an edge in the middle of each side."""
    x, y = int((left + right) / 2), int((top + bottom) / 2)
    strips = [seen[y, int(at) - 5 : int(at) + 6] for at in (left, right)]
    strips += [seen[int(at) - 5 : int(at) + 6, x] for at in (top, bottom)]
    return [bool(contrast(strip.max(), strip.min()) > SEEN) for strip in strips]


@pytest.fixture
def open_forced(open_page):
    """Opens a path in forced colours, where nothing has to be scrolled to be seen nor fades."""
    return partial(open_page, forced_colors="active", reduced_motion="reduce", viewport=TALL)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_control_of_the_board_has_its_edges(open_forced, scheme: str):
    page = open_forced("/draw", color_scheme=scheme)
    open_everything(page)
    assert without_edges(page) == []

    page.get_by_label("Make it easy").check()
    assert without_edges(page) == []
    page.get_by_role("button", name="Next", exact=True).click()
    assert without_edges(page) == []
    page.get_by_role("button", name="Just paint it").click()
    expect(page.locator("[name=painting]")).to_have_count(4)
    expect(page.locator("#stop")).to_be_hidden()
    assert without_edges(page) == []
    page.locator("[name=painting]").first.check()
    assert without_edges(page) == []


def test_every_control_of_the_office_has_its_edges(open_forced, staffed: None):
    page = open_forced("/moderation")
    sign_in_and_hide(page)
    assert without_edges(page) == []

    for path in ("artists", "exhibitions/first-lines", "exhibitions/first-lines/works"):
        page.goto(f"/moderation/{path}")
        unfold(page)
        assert without_edges(page) == []


def changed(before: np.ndarray, after: np.ndarray) -> float:
    """Which part of a picture became clearly another."""
    return float((contrast(before, after) > SEEN).mean())


def test_what_is_pressed_is_filled_and_what_has_the_focus_has_a_ring(open_forced):
    page = open_forced("/draw")
    paint(page)
    choose(page)
    for box in (
        "[name=tool][value=eraser]",
        "[name=width][value='40']",
        "[data-setting=mirror]",
        "[name=feeling][value=sad]",
        "[name=styles]",
        "[name=painting]",
    ):
        control = page.locator(f":is(.tool, .choice):has({box})").first
        x, y, width, height = (control.bounding_box()[side] for side in ("x", "y", "width", "height"))
        around = {"x": x - 8, "y": y - 8, "width": width + 16, "height": height + 16}
        free = look(page, clip=around)
        control.click()
        pressed = look(page, clip=around)
        page.keyboard.press("Shift")  # a ring is for those who use keys
        control.locator("input").evaluate("one => { one.blur(); one.focus(); }")
        focused = look(page, clip=around)

        assert changed(free, pressed) > 0.1, f"{box} pressed"
        assert changed(pressed, focused) > 0.02, f"{box} with the focus"


def test_paper_ink_and_faces_are_seen_in_the_dark(open_forced):
    page = open_forced("/draw", color_scheme="dark")
    paint(page)
    choose(page)
    paper = page.locator(".sheet").bounding_box()
    seen = look(page)
    x, y = int(paper["x"]), int(paper["y"])
    assert without_edges(page) == []
    assert seen[y + 200, x - 4] < 0.01, "the wall is black"
    assert seen[y + 300, x + 50] > 0.99, "the paper is white"
    assert seen[y + 60 : y + 160, x + 60 : x + 200].min() < 0.01, "ink is black"
    for face in page.locator(".feelings .face").all():
        drawn = look(face)
        assert contrast(drawn.max(), drawn.min()) > SEEN

    kept = page.evaluate(
        """() => [...document.body.querySelectorAll("*")]
            .filter((one) => one.checkVisibility() && getComputedStyle(one).forcedColorAdjust === "none")
            .filter((one) => !one.parentElement.closest(".sheet, :is(.tool, .choice):has(:checked)"))
            .map((one) => one.className)"""
    )
    assert set(kept) == {"sheet", "tool", "choice"}, "nothing else keeps colours of its own"
