"""The label of an artwork: drafted, previewed, and sent along with all that the painting came from."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from starlette.applications import Starlette

from gallery.tables import ArtworkRow, ConsentRow, DrawingRow

pytestmark = pytest.mark.browser


@pytest.fixture
def chosen(desk):
    """Of a house in oil and in chalk, chalk."""
    desk.draw()
    desk.page.locator(".styles").get_by_label("Oil").check()
    desk.page.locator(".styles").get_by_label("Chalk").check()
    desk.button("Paint it").click()
    expect(desk.paintings).to_have_count(2)
    desk.paintings.nth(1).check()
    return desk


def test_what_is_to_be_seen_is_drafted_until_somebody_says_it_in_their_own_words(chosen):
    page = chosen.page
    words = page.get_by_label("In words")
    expect(words).to_have_value("")
    page.get_by_label("Title").fill("Our house")
    expect(words).to_have_value("“Our house”, painted from a freehand drawing in the style “Chalk”.")
    page.locator("#hanging").get_by_label("Proud").check()
    expect(words).to_have_value("“Our house”, painted from a freehand drawing in the style “Chalk”. Feeling: Proud.")

    words.fill("Where I live")
    page.get_by_label("Title").fill("Home")
    expect(words).to_have_value("Where I live")


def test_the_label_is_seen_as_it_will_hang(chosen):
    preview = chosen.page.locator(".preview")
    expect(preview).to_contain_text("Untitled Your name")
    chosen.page.get_by_label("Title").fill("Our house")
    chosen.page.get_by_label("Artist").fill("Mina")

    expect(preview).to_contain_text("Our house Mina")
    shown = chosen.page.locator("#paintings img").nth(1).get_attribute("src")
    assert preview.locator("img").get_attribute("src") == shown


def test_nothing_hangs_before_somebody_agrees(chosen, site: Starlette):
    page = chosen.page
    for box in page.locator(".consents [type=checkbox]").all():
        expect(box).not_to_be_checked()
    page.get_by_label("Title").fill("Our house")
    page.get_by_label("Artist").fill("Mina")
    chosen.button("Hang it in the gallery").click()

    expect(page.get_by_label("Everybody may see")).to_be_focused()
    assert kept(site, ArtworkRow.title) == []


def test_strokes_offered_styles_and_what_was_agreed_to_go_along(chosen, site: Starlette):
    strokes = chosen.strokes()
    chosen.page.get_by_label("The painters may learn").check()
    chosen.hang("Our house")
    chosen.page.locator(".token").wait_for()

    assert kept(site, DrawingRow.strokes) == [{"version": 1, "width": 1024, "height": 1024, "strokes": strokes}]
    assert kept(site, ArtworkRow.offered_styles) == [[1, 3]]
    assert kept(site, ArtworkRow.style) == [3]
    assert kept(site, ConsentRow.purpose) == ["publish", "training"]
    assert kept(site, ConsentRow.given) == [True, True]
    assert kept(site, ConsentRow.text_version) == ["1-en", "1-en"]


def kept(site: Starlette, column) -> list:
    """What is in a column of the gallery's tables."""
    with site.state.store.database.reading() as session:
        return list(session.scalars(select(column)))
