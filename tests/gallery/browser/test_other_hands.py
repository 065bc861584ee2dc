"""Every way of drawing suffices alone: from the first stroke to the artwork on the wall."""

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser


def test_a_click_begins_a_line_and_the_next_one_ends_it(desk):
    desk.switch_on("Draw without holding on")
    desk.page.mouse.click(**desk.at(0.2, 0.2))
    desk.page.mouse.move(**desk.at(0.8, 0.6), steps=6)
    assert desk.strokes() == []
    desk.page.mouse.click(**desk.at(0.8, 0.8))

    (stroke,) = desk.strokes()
    assert stroke["points"][0][:2] == pytest.approx([205, 205], abs=2)
    assert stroke["points"][-1][:2] == pytest.approx([819, 819], abs=2)
    desk.walk_the_road("With clicks")


def test_two_taps_make_a_line_without_dragging(touch_desk):
    touch_desk.switch_on("Draw without holding on")
    for place in ((0.2, 0.2), (0.8, 0.8)):
        touch_desk.devices().tap(place)

    assert len(touch_desk.strokes()) == 1
    assert touch_desk.strokes()[0]["points"][-1][:2] == pytest.approx([819, 819], abs=2)
    touch_desk.walk_the_road("With taps", Locator.tap)


def test_a_shaking_hand_draws_a_calm_line(desk):
    desk.switch_on("Steady my hand")
    desk.draw([(0.2 + i / 100, 0.5 + (0.015 if i % 2 else -0.015)) for i in range(60)], steps=1)

    ys = [point[1] for point in desk.strokes()[0]["points"][5:-3]]
    assert max(ys) - min(ys) < 15  # of a tremor of 31
    desk.walk_the_road("With a string")


def test_keys_draw_and_what_they_do_is_said(desk):
    desk.wait()
    desk.paper.focus()
    for key in ["Space", *["ArrowRight"] * 10, *["Control+ArrowDown"] * 4, "Space"]:
        desk.page.keyboard.press(key)

    (stroke,) = desk.strokes()
    assert stroke["points"][0][:2] == [512, 512]
    assert stroke["points"][-1][:2] == [672, 768]
    expect(desk.page.locator(".voice")).to_have_text("Pen up, bottom middle")
    desk.page.keyboard.press("z")
    assert desk.strokes() == []
    desk.page.keyboard.press("Enter")
    assert len(desk.strokes()[0]["points"]) == 1
    desk.page.keyboard.press("Space")
    desk.page.keyboard.press("ArrowUp")
    desk.page.keyboard.press("Space")
    desk.walk_the_road("With arrows")


def test_buttons_draw(desk):
    desk.switch_on("Draw with buttons")
    for name in ["Pen down", "To the right", "To the right", "Up", "To the left", "Down", "Pen down"]:
        desk.button(name).click()

    assert len(desk.strokes()[0]["points"]) == 6
    desk.walk_the_road("With buttons")


def test_stamps_are_drawings_too(desk):
    desk.wait()
    desk.page.get_by_label("Stamp", exact=True).check()
    desk.page.get_by_label("House", exact=True).check()
    desk.page.mouse.click(**desk.at(0.5, 0.5))

    assert len(desk.strokes()) == 4
    desk.button("Undo").click()
    assert desk.strokes() == []
    desk.button("Redo").click()
    desk.walk_the_road("With stamps")
