"""The stage of a room: when it draws, what it asks for, and what there is without it."""

import pytest
from playwright.sync_api import expect
from visits import CALM, ROOM, SMALL, Visit

pytestmark = [pytest.mark.browser, pytest.mark.soak]

NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null;"
HUNG = """[...walk.hall.scene.children].filter(({ position }) => position.x === 0)
    .flatMap(({ children }) => children)
    .map(({ material }) => material?.map?.image).filter((image) => image instanceof Image)
    .map(({ src }) => new URL(src).pathname)"""
"""The files that hang in this room."""
COUNTING_SOUNDS = """
    window.sounds = 0;
    const Real = AudioContext;
    window.AudioContext = class extends Real { constructor() { super(); sounds += 1; } };
"""


@pytest.fixture
def address(exhibition: str) -> str:
    return exhibition


@pytest.fixture
def visit(open_page):
    """Begins a visit in a browser that runs a script before the page's; the keywords describe the browser."""

    def visited(before: str = "", **options: object) -> Visit:
        page = open_page("/healthz", **{"viewport": SMALL, **CALM, **options})
        page.add_init_script(before)
        page.goto(ROOM)
        return Visit(page)

    return visited


def test_nothing_is_drawn_while_nothing_moves(visit):
    room = visit().begin()
    drawn = room.at_rest()

    room.button("Next").click()
    room.until(f"room.frames > {drawn}")


def test_small_files_are_for_far_away_and_large_ones_for_near(visit):
    room = visit().begin()
    room.until(f"{HUNG}.length === walk.room.hangings.length")
    large = {hanging["place"]: hanging["artwork"]["painting"]["url"] for hanging in room.plan["hangings"]}
    assert len(set(room.ask(HUNG)) & set(large.values())) <= 3

    place = next(place for place, url in large.items() if url not in room.ask(HUNG))
    room.page.locator(f"#place-{place} a").focus()
    room.until(f"{HUNG}.includes('{large[place]}')")
    assert len(set(room.ask(HUNG)) & set(large.values())) <= 3


def test_who_turns_their_phone_before_a_work_goes_on_seeing_all_of_it(visit):
    room = visit(viewport={"width": 780, "height": 400}).begin()
    room.button("Next").click()
    wide = room.pose
    room.page.set_viewport_size({"width": 400, "height": 780})
    room.until("walk.stage.camera.aspect < 1")
    box = room.canvas.bounding_box()
    x, y = room.seen(1)

    assert room.pose["z"] != wide["z"]
    assert box["x"] + 60 < x < box["x"] + box["width"] - 60
    assert box["y"] + 60 < y < box["y"] + box["height"] / 2


def test_when_the_graphics_card_gives_up_the_list_stays_and_one_can_try_again(visit):
    room = visit().begin()
    room.ask("walk.stage.renderer.getContext().getExtension('WEBGL_lose_context').loseContext()")
    expect(room.canvas).to_have_count(0)
    expect(room.room.get_by_role("status")).to_contain_text("can’t be shown at the moment")
    expect(room.page.locator(".hangings a").first).to_be_visible()

    room.button("Walk through the room").click()
    room.begin()
    expect(room.canvas).to_be_focused()


def test_who_wants_only_the_list_gets_it_in_the_next_room_too(visit):
    room = visit().begin()
    room.button("Only the list").click()
    expect(room.canvas).to_have_count(0)
    expect(room.button("Walk through the room")).to_be_focused()

    room.page.reload()
    expect(room.button("Walk through the room")).to_be_visible()
    expect(room.canvas).to_have_count(0)


def test_without_webgl_there_is_the_list_and_nothing_that_does_nothing(visit):
    room = visit(before=NO_WEBGL)

    expect(room.room).to_have_attribute("data-state", "none")
    expect(room.page.locator(".hangings a").first).to_be_visible()
    expect(room.button("Walk through the room")).to_be_hidden()


def test_without_the_rooms_description_there_is_the_list(visit):
    room = visit(before="window.fetch = async () => new Response('', { status: 503 });")

    expect(room.room).to_have_attribute("data-state", "none")
    expect(room.page.locator(".hangings a").first).to_be_visible()


def test_without_javascript_there_is_the_list(open_page):
    page = open_page(ROOM, java_script_enabled=False)

    assert page.locator(".hangings a").count() >= 8
    expect(page.locator(".hangings a").first).to_be_visible()
    assert page.locator("canvas").count() == 0
    assert page.get_by_role("button", name="Walk through the room").count() == 0


def test_a_room_is_silent_until_it_is_asked_to_sound(visit):
    room = visit(before=COUNTING_SOUNDS).begin()
    assert room.plan["theme"]["ambience"] == "sea"
    assert room.ask("sounds") == 0

    room.button("Sound").click()
    expect(room.button("Sound")).to_have_attribute("aria-pressed", "true")
    assert room.ask("sounds") == 1
    room.button("Sound").click()
    expect(room.button("Sound")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("options", [{"viewport": {"width": 320, "height": 640}}, {"forced_colors": "active"}])
def test_every_button_is_large_enough_and_none_lies_on_another(visit, options: dict):
    room = visit(**options).begin()
    room.button("Next").click()
    boxes = [box for button in room.room.locator(".stage :is(button, a)").all() if (box := button.bounding_box())]

    assert len(boxes) >= 9
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44
    assert room.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for i, a in enumerate(boxes):
        assert not any(overlap(a, b) for b in boxes[:i])


def overlap(a: dict, b: dict) -> bool:
    return (
        a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"]
        and b["y"] < a["y"] + a["height"]
    )
