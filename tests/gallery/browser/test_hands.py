"""Pens, mice and fingers on the paper: each draws what it should, and nothing else."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

A_LINE = [(0.2, 0.5), (0.4, 0.5), (0.6, 0.5), (0.8, 0.5)]


def width(desk) -> float:
    """Of the one line from side to side, in pixels of the paper."""
    (stroke,) = desk.strokes()
    return desk.ink() / abs(stroke["points"][-1][0] - stroke["points"][0][0])


def tell_of_a_pen(desk, *moves: list[tuple[float, float]], **held: int) -> None:
    """Pointer events at the last place of each move, with all its places as what happened since the one before."""
    desk.paper.evaluate(
        """(paper, { moves, held }) => {
            paper.setPointerCapture = () => {};
            const pen = { pointerType: "pen", pointerId: 9, pressure: 0.5, bubbles: true, ...held };
            const event = (type, { x, y }, more) => new PointerEvent(type, { ...pen, clientX: x, clientY: y, ...more });
            paper.dispatchEvent(event("pointerdown", moves[0].at(-1)));
            for (const places of moves) {
                const coalescedEvents = places.map((place) => event("pointermove", place));
                paper.dispatchEvent(event("pointermove", places.at(-1), { coalescedEvents }));
            }
            paper.dispatchEvent(event("pointerup", moves.at(-1).at(-1)));
        }""",
        {"moves": [[desk.at(*place) for place in places] for places in moves], "held": held},
    )


def test_a_pen_that_lies_flat_draws_broader(desk):
    desk.devices().pen(*A_LINE, force=0.4)
    upright = width(desk)
    desk.button("Undo").click()
    desk.devices().pen(*A_LINE, force=0.4, tilt=70)

    assert width(desk) > 1.15 * upright


def test_whoever_does_not_want_pressure_gets_an_even_line(desk):
    desk.wait()
    desk.page.locator("details.ways summary").click()
    desk.page.get_by_label("Press harder, draw wider").uncheck()
    desk.devices().pen(*A_LINE, force=0.1, tilt=60)

    assert {point[2] for point in desk.strokes()[0]["points"]} == {0.5}


def test_the_other_end_of_a_pen_erases(desk):
    desk.devices().pen(*A_LINE)
    drawn = desk.ink()
    # The devices that Chromium can be told of have no eraser, so the page is told of its events.
    tell_of_a_pen(desk, [(0.5, 0.4)], [(0.5, 0.6)], button=5, buttons=32)

    assert [stroke["tool"] for stroke in desk.strokes()] == ["pen", "eraser"]
    assert desk.ink() < drawn


def test_what_a_pen_did_between_two_pictures_of_the_screen_is_drawn_too(desk):
    desk.switch_on("Not at all")
    way = [(0.3, 0.5), (0.5, 0.2), (0.7, 0.5)]
    tell_of_a_pen(desk, way[:1], way, buttons=1)

    places = [[x / 1024, y / 1024] for x, y, *_ in desk.strokes()[0]["points"]]
    assert places == [pytest.approx(place, abs=0.002) for place in way]


def test_a_wobble_is_smoothed_in_three_steps_the_first_of_which_is_not_at_all(desk):
    desk.wait()
    drawn_px = {}
    for name in ("Not at all", "A little", "A lot"):
        desk.switch_on(name)
        desk.draw([(0.3 + i / 50, 0.5 + (0.01 if i % 2 else -0.01)) for i in range(20)], steps=1)
        ys = [point[1] for point in desk.strokes()[-1]["points"][4:-1]]
        drawn_px[name] = max(ys) - min(ys)

    assert drawn_px["Not at all"] == pytest.approx(0.02 * 1024, abs=2)
    assert drawn_px["A lot"] < 0.6 * drawn_px["A little"] < 0.5 * drawn_px["Not at all"]


def test_what_fingers_do_buttons_do_too(desk):
    desk.draw(A_LINE)
    drawn = desk.ink()
    desk.button("Closer").click()
    assert desk.ink() > 1.3 * drawn

    desk.button("Farther away").click()
    assert desk.ink() == drawn


def test_a_line_drawn_while_looking_closer_lies_where_the_pen_was(desk):
    desk.wait()
    desk.button("Closer").click()
    desk.draw([(0.5, 0.5), (0.9, 0.5)])

    xs = [point[0] for point in desk.strokes()[0]["points"]]
    assert xs[0] == pytest.approx(512, abs=2)
    assert xs[-1] == pytest.approx(512 + 0.4 * 1024 / 1.5, abs=3)


def test_the_mirror_draws_both_wings_in_one_step(desk):
    desk.wait()
    desk.page.get_by_label("Mirror").check()
    desk.draw([(0.2, 0.2), (0.4, 0.4)])
    one, other = desk.strokes()
    assert [1024 - x for x, *_ in one["points"]] == pytest.approx([x for x, *_ in other["points"]], abs=0.11)

    desk.button("Undo").click()
    assert desk.strokes() == []


def test_the_tools_move_out_of_the_way_of_a_left_hand(desk):
    desk.switch_on("I draw with my left hand")

    assert desk.page.locator(".rail").bounding_box()["x"] > desk.paper.bounding_box()["x"]
    desk.page.reload()
    desk.wait()
    assert desk.page.locator(".rail").bounding_box()["x"] > desk.paper.bounding_box()["x"]


def test_widths_are_kept_but_the_next_visit_begins_with_the_pen(desk):
    desk.wait()
    desk.page.get_by_label("Very thick").check()
    desk.page.get_by_label("Eraser").check()
    desk.page.reload()
    desk.draw(A_LINE)

    assert [(stroke["tool"], stroke["width"]) for stroke in desk.strokes()] == [("pen", 40)]
    expect(desk.page.get_by_label("Pen", exact=True)).to_be_checked()
