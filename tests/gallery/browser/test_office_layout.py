"""What the pages of moderators and curators owe to small screens, large text, the night and Korean."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from test_accessibility import small_targets, violations

from gallery.sessions import begin
from gallery.works import utc_now

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
DESK = "/moderation/exhibitions/first-lines"
PATHS = ["", "/reports", "/works", "/works/{id}", "/artists", "/log", "/exhibitions", "/exhibitions/first-lines"]
pages = pytest.mark.parametrize("path", [*(f"/moderation{path}" for path in PATHS), f"{DESK}/works"])


@pytest.fixture
def open_office(open_page, site: Starlette, staffed: None, artwork: dict, address: str) -> Callable[..., Page]:
    """Opens a page of the office in the browser of Mina, who is signed in, with all that was folded."""
    with site.state.store.database.writing() as session:
        token = begin(session, "mina", now=utc_now())
    badge = {"cookies": [{"name": "moderator", "value": token, "url": address}], "origins": []}

    def opened(path: str, **options: object) -> Page:
        page = open_page("/healthz", storage_state=badge, **options)
        page.goto(path.format(id=artwork["id"]))
        expect(page.locator(".office-bar")).to_be_visible()
        page.wait_for_load_state()
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        return page

    return opened


CUT_OFF = """() => [...document.querySelectorAll("main button, main .button, main summary, main select, main cite")]
    .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
    .map((one) => one.outerHTML.slice(0, 120))"""
"""Words that are wider than the button they stand in."""


@pages
@pytest.mark.parametrize("locale", ["en", "ko"])
def test_a_page_of_the_office_is_fine_when_it_is_small_large_and_dark(open_office, path: str, locale: str):
    # Without motion, for axe does not wait until colours have faded in.
    page = open_office(path, viewport=NARROW, locale=locale, color_scheme="dark", reduced_motion="reduce")
    assert page.locator("html").get_attribute("lang") == locale
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    assert violations(page) == []
    assert small_targets(page) == []

    page.set_viewport_size({"width": 1024, "height": 768})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("getComputedStyle(document.body).fontSize") >= "32px"
    assert page.evaluate("document.documentElement.scrollWidth") == 1024
    assert page.evaluate(CUT_OFF) == []
