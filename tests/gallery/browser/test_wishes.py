"""From a feeling to a choice: what is wished for is what is painted, shown as soon as it is there."""

import asyncio
import dataclasses
import io
import re
from threading import Semaphore

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from gallery.painting import Catalogue, Painted
from tests.gallery.conftest import FakePainters, picture

pytestmark = pytest.mark.browser

NAMES = ["Surprise me", "Oil", "Wash", "Chalk"]


class PainstakingPainters(FakePainters):
    """Who hand over several paintings one by one, each when `done` is released."""

    def __init__(self) -> None:
        super().__init__()
        self.done: Semaphore | None = None

    async def paint(self, upload, wishes, reference, ink):
        async for event in super().paint(upload, wishes, reference, ink):
            while len(wishes) > 1 and isinstance(event, Painted) and not self.may_go_on():
                await asyncio.sleep(0.01)
            yield event

    def may_go_on(self) -> bool:
        return self.done is None or self.done.acquire(blocking=False)


@pytest.fixture
def painters() -> PainstakingPainters:
    return PainstakingPainters()


@pytest.fixture(scope="session")
def catalogue(catalogue: Catalogue) -> Catalogue:
    """Styles in several moods."""
    moods = [("calm",), ("proud", "wild"), ("sad",)]
    styles = (dataclasses.replace(style, moods=mood) for style, mood in zip(catalogue.styles, moods, strict=True))
    return dataclasses.replace(catalogue, styles=tuple(styles))


def tick(page: Page, *names: str) -> None:
    for name in names:
        page.locator(".styles").get_by_label(name).check()


def paint(desk, count: int = 4) -> None:
    desk.button("Paint it").click()
    expect(desk.page.locator("#progress")).to_have_text("Painted. Choose the one you like best.")
    expect(desk.paintings).to_have_count(count)


def painted(page: Page) -> list[tuple[str, str]]:
    """Style and seed of the paintings that are there."""
    all_of = "all => all.map(({ dataset }) => [dataset.style, dataset.seed])"
    return page.locator("[name=painting]").evaluate_all(all_of)


def test_what_is_felt_brings_fitting_styles_first_and_goes_along_to_the_label(desk):
    names = desk.page.locator(".styles .name")
    expect(names).to_have_text(NAMES)
    desk.page.locator(".feelings").get_by_label("Sad").check()
    expect(names).to_have_text(["Surprise me", "Chalk", "Oil", "Wash"])
    desk.page.locator(".feelings").get_by_label("Proud").check()
    expect(names).to_have_text(["Surprise me", "Wash", "Oil", "Chalk"])

    desk.draw()
    paint(desk)
    desk.paintings.first.check()
    expect(desk.page.locator("#hanging").get_by_label("Proud")).to_be_checked()


def test_each_tile_is_filled_as_its_painting_is_ready_and_what_is_there_stays_when_one_stops(desk, painters):
    painters.done = Semaphore(0)
    tick(desk.page, "Oil", "Wash", "Chalk")
    desk.draw()
    desk.button("Paint it").click()
    expect(desk.page.locator(".waiting .name")).to_have_text(NAMES[1:])

    painters.done.release()
    expect(desk.paintings).to_have_count(1)
    expect(desk.page.locator("#paintings .name")).to_have_text(NAMES[1:])
    expect(desk.page.locator(".waiting")).to_have_count(2)
    desk.button("Stop").click()
    expect(desk.page.locator("#paintings .name")).to_have_text(["Oil"])
    desk.paintings.first.check()
    expect(desk.button("Hang it in the gallery")).to_be_visible()


def test_a_style_that_did_not_work_out_says_so_in_its_tile_and_the_others_can_be_chosen(desk, painters):
    painters.clumsy = {2}
    tick(desk.page, "Oil", "Wash")
    desk.draw()
    paint(desk, 1)

    expect(desk.page.locator(".failed")).to_have_text("Wash This one did not work out; try another style.")
    desk.paintings.first.check()
    expect(desk.button("Hang it in the gallery")).to_be_visible()


