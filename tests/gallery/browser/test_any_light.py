"""The road from a drawing to the wall on small screens, with large text, in Korean, in the dark, with little motion."""

import re

import pytest
from conftest import Desk
from playwright.sync_api import Page, expect
from states import NARROW
from test_accessibility import small_targets, violations

pytestmark = [pytest.mark.browser, pytest.mark.soak]

LIGHTS = {
    "on a small screen in Korean": ("100%", {"viewport": NARROW, "locale": "ko-KR"}),
    "with text of twice the size": ("200%", {"viewport": {"width": 1024, "height": 768}}),
    "in the dark": ("100%", {"color_scheme": "dark"}),
}


def is_fine(page: Page) -> None:
    """Nothing reaches over the page's edge, breaks a rule, or is too small for a finger."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert violations(page) == []
    assert small_targets(page) == []


@pytest.mark.parametrize(("text", "options"), LIGHTS.values(), ids=list(LIGHTS))
def test_the_road_is_walked_in_any_light(open_page, text: str, options: dict):
    page = open_page("/draw", reduced_motion="reduce", **options)
    page.evaluate("(size) => (document.documentElement.style.fontSize = size)", text)
    desk = Desk(page)
    desk.draw([(0.2, 0.3), (0.8, 0.6)])
    is_fine(page)
    assert desk.paper.bounding_box()["width"] > min(page.viewport_size.values()) / 2
    page.locator("[data-setting=easy]").check()
    is_fine(page)
    page.locator("[data-easy=ordinary]:visible").click()
    page.locator("details.ways summary").click()
    page.locator("details.more summary").click()
    page.locator("[name=tool][value=stamp]").check()
    is_fine(page)
    page.locator("#paint").click()
    expect(desk.paintings).to_have_count(4)
    desk.paintings.nth(1).check()
    page.locator("#title").fill("A line")
    is_fine(page)
    page.locator("#artist").fill("Mina")
    page.locator("#consent_publish").check()
    page.locator("#hanging [type=submit]").click()
    page.locator(".token").wait_for()
    is_fine(page)
    assert bool(re.search("[가-힣]", page.locator("h1").inner_text())) == (options.get("locale") == "ko-KR")


@pytest.mark.parametrize(("motion", "moving"), [("reduce", 0), ("no-preference", 4)])
def test_what_waits_breathes_unless_somebody_wants_less_motion(open_page, motion: str, moving: int):
    page = open_page("/draw", reduced_motion=motion)
    page.route("**/api/v1/paintings", lambda route: None)
    desk = Desk(page)
    desk.draw()
    desk.button("Paint it").click()
    expect(page.locator(".waiting")).to_have_count(4)

    assert page.evaluate("document.getAnimations().filter((one) => one.animationName === 'breathe').length") == moving
