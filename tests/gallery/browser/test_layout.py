"""What every page owes to small screens, fingers and screen readers."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect
from test_accessibility import violations

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
pages = pytest.mark.parametrize(
    "path", ["/", "/draw", "/artworks/{id}", "/exhibitions", "/exhibitions/now", "/exhibitions/now/rooms/1"]
)


@pages
def test_no_page_scrolls_sideways_on_a_narrow_screen_or_with_text_of_twice_the_size(open_page, artwork, path: str):
    page = open_page(path.format(id=artwork["id"]), viewport=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]

    page.set_viewport_size({"width": 1024, "height": 768})
    for language in ("en", "ko"):
        page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
        page.reload()
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("getComputedStyle(document.body).fontSize") >= "32px"
        assert page.evaluate("document.documentElement.scrollWidth") == 1024


@pages
def test_every_page_opens_in_the_dark_and_says_what_is_where(open_page, artwork: dict, path: str):
    # Without motion, for axe does not wait until colours have faded in.
    page = open_page(path.format(id=artwork["id"]), color_scheme="dark", reduced_motion="reduce")
    names = page.locator("h1, h2, h3").evaluate_all("all => all.map((heading) => heading.tagName)")
    levels = [int(name[1]) for name in names]

    expect(page.locator("h1").first).to_be_visible()
    assert violations(page) == []
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.locator("img").count() > 0
    assert page.locator("img:not([alt])").count() == 0


def test_every_control_of_the_desk_is_large_enough_for_a_finger(open_page):
    page = open_page("/draw", viewport=NARROW)
    controls = page.locator("a:not(.skip), button, .tool, .choice, select, [type=file]")
    sizes = [box for control in controls.all() if (box := control.bounding_box())]

    assert len(sizes) > 15
    assert min(min(box["width"], box["height"]) for box in sizes) >= 44


def test_the_whole_paper_is_to_be_seen_at_once_on_a_low_screen(open_page):
    page = open_page("/draw", viewport={"width": 1280, "height": 720})
    paper = page.locator("#paper").bounding_box()

    assert paper["y"] + paper["height"] <= 720
