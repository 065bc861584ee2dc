"""No page breaks a rule of WCAG 2.2 AA that axe can see, in any state that it can be in."""

import re

import pytest
from playwright.sync_api import Page
from starlette.applications import Starlette
from states import NO_PAGES, STATES, State

from gallery.frontend_build import FRONTEND

pytestmark = pytest.mark.browser

AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FINGER_PX = 44
"""What fingers hit without trying; WCAG 2.2 AA asks for 24 and accepts less where there is room around."""


def violations(page: Page) -> list[str]:
    """What axe finds, one line each: the rule, and the first element that breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, { runOnly: rules }).then(({ violations }) => violations)", RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def small_targets(page: Page) -> list[str]:
    """Controls, but for links within sentences, that are smaller than a fingertip. What lies in a label is as large."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll("button, summary, select, textarea, input, nav a, a.button")]
            .filter((one) => one.type !== "hidden" && one.checkVisibility())
            .map((one) => [one.closest("label") ?? one, one])
            .filter(([area]) => area.checkVisibility({ opacityProperty: true }))
            .map(([area, one]) => [area.getBoundingClientRect(), one])
            .filter(([{ width, height }]) => Math.min(width, height) < least - 0.5)
            .map(([{ width, height }, one]) => `${width} x ${height}: ${one.outerHTML.slice(0, 120)}`)""",
        FINGER_PX,
    )


@pytest.mark.parametrize("state", [state for states in STATES.values() for state in states], ids=str)
def test_nobody_is_kept_out(open_page, artwork: dict, staffed: None, state: State):
    page = open_page("/healthz", **state.options)
    if not state.scripts:  # axe is one too, so they are only kept away
        page.route("**/*.js", lambda route: route.abort())
    page.goto(state.path.format(artwork=artwork["id"]))
    for name, reach in {state.name: state.reach, **state.further}.items():
        reach(page)
        page.wait_for_load_state()  # a style sheet that has not come makes small targets

        assert violations(page) == [], name
        assert small_targets(page) == [], name


def test_every_page_has_its_states_listed(site: Starlette):
    read = [route for route in site.routes if "GET" in (getattr(route, "methods", None) or {"GET"})]
    paths = {re.sub(":[a-z]+}", "}", route.path) for route in read}
    pages = {path for path in paths if not path.startswith("/api/")} - NO_PAGES

    assert pages == set(STATES)
