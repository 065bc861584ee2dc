"""Pens, fingers and keys suffice alone: each draws, has it painted, chooses and hangs it."""

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select
from starlette.applications import Starlette

from gallery.tables import ArtworkRow, DrawingRow

pytestmark = pytest.mark.browser

A_LINE = [(0.2, 0.3), (0.4, 0.4), (0.6, 0.4), (0.8, 0.3)]


def hung(site: Starlette) -> tuple[str, list[dict]]:
    """Title and strokes of the one work that hangs."""
    with site.state.store.database.reading() as session:
        title, drawing = (session.scalars(select(column)).one() for column in (ArtworkRow.title, DrawingRow.strokes))
        return title, drawing["strokes"]


def test_a_pen_does_everything(desk, site: Starlette):
    devices = desk.devices()
    devices.pen(*A_LINE, force=0.2)
    devices.pen(*((x, y + 0.4) for x, y in A_LINE), force=0.9)
    desk.walk_the_road("With a pen", devices.press_with_pen)

    title, strokes = hung(site)
    assert title == "With a pen"
    assert [stroke["points"][0][2] for stroke in strokes] == [0.2, 0.9]


def test_a_finger_does_everything(touch_desk, site: Starlette):
    touch_desk.devices().finger(*A_LINE)
    touch_desk.walk_the_road("With a finger", Locator.tap)

    title, strokes = hung(site)
    assert (title, len(strokes)) == ("With a finger", 1)


def go_to(page: Page, control: Locator) -> None:
    """With the Tab key, from wherever one is."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if control.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError("no key leads there")


def press_by_key(control: Locator) -> None:
    go_to(control.page, control)
    control.page.keyboard.press("Space")


def test_keys_do_everything(desk, site: Starlette):
    desk.wait()
    keys = desk.page.keyboard
    go_to(desk.page, desk.paper)
    for key in ["Space", *["ArrowRight"] * 5, *["Control+ArrowDown"] * 2, "Space"]:
        keys.press(key)
    press_by_key(desk.button("Paint it"))
    expect(desk.paintings).to_have_count(4)
    expect(desk.page.get_by_role("heading", name="Choose the one you like best")).to_be_focused()
    press_by_key(desk.paintings.first)
    keys.press("ArrowRight")
    for name in ("Title", "Artist"):
        go_to(desk.page, desk.page.get_by_label(name))
        keys.type("With keys")
    press_by_key(desk.page.get_by_label("Everybody may see"))
    press_by_key(desk.button("Hang it in the gallery"))
    expect(desk.page.get_by_role("heading", level=1)).to_be_focused()

    title, (stroke,) = hung(site)
    assert title == "With keys"
    assert [stroke["points"][place][:2] for place in (0, -1)] == [[512, 512], [592, 640]]
