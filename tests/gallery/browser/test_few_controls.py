"""Few controls, a voice, a single switch: each suffices from the first stroke to the artwork on the wall."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


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
    """Few controls, large ones, and each of the buttons with its picture and its word."""
    controls = controls_of(page)
    assert len(controls) <= 8, [one["words"] for one in controls]
    assert min(min(one["width"], one["height"]) for one in controls) >= 64
    for button in page.locator(".easy-bar button:visible, .feelings label:visible, #paintings label:visible").all():
        expect(button.locator("svg, img")).to_be_visible()
        expect(button.locator("span").first).not_to_be_empty()


def test_it_is_easy_from_the_first_stroke_to_the_wall(desk):
    desk.switch_on("Draw with buttons")
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


def test_what_is_touched_is_said_in_the_language_of_the_page(open_page):
    """Chromium has no voices here, so one is lent to it that writes down what it says."""
    page = open_page("/healthz", locale="ko-KR")
    page.add_init_script(
        """window.said = [];
        const voices = ["en-GB", "ko-KR"].map((lang) => ({ lang }));
        const speak = ({ text, voice }) => said.push([text, voice.lang]);
        Object.defineProperty(window, "speechSynthesis", { value: { getVoices: () => voices, speak, cancel() {} } });
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""
    )
    page.goto("/draw")
    page.locator("sketch-board[data-ready]").wait_for()
    page.get_by_label("지우개").click()
    assert page.evaluate("said") == []

    page.locator("[data-setting=easy]").check()
    page.locator(".easy-bar").get_by_role("button", name="지우개").click()
    assert page.evaluate("said.at(-1)") == ["지우개", "ko-KR"]
    page.locator("[data-easy=ordinary]:visible").click()
    page.locator("details.ways summary").click()
    page.locator("[data-setting=speak]").check()
    page.get_by_label("펜", exact=True).click()
    assert page.evaluate("said.at(-1)") == ["펜", "ko-KR"]


LIGHT_S = 3


def use_one_switch(desk) -> None:
    """With a light that stays for three seconds, by a clock that is turned by hand."""
    desk.stop_the_clock()
    desk.page.locator("details.ways summary").click()
    desk.page.get_by_label("How long the light stays").fill(str(LIGHT_S))
    desk.switch_on("I use one switch")


def wait_for_the_light(page: Page, words: str) -> None:
    lit = page.locator(".lit")
    for _ in range(60):
        page.clock.run_for(LIGHT_S * 1_000)
        if lit.count() and lit.inner_text().strip().startswith(words):
            return
    raise AssertionError(f"the light never comes to {words}")


def test_one_switch_does_everything(desk):
    """Pressed when what is wanted is lit, as a key or anywhere on the screen; nothing else is touched."""
    page = desk.page
    use_one_switch(desk)
    page.clock.run_for(LIGHT_S * 1_000 - 1)
    expect(page.locator(".lit")).to_have_count(0)
    page.clock.run_for(1)
    expect(page.locator(".lit")).to_have_count(1)

    for name in ["Pen down", "To the right", "Down", "Pen down", "Dot or stamp"]:
        wait_for_the_light(page, name)
        page.keyboard.press("Space")
    assert len(desk.strokes()) == 1 + 9  # of which the sun consists
    for name in ["Next", "Calm"]:
        wait_for_the_light(page, name)
        page.mouse.click(5, 5)
    expect(desk.paintings.first).to_be_visible()
    expect(page.locator("#stop")).to_be_hidden()
    for name in ["Oil", "Everybody may see", "Hang it in the gallery"]:
        wait_for_the_light(page, name)
        page.keyboard.press("Enter")

    page.locator(".token").wait_for()


def test_a_light_that_nobody_answers_rests_until_the_next_press(desk):
    use_one_switch(desk)
    desk.page.clock.run_for(LIGHT_S * 1_000 * 100)
    expect(desk.page.locator(".lit")).to_have_count(0)
    desk.page.keyboard.press("Space")
    desk.page.clock.run_for(LIGHT_S * 1_000)

    expect(desk.page.locator(".lit")).to_have_count(1)
    assert desk.strokes() == []
