"""More like this: siblings of a painting on the board, and a drawing painted like what hangs on the wall."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def choose_one(desk) -> str:
    """A painting in Oil, painted and chosen; gives its id."""
    desk.wait()
    desk.page.get_by_label("Oil").check()
    desk.draw()
    desk.button("Paint it").click()
    expect(desk.paintings).to_have_count(1)
    desk.paintings.check()
    return desk.paintings.input_value()


def orders(painters) -> list:
    """What was asked for to be kept: looking while drawing asks too, for one small painting at a time."""
    return [wishes for wishes in painters.asked if len(wishes) > 1]


def test_a_painting_has_siblings_as_different_as_one_says_and_stays_among_them(desk, painters, complaints):
    chosen = choose_one(desk)
    desk.page.get_by_role("radio", name="A little", exact=True).last.check()
    desk.button("More like this").click()
    expect(desk.paintings).to_have_count(5)

    assert desk.paintings.first.input_value() == chosen
    expect(desk.paintings.first).to_be_checked()
    (wishes,) = orders(painters)
    assert [(wish.style, wish.variation) for wish in wishes] == [(1, 0.3)] * 4
    assert len({wish.seed for wish in wishes}) == 4
    assert complaints == []


def test_siblings_of_a_sibling_begin_where_it_is(desk, painters):
    choose_one(desk)
    desk.button("More like this").click()
    expect(desk.paintings).to_have_count(5)
    desk.paintings.nth(2).check()
    child = desk.paintings.nth(2).get_attribute("data-seed")
    desk.page.get_by_role("radio", name="A lot").last.check()
    desk.button("More like this").click()
    expect(desk.page.locator(f'[name="painting"][data-seed="{child}"]')).to_have_count(1)
    expect(desk.page.locator(".waiting")).to_have_count(0)

    assert {(wish.variation, wish.lineage) for wish in orders(painters)[-1]} == {(1.0, ((int(child), 0.6),))}
    desk.paintings.last.check()
    desk.page.get_by_label("Title").fill("A grandchild")
    desk.page.get_by_label("Artist").fill("Mina")
    desk.page.get_by_label("Everybody may see").check()
    desk.button("Hang it in the gallery").click()
    desk.page.locator(".token").wait_for()


def test_paintings_stay_when_siblings_fail(desk, painters):
    chosen = choose_one(desk)
    desk.page.route("**/api/v1/paintings", lambda route: route.abort())
    desk.button("More like this").click()

    expect(desk.trouble).to_contain_text("cannot be reached")
    expect(desk.paintings).to_have_count(1)
    assert desk.paintings.input_value() == chosen


def test_in_the_easy_mode_one_button_does_it(desk, painters):
    desk.wait()
    desk.page.get_by_label("Make it easy").check()
    desk.draw()
    for name in ("Next", "Just paint it"):
        desk.button(name).click()
    expect(desk.paintings).to_have_count(4)
    desk.paintings.first.check()
    desk.button("More like this").click()

    expect(desk.paintings).to_have_count(5)
    assert [wish.variation for wish in orders(painters)[-1]] == [0.6] * 4

    desk.paintings.first.click()  # the chosen one is the best of them all
    expect(desk.page.get_by_label("Title")).to_be_visible()
    expect(desk.page.locator(".preview img")).to_be_visible()
    desk.button("Back to the paintings").click()
    desk.paintings.first.click()
    desk.page.get_by_label("Everybody may see").check()
    desk.button("Hang it in the gallery").click()
    desk.page.locator(".token").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_drawing_is_painted_like_what_hangs_on_the_wall(open_page, artwork, painters, doodle, scripts):
    page = open_page(f"/artworks/{artwork['id']}", java_script_enabled=scripts)
    page.get_by_role("link", name="Try this style on my drawing").click()
    expect(page.get_by_label("Like “A line”")).to_be_checked()
    page.locator("#sketch").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": doodle})
    page.get_by_role("button", name="Paint it", exact=True).click()
    expect(page.locator('[name="painting"]')).to_have_count(4)

    assert {(wish.style, wish.variation) for wish in orders(painters)[-1]} == {(artwork["style"], 0.5)}


def test_a_named_style_is_chosen_beside_what_hangs_on_the_wall(open_page, artwork, painters, doodle):
    page = open_page(f"/draw?like={artwork['id']}")
    page.locator("sketch-board[data-ready]").wait_for()
    page.get_by_label("Chalk").check()
    page.locator("#sketch").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": doodle})
    page.get_by_role("button", name="Paint it", exact=True).click()
    expect(page.locator("#paintings .name")).to_have_text(["Like “A line”", "Chalk"])