def test_whoever_waits_is_told_how_it_stands(desk):
    desk.page.route("**/api/v1/paintings", lambda route: None)
    desk.stop_the_clock()
    desk.draw()
    desk.button("Paint it").click()

    said = desk.page.locator("#progress")
    expect(said).to_have_text("Your drawing is being painted…")
    for seconds, words in ((5, "Still painting."), (10, "This takes longer than usual."), (15, "Still nothing.")):
        desk.page.clock.run_for(1_000 * seconds)
        expect(said).to_contain_text(words)
    desk.button("Stop").click()
    expect(said).to_have_text("Stopped. Your drawing is as it was.")
    desk.page.clock.run_for(60_000)
    expect(said).to_have_text("Stopped. Your drawing is as it was.")


def test_a_number_that_is_kept_paints_the_same_surprise_again(desk):
    desk.draw()
    paint(desk)
    desk.paintings.nth(2).check()
    third = painted(desk.page)[2]
    desk.button(f"Keep the number {third[1]}").click()
    expect(desk.page.get_by_label("Number of the surprise")).to_have_value(third[1])

    paint(desk)
    assert painted(desk.page)[0] == third


def test_a_picture_of_ones_own_gives_the_style(desk, painters):
    own = picture((200, 30, 90))
    desk.draw()
    desk.page.get_by_text("More wishes").click()
    desk.page.get_by_label("In the style of a picture of your own").set_input_files(
        {"name": "own.png", "mimeType": "image/png", "buffer": own}
    )
    paint(desk, 1)
    expect(desk.page.locator("#paintings .name")).to_have_text("Like your picture")
    assert own in painters.references

    tick(desk.page, "Wash")
    paint(desk, 2)
    expect(desk.page.locator("#paintings .name")).to_have_text(["Like your picture", "Wash"])


@pytest.mark.parametrize(("key", "is_dark"), [("Home", False), ("End", True)])
def test_as_much_of_the_lines_stays_as_is_wished_for(desk, painters, key: str, is_dark: bool):
    desk.draw()
    desk.page.get_by_text("More wishes").click()
    desk.page.get_by_label("How much of my lines stays").press(key)
    tick(desk.page, "Wash")
    paint(desk, 1)

    url = desk.page.locator("#paintings img").get_attribute("src")
    shown = Image.open(io.BytesIO(desk.page.request.get(url).body())).convert("L")
    drawn = np.argwhere(painters.prepared[-1].lines == 0) + 0.5
    line = drawn[len(drawn) // 2][::-1] / 256 * shown.width
    on_the_line, beside = (shown.getpixel(tuple(place)) for place in (line, (0.4 * shown.width, 0.6 * shown.height)))
    assert (on_the_line < beside / 4) == is_dark


def test_drawing_and_painting_lie_over_each_other_under_the_slider(desk, painters):
    desk.draw([(0.25, 0.2), (0.25, 0.8)])
    paint(desk)
    desk.paintings.first.check()
    desk.page.get_by_label("From the painting to the drawing").press("End")
    place = desk.page.locator(".compare")
    drawn = place.get_by_alt_text("Your drawing")
    expect(drawn).to_have_attribute("style", re.compile("width"))  # it is laid out a moment after it has come
    x, y, side = max((one.crop for one in painters.prepared), key=lambda crop: crop[2])  # glimpses are of smaller ones
    frame, image = place.bounding_box(), drawn.bounding_box()

    assert image["width"] == pytest.approx(1024 / side * frame["width"], abs=1)
    assert image["x"] - frame["x"] == pytest.approx(-x / side * frame["width"], abs=1)
    assert image["y"] - frame["y"] == pytest.approx(-y / side * frame["height"], abs=1)
    at_the_line = ((256 - x) / side, (512 - y) / side)
    assert max(seen(place, *at_the_line)) < 40
    assert min(seen(place, 0.1, 0.5)) > 250  # the paper
    desk.page.get_by_label("From the painting to the drawing").press("Home")
    assert seen(place, *at_the_line) == pytest.approx(seen(place, 0.1, 0.5), abs=6)  # the painting: flat there


def seen(place, x: float, y: float) -> tuple[int, int, int]:
    """The colour of an element on the screen, at fractions of its width and height."""
    shot = Image.open(io.BytesIO(place.screenshot())).convert("RGB")
    return shot.getpixel((x * shot.width, y * shot.height))
