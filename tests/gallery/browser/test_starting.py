"""Where a drawing begins: an outline to trace, a surprise, a photo of paper."""

import io
from itertools import pairwise

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.gallery.conftest import picture

pytestmark = pytest.mark.browser


def test_an_outline_lies_under_the_paper_and_is_no_part_of_the_drawing(desk):
    page = desk.page
    desk.wait()
    page.get_by_text("Need an idea?").click()
    desk.button("A cat that has just woken up").click()
    expect(page.locator(".prompt")).to_have_text("A cat that has just woken up")
    ghost = page.locator(".ghost")
    expect(ghost).to_be_visible()
    assert desk.ink() == 0

    small = ghost.bounding_box()
    desk.button("Closer").click()
    assert ghost.bounding_box()["width"] == pytest.approx(1.5 * small["width"], rel=0.02)
    desk.button("Farther away").click()
    desk.button("Paint it").click()
    expect(desk.trouble).to_contain_text("The paper is still empty")
    desk.button("Take the outline away").click()
    expect(ghost).to_be_hidden()


def test_a_surprise_is_another_one_each_time(desk):
    desk.wait()
    ideas = []
    for _ in range(4):
        desk.page.get_by_text("Need an idea?").click()
        desk.button("Surprise me").click()
        ideas.append(desk.page.locator(".prompt").inner_text())

    assert all(ideas)
    assert all(one != another for one, another in pairwise(ideas))


def darkness(desk, x: float, y: float) -> int:
    """How dark it is at a place of the picture on the paper, from 0 to 255."""
    seen = Image.open(io.BytesIO(desk.page.locator("#picture").screenshot())).convert("L")
    return 255 - seen.getpixel((x * seen.width, y * seen.height))


def test_a_photo_is_shown_as_the_painters_will_see_it_with_as_much_ink_as_is_kept(desk, painters):
    photo = picture((250, 250, 250), side=300)
    desk.draw()
    drawn = desk.ink()
    expect(desk.page.locator(".glimpse")).to_be_visible()
    desk.upload(photo)
    expect(desk.page.locator(".glimpse")).to_be_hidden()  # it is of the drawing
    expect(desk.page.locator("#picture")).to_have_js_property("naturalWidth", 256)
    assert (photo, 0.5) in zip(painters.uploads, painters.inks, strict=True)
    assert darkness(desk, 0.4, 128 / 256) > 200  # the painters' line
    assert darkness(desk, 0.4, 0.7) < 10

    with desk.page.expect_response("**/api/v1/sketches"):
        desk.page.get_by_label("How much of its ink is kept").press("End")
    desk.button("Paint it").click()
    expect(desk.paintings).to_have_count(4)
    asked = zip(painters.asked, painters.uploads, painters.inks, strict=True)
    assert [(upload, ink) for wishes, upload, ink in asked if len(wishes) == 4] == [(photo, 1)]

    desk.button("Back to my own drawing").click()
    expect(desk.page.locator("#picture")).to_be_hidden()
    expect(desk.page.locator(".glimpse")).to_be_visible()
    assert desk.ink() == drawn


def test_a_file_that_is_no_picture_is_told_in_words_and_the_drawing_stays(desk):
    desk.draw()
    desk.upload(b"blank")
    expect(desk.trouble).to_have_text("Draw something first.")
    desk.button("Back to my own drawing").click()

    assert len(desk.strokes()) == 1
