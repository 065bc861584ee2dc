"""Every way of drawing suffices alone: from the first stroke to the artwork on the wall."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def hang_it(desk, title: str = "By other hands") -> None:
    """The ordinary road from a drawing to the wall."""
    assert desk.ink() > 100
    desk.button("Paint it").click()
    expect(desk.paintings).to_have_count(4)
    desk.hang(title)
    desk.page.locator(".token").wait_for()


def test_a_click_begins_a_line_and_the_next_one_ends_it(desk):
    desk.switch_on("Draw without holding on")
    desk.page.mouse.click(**desk.at(0.2, 0.2))
    desk.page.mouse.move(**desk.at(0.8, 0.6), steps=6)
    assert desk.strokes() == []
    desk.page.mouse.click(**desk.at(0.8, 0.8))

    (stroke,) = desk.strokes()
    assert stroke["points"][0][:2] == pytest.approx([205, 205], abs=2)
    assert stroke["points"][-1][:2] == pytest.approx([819, 819], abs=2)
    hang_it(desk)


def test_two_taps_make_a_line_without_dragging(touch_desk):
    touch_desk.switch_on("Draw without holding on")
    for place in ((0.2, 0.2), (0.8, 0.8)):
        touch_desk.devices().tap(place)

    assert len(touch_desk.strokes()) == 1
    assert touch_desk.strokes()[0]["points"][-1][:2] == pytest.approx([819, 819], abs=2)
    hang_it(touch_desk)


def test_a_shaking_hand_draws_a_calm_line(desk):
    desk.switch_on("Steady my hand")
    desk.draw([(0.2 + i / 100, 0.5 + (0.015 if i % 2 else -0.015)) for i in range(60)])

    ys = [point[1] for point in desk.strokes()[0]["points"][5:-3]]
    assert max(ys) - min(ys) < 15  # of a tremor of 31
    hang_it(desk)


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
    hang_it(desk)


def test_buttons_draw(desk):
    desk.switch_on("Draw with buttons")
    for name in ["Pen down", "To the right", "To the right", "Up", "To the left", "Down", "Pen down"]:
        desk.button(name).click()

    assert len(desk.strokes()[0]["points"]) == 6
    hang_it(desk)


def test_stamps_are_drawings_too(desk):
    desk.wait()
    desk.page.get_by_label("Stamp", exact=True).check()
    desk.page.get_by_label("House", exact=True).check()
    desk.page.mouse.click(**desk.at(0.5, 0.5))

    assert len(desk.strokes()) == 4
    desk.button("Undo").click()
    assert desk.strokes() == []
    desk.button("Redo").click()
    hang_it(desk)


def controls_of(page: Page) -> list[dict]:
    """What can be pressed on the page, with its size."""
    kinds = "main :is(button, input, select, textarea, summary, a)"
    return page.evaluate(
        """(kinds) => [...document.querySelectorAll(kinds)]
        .filter((one) => one.checkVisibility() && one.type !== "hidden")
        .map((one) => (one.closest("label") ?? one))
        .map((one) => ({ words: one.textContent.trim(), ...one.getBoundingClientRect().toJSON() }))""",
        kinds,
    )


def is_easy(page: Page) -> None:
    controls = controls_of(page)
    assert len(controls) <= 8, [one["words"] for one in controls]
    assert min(min(one["width"], one["height"]) for one in controls) >= 64


def test_it_is_easy_from_the_first_stroke_to_the_wall(desk):
    desk.wait()
    desk.page.get_by_label("Make it easy").check()
    is_easy(desk.page)
    desk.draw()
    desk.button("Stamp").click()
    desk.page.mouse.click(**desk.at(0.5, 0.1))
    desk.button("Next").click()
    is_easy(desk.page)
    desk.button("Other feelings").click()
    desk.page.get_by_label("Proud").locator("visible=true").click()
    expect(desk.paintings.first).to_be_visible()
    is_easy(desk.page)
    desk.paintings.first.check()
    is_easy(desk.page)
    desk.button("Another title").click()
    desk.page.get_by_label("Everybody may see").check()
    desk.button("Hang it in the gallery").click()

    desk.page.locator(".token").wait_for()


def test_one_switch_does_everything(desk):
    """Space is pressed when what is wanted is lit; nothing else is touched."""
    desk.wait()
    desk.page.locator("[data-setting=delay]").evaluate("slider => (slider.value = slider.min = 0.1)")
    desk.switch_on("I use one switch")
    for name in ["Pen down", "To the right", "Down", "To the left", "Pen down", "Dot or stamp", "Next", "Calm"]:
        press_when_lit(desk.page, name)
    expect(desk.paintings.first).to_be_visible()
    press_when_lit(desk.page, "Oil")
    press_when_lit(desk.page, "Everybody may see")
    press_when_lit(desk.page, "Hang it in the gallery")

    desk.page.locator(".token").wait_for()


def press_when_lit(page: Page, words: str) -> None:
    page.evaluate(
        """(words) => new Promise((resolve) => {
            const look = setInterval(() => {
                const lit = document.querySelector(".lit");
                if (!lit?.textContent.trim().startsWith(words)) return;
                clearInterval(look);
                document.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true }));
                resolve();
            }, 5);
            setTimeout(resolve, 8000);
        })""",
        words,
    )


def test_a_light_that_nobody_answers_rests(desk):
    desk.wait()
    desk.page.locator("[data-setting=delay]").evaluate("slider => (slider.value = slider.min = 0.1)")
    desk.switch_on("I use one switch")
    desk.page.locator(".lit").first.wait_for()

    expect(desk.page.locator(".lit")).to_have_count(0)
    expect(desk.page.locator(".lit")).to_have_count(0)
