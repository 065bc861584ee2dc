"""The road from a drawing to the wall, walked in a real browser, and what lies in its way."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from starlette.applications import Starlette

from gallery.problems import BlankSketch, Busy
from gallery.tables import DrawingRow

pytestmark = pytest.mark.browser

BUSY = Busy("All painters have a drawing before them.", retry_after_s=1)
REFUSED = BlankSketch("There is only a tiny mark on the page.")


def see_on_the_wall(page: Page, title: str) -> None:
    page.get_by_role("link", name="See your artwork").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name=title)).to_be_visible()


def test_a_drawing_is_painted_chosen_hung_and_seen_on_the_wall(desk, site: Starlette, complaints: list[str]):
    desk.draw()
    desk.button("Paint it").click()
    expect(desk.paintings).to_have_count(4)
    desk.hang("Our house")
    expect(desk.page.locator(".token code")).to_have_text(re.compile(".{40}"))
    see_on_the_wall(desk.page, "Our house")

    with site.state.store.database.reading() as session:
        strokes = session.scalars(select(DrawingRow.strokes)).one()
    assert [stroke["tool"] for stroke in strokes["strokes"]] == ["pen"]
    assert complaints == []


def test_the_road_is_walked_without_javascript(plain_desk, doodle: bytes, complaints: list[str]):
    expect(plain_desk.paper).to_be_hidden()
    plain_desk.upload(doodle)
    plain_desk.page.get_by_label("Oil").check()
    plain_desk.page.get_by_label("Chalk").check()
    plain_desk.button("Paint it").click()
    plain_desk.hang("On paper")
    see_on_the_wall(plain_desk.page, "On paper")

    assert complaints == []


def test_a_picture_is_painted_in_the_style_that_was_ticked(desk, doodle: bytes, painters):
    desk.page.get_by_label("Wash").check()
    expect(desk.page.get_by_label("Surprise me")).not_to_be_checked()
    desk.upload(doodle)
    expect(desk.page.locator("#picture")).to_be_visible()
    desk.button("Paint it").click()
    expect(desk.page.locator("#paintings .name")).to_have_text(["Wash"])
    expect(desk.paintings).to_have_count(1)

    # Looking at what the painter will see of the picture wishes for nothing, and may be asked after it.
    assert [wish.style for wishes in painters.asked for wish in wishes] == [2]


def test_what_was_hung_leaves_the_paper_free_and_can_be_taken_back(desk):
    desk.draw()
    drawn = desk.ink()
    desk.button("Paint it").click()
    desk.hang("Our house")
    desk.page.get_by_role("link", name="Draw another one").click()
    assert desk.ink() == 0

    desk.button("Undo").click()
    assert desk.ink() == drawn


def test_in_a_full_house_a_drawing_waits_for_its_turn(desk, painters):
    painters.refusal = BUSY
    desk.draw()
    drawn = desk.ink()
    desk.button("Paint it").click()
    expect(desk.progress).to_contain_text("Yours waits for its turn")
    expect(desk.page.locator(".waiting")).to_have_count(4)
    expect(desk.trouble).to_be_empty()

    painters.refusal = None
    expect(desk.paintings).to_have_count(4)
    expect(desk.progress).to_contain_text("Painted.")
    assert desk.ink() == drawn


def test_who_waits_for_a_turn_may_stop_and_try_again(desk, painters):
    painters.refusal = BUSY
    desk.draw()
    desk.button("Paint it").click()
    expect(desk.progress).to_contain_text("Yours waits for its turn")
    desk.button("Stop").click()
    expect(desk.progress).to_have_text("Stopped. Your drawing is as it was.")
    expect(desk.page.locator(".waiting")).to_have_count(0)

    painters.refusal = None
    desk.button("Paint it").click()
    expect(desk.paintings).to_have_count(4)


def test_what_is_wrong_is_told_in_words_and_the_drawing_stays(desk, painters):
    painters.refusal = REFUSED
    desk.draw()
    drawn = desk.ink()
    desk.button("Paint it").click()
    expect(desk.trouble).to_have_text(REFUSED.detail)
    assert desk.ink() == drawn

    painters.refusal = None
    desk.button("Paint it").click()
    expect(desk.paintings).to_have_count(4)
    expect(desk.trouble).to_be_empty()


def test_paintings_stay_when_the_next_attempt_fails(desk, painters):
    desk.draw()
    desk.button("Paint it").click()
    expect(desk.paintings).to_have_count(4)
    painters.refusal = REFUSED
    desk.button("Paint it").click()
    expect(desk.trouble).not_to_be_empty()

    expect(desk.paintings).to_have_count(4)


def test_waiting_can_be_stopped(desk):
    desk.page.route("**/api/v1/paintings", lambda route: None)
    desk.draw()
    desk.button("Paint it").click()
    expect(desk.page.locator(".waiting")).to_have_count(4)
    desk.button("Stop").click()

    expect(desk.progress).to_have_text("Stopped. Your drawing is as it was.")
    expect(desk.page.locator(".waiting")).to_have_count(0)
    assert desk.ink() > 1000


def test_an_unreachable_gallery_is_told_in_words_and_the_drawing_stays(desk):
    desk.page.route("**/api/v1/paintings", lambda route: route.abort())
    desk.draw()
    desk.button("Paint it").click()

    expect(desk.trouble).to_contain_text("cannot be reached")
    assert desk.ink() > 1000


def test_an_empty_paper_is_not_sent(desk, painters):
    desk.button("Paint it").click()

    expect(desk.trouble).to_contain_text("The paper is still empty")
    assert painters.asked == []


def test_a_label_that_is_refused_keeps_what_was_written(desk):
    desk.draw()
    desk.button("Paint it").click()
    desk.hang("\u200b")

    expect(desk.page.locator("#hanging-trouble")).to_contain_text("title:")
    expect(desk.page.get_by_label("Artist")).to_have_value("Mina")


def test_strokes_that_are_refused_do_not_keep_a_painting_from_the_wall(desk, site: Starlette):
    problem = {
        "type": "/problems/invalid-field",
        "status": 422,
        "detail": "No.",
        "errors": [{"field": "strokes", "detail": "Others."}],
    }
    refused = {"status": 422, "content_type": "application/problem+json", "json": problem}
    sent = []

    def answer(route):
        sent.append("strokes" in route.request.post_data_json)
        return route.fulfill(**refused) if sent[-1] else route.continue_()

    desk.page.route("**/api/v1/artworks", answer)
    desk.draw()
    desk.button("Paint it").click()
    expect(desk.paintings).to_have_count(4)
    desk.hang("Without its strokes")
    see_on_the_wall(desk.page, "Without its strokes")

    assert sent == [True, False]
