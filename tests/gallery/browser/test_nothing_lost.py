"""Whatever happens to tools, pages and browsers: what was drawn is still there."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

pytestmark = pytest.mark.browser

TOP, MIDDLE, BOTTOM = ([(0.2, y), (0.8, y)] for y in (0.2, 0.5, 0.8))


def until_kept(desk, steps: int) -> None:
    desk.page.locator(f'sketch-board[data-kept="{steps}"]').wait_for()


def test_no_change_of_tools_takes_anything_away(desk, doodle: bytes):
    desk.draw(TOP)
    desk.draw(MIDDLE)
    desk.button("Undo").click()
    strokes, ink = desk.strokes(), desk.ink()
    page = desk.page
    changes = {
        "eraser": lambda: page.get_by_label("Eraser").check(),
        "stamp": lambda: page.get_by_label("Stamp", exact=True).check(),
        "another figure": lambda: page.get_by_label("Cat", exact=True).check(),
        "thick": lambda: page.get_by_label("Very thick").check(),
        "mirror": lambda: page.get_by_label("Mirror").check(),
        "only the pen": lambda: page.get_by_label("Only the pen").check(),
        "a left hand": lambda: desk.switch_on("I draw with my left hand"),
        "a string": lambda: desk.switch_on("Steady my hand"),
        "buttons": lambda: desk.switch_on("Draw with buttons"),
        "an outline": lambda: (page.get_by_text("Need an idea?").click(), page.get_by_text("A cat that has").click()),
        "a closer look and back": lambda: (desk.button("Closer").click(), desk.button("Farther away").click()),
        "a photo": lambda: desk.upload(doodle),
        "no photo": lambda: desk.button("Back to my own drawing").click(),
        "easy": lambda: page.get_by_label("Make it easy").check(),
        "all tools": lambda: desk.button("All tools").click(),
    }
    for name, change in changes.items():
        change()
        assert desk.strokes() == strokes, name
    assert desk.ink() == ink
    expect(desk.button("Redo")).to_be_enabled()


def test_a_line_by_keys_goes_on_when_the_tool_is_changed_in_its_middle(desk):
    desk.wait()
    desk.paper.focus()
    desk.page.keyboard.press("Space")
    desk.page.keyboard.press("ArrowRight")
    desk.page.get_by_label("Eraser").check()
    desk.paper.focus()
    desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.press("Space")

    (stroke,) = desk.strokes()
    assert [stroke["tool"], *(point[0] for point in stroke["points"])] == ["pen", 512, 528, 544]


def test_a_browser_that_crashes_in_the_middle_of_a_line_loses_that_line_alone(desk):
    desk.draw(TOP)
    until_kept(desk, 1)
    desk.draw(MIDDLE)
    until_kept(desk, 2)
    drawn = desk.strokes()
    desk.page.mouse.move(**desk.at(*BOTTOM[0]))
    desk.page.mouse.down()
    desk.page.mouse.move(**desk.at(*BOTTOM[1]), steps=3)
    with desk.page.expect_event("crash"), suppress(Error):
        desk.page.goto("chrome://crash")

    after = type(desk)(desk.page.context.new_page())
    after.page.goto("/draw")
    assert after.strokes() == drawn
    after.draw(BOTTOM)
    times = [point[3] for stroke in after.strokes() for point in stroke["points"]]
    assert times == sorted(times)


def test_a_reload_knows_what_was_undone_and_that_the_paper_was_cleared(desk):
    desk.draw(TOP)
    desk.draw(MIDDLE)
    desk.button("Undo").click()
    until_kept(desk, 1)
    desk.page.reload()
    desk.wait()
    desk.button("Redo").click()
    assert len(desk.strokes()) == 2

    desk.button("Start again").click()
    desk.button("Clear the paper").click()
    until_kept(desk, 3)
    desk.page.reload()
    assert desk.strokes() == []
    desk.button("Undo").click()
    assert len(desk.strokes()) == 2


def test_a_reload_while_it_is_being_painted_keeps_the_drawing_and_it_can_be_painted_again(desk, painters):
    desk.page.route("**/api/v1/paintings", lambda route: None)
    desk.draw()
    until_kept(desk, 1)
    drawn = desk.ink()
    desk.button("Paint it").click()
    expect(desk.page.locator(".waiting")).to_have_count(4)
    desk.page.unroute_all()
    desk.page.reload()

    assert desk.ink() == drawn
    desk.walk_the_road("Painted after all")


def test_the_drawing_is_there_in_the_other_language_too(desk):
    desk.draw()
    until_kept(desk, 1)
    drawn = desk.ink()
    desk.button("한국어").click()
    expect(desk.page.locator("h1")).to_have_text("그림 그리기")

    assert desk.ink() == drawn


def test_where_nothing_may_be_kept_one_draws_all_the_same(open_page, desk):
    page = desk.page
    page.add_init_script(
        """for (const name of ["indexedDB", "localStorage"])
            Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });"""
    )
    page.reload()
    desk.draw()
    desk.walk_the_road("Kept by nobody")
