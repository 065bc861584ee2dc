"""The small painting that follows the drawing: of the newest strokes, one at a time, and never where it is a burden."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Request, Route, expect

pytestmark = pytest.mark.browser

PAUSE_MS = 250
PAINTINGS = "**/api/v1/paintings"
TOP, MIDDLE, BOTTOM = ([(0.2, y), (0.8, y)] for y in (0.2, 0.5, 0.8))


def is_inked(upload: bytes, x: float, y: float) -> bool:
    """Whether there is ink at a place of a drawing that was sent."""
    sent = Image.open(io.BytesIO(upload)).convert("L")
    return sent.getpixel((x * sent.width, y * sent.height)) < 128


def asks_for_a_glimpse(request: Request) -> bool:
    return request.url.endswith("/paintings") and request.headers["accept"] == "image/webp"


def test_a_glimpse_is_of_the_newest_drawing_and_the_older_one_is_given_up(desk, painters):
    unanswered: list[Route] = []
    desk.page.route(PAINTINGS, lambda route: route.continue_() if unanswered else unanswered.append(route))
    desk.stop_the_clock()
    with desk.page.expect_request(asks_for_a_glimpse):
        desk.draw(TOP)
        desk.page.clock.run_for(PAUSE_MS)
    with desk.page.expect_event("requestfailed", asks_for_a_glimpse):
        desk.draw(MIDDLE)
        desk.page.clock.run_for(PAUSE_MS)
    expect(desk.glimpse).to_be_visible()

    (upload,) = painters.uploads
    assert [is_inked(upload, 0.5, y) for y in (0.2, 0.5, 0.8)] == [True, True, False]


def test_a_hand_that_rests_in_the_middle_of_a_line_sees_what_it_has_so_far(desk, painters):
    desk.stop_the_clock()
    desk.page.mouse.move(**desk.at(*TOP[0]))
    desk.page.mouse.down()
    desk.page.mouse.move(**desk.at(0.5, 0.2), steps=3)
    desk.page.clock.run_for(PAUSE_MS)
    expect(desk.glimpse).to_be_visible()

    assert desk.strokes() == []
    assert is_inked(painters.uploads[-1], 0.4, 0.2)


def test_a_cursor_that_rests_does_so_too(desk, painters):
    desk.stop_the_clock()
    desk.paper.focus()
    desk.page.keyboard.press("Space")
    desk.page.keyboard.press("Control+ArrowUp")
    desk.page.clock.run_for(PAUSE_MS)
    expect(desk.glimpse).to_be_visible()

    assert desk.strokes() == []
    assert is_inked(painters.uploads[-1], 0.5, 0.47)


def test_a_glimpse_is_in_the_first_style_that_is_wished_for(desk, painters):
    desk.draw(TOP)
    expect(desk.glimpse).to_be_visible()
    desk.page.get_by_label("Chalk").check()
    expect(desk.page.locator(".glimpse .name")).to_have_text("Chalk")

    assert [wish.style for wish in painters.asked[-1]] == [3]


def test_where_a_glimpse_would_be_a_burden_nothing_is_sent(desk, painters):
    page = desk.page
    desk.stop_the_clock()
    asked: list[Request] = []
    page.on("request", lambda request: asks_for_a_glimpse(request) and asked.append(request))

    def ask_after(stroke) -> int:
        asked.clear()
        desk.draw(stroke)
        page.clock.run_for(PAUSE_MS)
        page.evaluate("fetch('/healthz')")  # whatever was sent before is known of by now
        return len(asked)

    for connection in ("{ saveData: true }", "{ type: 'cellular' }", "{ effectiveType: '2g' }"):
        page.evaluate(f"Object.defineProperty(navigator, 'connection', {{ value: {connection}, configurable: true }})")
        assert ask_after(TOP) == 0
        expect(page.locator(".glimpse")).to_be_hidden()
    page.evaluate("delete navigator.connection")
    page.get_by_label("Make it easy").check()
    assert ask_after(MIDDLE) == 0
    desk.button("All tools").click()
    page.get_by_text("More wishes").click()
    page.get_by_label("Paint while I draw").uncheck()
    assert ask_after(MIDDLE) == 0
    page.get_by_label("Paint while I draw").check()
    assert ask_after(BOTTOM) == 1
