"""Into a headset and out again. No real one was at hand: headset.js says what a browser says of one."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from visits import ROOM, SMALL, Visit

pytestmark = pytest.mark.browser

FAKE = Path(__file__).with_name("headset.js").read_text(encoding="utf-8")
INSIDE = "walk.stage.renderer.xr.isPresenting"


@pytest.fixture
def address(exhibition: str) -> str:
    return exhibition


@pytest.fixture
def visit(open_page, complaints) -> Visit:
    """In a room, with a headset that was not put on yet."""
    page = open_page("/healthz", viewport=SMALL)
    complaints.clear()
    page.add_init_script(FAKE)
    page.goto(ROOM)
    return Visit(page).begin()


def put_on(visit: Visit) -> None:
    visit.button("Headset").click()
    visit.until(INSIDE)


def test_who_has_no_headset_is_not_offered_one(open_page, visit):
    without = Visit(open_page(ROOM, viewport=SMALL)).begin()

    expect(without.button("Headset")).to_be_hidden()
    expect(visit.button("Headset")).to_be_visible()


def test_each_eye_sees_the_room_for_as_long_as_the_headset_is_on(visit, complaints):
    drawn = visit.at_rest()
    put_on(visit)
    visit.until(f"room.frames > {drawn} + 5")

    # Taken by the canvas itself right after it drew: a browser shows no picture of what is in a headset.
    shot = visit.room.evaluate("""async (room) => {
        const { canvas } = room.walk.stage;
        const url = await new Promise((seen) => headset.session.requestAnimationFrame(() => seen(canvas.toDataURL())));
        return [...Uint8Array.from(atob(url.split(",")[1]), (char) => char.charCodeAt(0))];
    }""")
    with Image.open(io.BytesIO(bytes(shot))) as image:
        seen = np.asarray(image.convert("RGB"), float)
    left, right = np.split(seen[:, : seen.shape[1] // 2 * 2], 2, axis=1)
    assert left.std() > 10
    assert right.std() > 10
    assert 0 < np.abs(left - right).mean() < 15
    assert complaints == []


def test_a_hand_that_points_at_a_work_stands_before_it_at_once(visit):
    put_on(visit)
    stood = visit.pose

    visit.until("walk.stage.renderer.xr.getController(0).visible")
    visit.page.evaluate("() => headset.session.press()")

    assert visit.pose != stood
    assert not visit.ask("walk.walker.moves")


def test_who_takes_it_off_stands_in_the_room_that_they_left(visit, complaints):
    size = visit.ask("[walk.stage.canvas.width, walk.stage.canvas.height]")
    for _ in range(2):
        put_on(visit)
        visit.room.evaluate("() => headset.session.end()")
        visit.until(f"!{INSIDE}")

        drawn = visit.at_rest()
        assert visit.ask("[walk.stage.canvas.width, walk.stage.canvas.height]") == size
        assert visit.ask("walk.stage.rig.children.length") == 1
        visit.button("Next").click()
        visit.until(f"room.frames > {drawn}")
        visit.still()
    assert complaints == []


@pytest.mark.parametrize("when", ["session", "space"])
def test_a_headset_that_refuses_leaves_the_room_as_it_was_and_is_told_of(visit, complaints, when):
    visit.page.evaluate("(when) => { headset.refuses = when; }", when)

    visit.button("Headset").click()

    expect(visit.said).to_have_text("The headset did not answer. You can go on without it.")
    assert not visit.ask(INSIDE)
    assert visit.page.evaluate("headset.session?.ended ?? true")
    drawn = visit.at_rest()
    visit.button("Next").click()
    visit.until(f"room.frames > {drawn}")
    visit.page.evaluate("() => { headset.refuses = ''; }")
    put_on(visit)
    assert complaints == []
