"""Through a room in a real browser: by mouse, finger, keys and one switch; and what can be seen there."""

import re

import pytest
from playwright.sync_api import expect
from visits import CALM, ROOM, SMALL, Visit, difference, rgb

pytestmark = pytest.mark.browser


@pytest.fixture
def address(exhibition: str) -> str:
    return exhibition


@pytest.fixture
def visit(open_page):
    """Begins a visit; the keywords describe the browser."""

    def visited(path: str = ROOM, **options: object) -> Visit:
        return Visit(open_page(path, **{"viewport": SMALL, **options})).begin()

    return visited


def test_the_walls_wear_the_theme_and_the_pictures_are_to_be_seen(visit, complaints: list[str]):
    room = visit(**CALM)
    room.button("Next").click()
    room.page.wait_for_load_state("networkidle")
    (work,) = [hanging for hanging in room.plan["hangings"] if hanging["place"] == 1]
    x, y = room.seen(1)
    painted = rgb(work["artwork"]["palette"][0])
    expect_colour(room, (x, y), painted)

    box = room.canvas.bounding_box()
    wall = room.colour_at(box["x"] + 12, box["y"] + box["height"] / 2)
    assert difference(wall, rgb(room.plan["theme"]["wall"])) < 60
    assert difference(wall, painted) > 20
    assert complaints == []


def expect_colour(room: Visit, spot: tuple[float, float], colour: tuple[int, int, int]) -> None:
    """A picture comes when its file does."""
    for _ in range(50):
        if difference(room.colour_at(*spot), colour) <= 12:
            return
        room.page.wait_for_timeout(100)
    assert room.colour_at(*spot) == colour


def test_a_click_on_a_work_walks_there_and_another_one_comes_close(visit):
    room = visit()
    place = room.in_view()[0]
    title = next(hanging["artwork"]["title"] for hanging in room.plan["hangings"] if hanging["place"] == place)
    began = room.pose
    room.page.mouse.click(*room.seen(place))
    expect(room.title).to_have_text(title)
    room.still()
    before = room.pose
    assert before != began

    room.page.mouse.click(*room.seen(place))
    expect(room.button("Step back")).to_be_visible()
    room.still()
    assert room.pose["yaw"] == pytest.approx(before["yaw"])
    assert room.pose != before


def test_a_drag_looks_around_and_a_click_on_the_floor_walks_there(visit):
    room = visit(**CALM)
    box = room.canvas.bounding_box()
    began = room.pose
    room.page.mouse.move(box["x"] + 400, box["y"] + 300)
    room.page.mouse.down()
    room.page.mouse.move(box["x"] + 320, box["y"] + 100, steps=4)
    room.page.mouse.up()
    looked = room.pose
    assert looked["yaw"] < began["yaw"]
    assert looked["pitch"] < began["pitch"]
    assert (looked["x"], looked["z"]) == (began["x"], began["z"])

    room.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    walked = room.pose
    assert (walked["x"], walked["z"]) != (looked["x"], looked["z"])
    assert walked["yaw"] == looked["yaw"]


def test_a_tap_goes_to_a_work_and_fingers_can_still_scroll_the_page(visit):
    room = visit(has_touch=True, is_mobile=True, viewport={"width": 400, "height": 700}, **CALM)
    place = room.in_view()[0]
    room.page.touchscreen.tap(*room.seen(place))

    expect(room.button("Come closer")).to_be_visible()
    assert room.canvas.evaluate("(canvas) => getComputedStyle(canvas).touchAction") == "pan-y"


def test_keys_walk_turn_lead_and_come_close(visit):
    room = visit(**CALM)
    room.canvas.focus()
    began = room.pose
    room.page.keyboard.press("ArrowUp")
    ahead = room.pose
    assert (ahead["x"], ahead["z"]) != (began["x"], began["z"])
    room.page.keyboard.press("ArrowLeft")
    assert room.pose["yaw"] > ahead["yaw"]

    room.page.keyboard.press("PageDown")
    expect(room.button("Come closer")).to_be_visible()
    room.page.keyboard.press("Enter")
    expect(room.button("Step back")).to_be_visible()
    room.page.keyboard.press("Escape")
    expect(room.button("Come closer")).to_be_visible()
    room.page.keyboard.press("PageUp")
    expect(room.title).to_have_text(room.plan["title"])


def test_a_held_key_strolls_until_it_is_released(visit):
    room = visit()
    room.canvas.focus()
    room.page.keyboard.down("ArrowRight")
    room.until("walk.walker.moves")
    room.page.keyboard.up("ArrowRight")

    room.still()


def test_the_buttons_walk_step_by_step(visit):
    room = visit(**CALM)
    poses = [room.pose]
    for name in ["Walk ahead", "Turn left", "Turn right", "Walk back"]:
        room.button(name).click()
        poses.append(room.pose)

    assert poses[1]["z"] != poses[0]["z"]
    assert poses[2]["yaw"] > poses[1]["yaw"]
    assert poses[3]["yaw"] == pytest.approx(poses[1]["yaw"])


def test_one_switch_sees_every_work_and_goes_on_through_the_door(visit, complaints: list[str]):
    room = visit(**CALM)
    heading = room.page.get_by_role("heading", level=1)
    first, titles = heading.inner_text(), [hanging["artwork"]["title"] for hanging in room.plan["hangings"]]
    onward = room.room.locator("[data-do=next]")
    onward.focus()
    seen = []
    for _ in titles:
        room.page.keyboard.press("Space")
        seen.append(room.title.inner_text())
    assert seen == titles

    expect(room.button("Next room")).to_be_focused()
    room.page.keyboard.press("Space")
    expect(room.page).to_have_url(re.compile("/rooms/2$"))
    expect(heading).not_to_have_text(first)
    expect(onward).to_be_focused()
    assert room.page.locator(".hangings li").count() == len(room.plan["hangings"])
    assert room.plan["number"] == 2
    assert complaints == []


def test_one_walks_through_the_door_and_the_way_back_is_that_of_the_browser(visit):
    room = visit()
    room.ask("walk.goThrough(2)")
    expect(room.page).to_have_url(re.compile("/rooms/2$"))
    room.still()
    assert room.plan["number"] == 2

    room.page.go_back()
    expect(room.page).to_have_url(re.compile("/rooms/1$"))
    room.begin()
    assert room.plan["number"] == 1


def test_a_link_of_the_list_that_has_the_focus_leads_before_its_work_and_says_nothing_twice(visit):
    room = visit(**CALM)
    said = room.said.inner_text()
    room.page.locator("#place-3 a").focus()
    assert room.ask("walk.tour.stop") == {"kind": "work", "place": 3}
    box = room.canvas.bounding_box()
    x, _ = room.seen(3)
    assert 0.3 < (x - box["x"]) / box["width"] < 0.6
    assert room.said.inner_text() == said

    room.button("Next").click()
    expect(room.said).to_contain_text(room.title.inner_text())


def test_an_address_can_lead_before_a_work(visit):
    room = visit(f"{ROOM}#place-4", **CALM)

    expect(room.title).to_have_text(room.plan["hangings"][3]["artwork"]["title"])
    expect(room.canvas).to_be_in_viewport(ratio=0.9)


def test_motion_is_a_glide_where_it_is_welcome_and_a_cut_where_it_is_not(visit):
    gliding, calm = visit(), visit(**CALM)
    step = "(walk.follow(1), walk.walker.moves)"

    assert gliding.ask(step) is True
    assert calm.ask(step) is False
