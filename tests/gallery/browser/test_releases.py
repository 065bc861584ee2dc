"""Styles of two releases on the board, in a real browser."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from gallery.painting import Catalogue

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def catalogue(catalogue: Catalogue) -> Catalogue:
    """The same styles of two releases; of the first one none is sad but Chalk."""
    usual = [replace(style, moods=("sad",) if style.slug == "chalk" else ("calm",)) for style in catalogue.styles]
    cats = [replace(style, id=style.id + 100, release="cats-9", moods=("sad",)) for style in usual]
    release = replace(catalogue.releases[0], names={"en": "For anything"})
    return Catalogue((*usual, *cats), (release, replace(release, name="cats-9", names={"en": "For cats"})))


def test_a_feeling_orders_the_styles_of_each_painter_and_their_names_stay_apart(desk, painters):
    names = desk.page.locator(".styles .name")
    expect(names).to_have_text(["Surprise me", "Oil", "Wash", "Chalk", "Oil", "Wash", "Chalk"])
    desk.page.locator(".feelings").get_by_label("Sad").check()
    expect(names).to_have_text(["Surprise me", "Chalk", "Oil", "Wash", "Oil", "Wash", "Chalk"])

    for group in ("For anything", "For cats"):
        desk.page.get_by_role("group", name=group).get_by_label("Oil").check()
    desk.draw()
    desk.button("Paint it").click()
    expect(desk.page.locator("#paintings .name")).to_have_text(["Oil", "Oil · For cats"])


def test_in_the_easy_mode_a_feeling_is_painted_by_the_usual_painter(desk, painters):
    desk.wait()
    desk.page.get_by_label("Make it easy").check()
    desk.draw()
    desk.button("Next").click()
    desk.page.locator(".feelings").get_by_label("Sad").check()
    expect(desk.paintings).to_have_count(1)

    assert [wish.style for wish in painters.asked[-1]] == [3]
