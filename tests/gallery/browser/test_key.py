"""The way back to one's own artwork: by the link, by the key alone, and past every log."""

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from states import draw

from gallery.problems import BlankSketch

pytestmark = pytest.mark.browser


def hang(desk, doodle: bytes) -> str:
    """Hangs a painting without scripts; gives its key."""
    desk.upload(doodle)
    desk.button("Paint it").click()
    desk.hang("Home")
    return desk.page.locator(".token code").inner_text()


def test_the_link_opens_the_label_and_no_address_that_is_sent_shows_the_key(
    plain_desk, open_page, doodle: bytes, complaints: list[str]
):
    key = hang(plain_desk, doodle)
    link = plain_desk.page.locator(".edit-link").get_attribute("href")
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + str(request.headers)))

    page.goto(link)

    expect(page.get_by_label("Title")).to_have_value("Home")
    assert key in link
    assert not any(key in words for words in [*asked, page.url])
    assert complaints == []


def test_without_scripts_the_key_is_pasted(plain_desk, doodle: bytes):
    key = hang(plain_desk, doodle)
    page = plain_desk.page
    page.goto(page.locator(".edit-link").get_attribute("href"))

    page.get_by_label("Key").fill(f" {key} ")
    plain_desk.button("Go on").click()
    page.get_by_label("Title").fill("At home")
    page.get_by_label("The painters may learn").check()
    plain_desk.button("Change it").click()

    expect(page.get_by_role("heading", name="At home")).to_be_visible()


@pytest.mark.parametrize("forced", ["none", "active"])
def test_the_qr_code_is_what_a_camera_can_read(plain_desk, doodle: bytes, forced: str):
    hang(plain_desk, doodle)
    page = plain_desk.page
    page.emulate_media(color_scheme="dark", forced_colors=forced)

    with Image.open(io.BytesIO(page.locator(".qr").screenshot())) as seen:
        read = zxingcpp.read_barcode(seen).text

    assert read == page.locator(".edit-link").get_attribute("href")
    assert re.search("#key=.{40}", read)


def test_an_answer_that_got_lost_comes_with_its_key_when_asked_again(desk):
    desk.draw()
    desk.button("Paint it").click()
    expect(desk.paintings).to_have_count(4)

    def lose(route) -> None:
        route.fetch()  # the gallery has hung it
        route.abort()

    desk.page.route("**/api/v1/artworks", lose, times=1)
    desk.hang("Home")
    expect(desk.page.locator("#hanging-trouble")).not_to_be_empty()
    desk.button("Hang it in the gallery").click()

    expect(desk.page.locator(".token code")).to_have_text(re.compile(".{40}"))


def test_what_is_wrong_is_told_in_the_language_of_the_page(open_page, painters):
    painters.refusal = BlankSketch("There is only a tiny mark on the page.")
    page = open_page("/draw", locale="ko-KR")
    draw(page)
    page.locator("#paint").click()

    expect(page.locator("#trouble")).to_contain_text("조금 더 그려 주세요")
