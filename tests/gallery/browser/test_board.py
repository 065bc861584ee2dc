"""The drawing board: what a hand does to the paper."""

import math

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

A_LINE = [(0.1, 0.1), (0.9, 0.1)]


def test_a_reload_brings_the_drawing_back(desk):
    desk.draw()
    drawn = desk.ink()
    desk.page.locator('sketch-board[data-kept="1"]').wait_for()
    desk.page.reload()

    assert drawn > 1000
    assert desk.ink() == drawn


def test_every_step_can_be_undone_and_redone_clearing_too(desk):
    desk.draw()
    once = desk.ink()
    desk.draw(A_LINE)
    twice = desk.ink()
    desk.button("Start again").click()
    desk.button("Clear the paper").click()
    assert desk.ink() == 0

    desk.button("Undo").click()
    assert desk.ink() == twice
    desk.page.keyboard.press("Control+z")
    assert desk.ink() == once
    desk.button("Redo").click()
    assert desk.ink() == twice > once


def test_clearing_asks_first(desk):
    desk.draw()
    desk.button("Start again").click()
    desk.button("Keep my drawing").click()

    assert desk.ink() > 1000


def test_the_eraser_takes_ink_away(desk):
    desk.draw()
    drawn = desk.ink()
    desk.page.get_by_label("Eraser").check()
    desk.draw(desk.HOUSE[:2])

    assert 0 < desk.ink() < drawn


def test_escape_takes_back_the_stroke_that_is_being_drawn(desk):
    desk.wait()
    paper = desk.paper.bounding_box()
    desk.page.mouse.move(paper["x"] + 50, paper["y"] + 50)
    desk.page.mouse.down()
    desk.page.mouse.move(paper["x"] + 150, paper["y"] + 150, steps=5)
    desk.page.keyboard.press("Escape")
    desk.page.mouse.up()

    assert desk.ink() == 0
    expect(desk.button("Undo")).to_be_disabled()


@pytest.mark.parametrize(("force", "radius_px"), [(0.2, 6 * 0.52), (1.0, 6.0)])
def test_a_pen_that_presses_harder_draws_a_wider_line(desk, force: float, radius_px: float):
    desk.wait()
    paper = desk.paper.bounding_box()
    dot = {"x": paper["x"] + 100, "y": paper["y"] + 100, "button": "left", "clickCount": 1}
    pen = desk.page.context.new_cdp_session(desk.page)
    for event in ("mousePressed", "mouseReleased"):
        pen.send("Input.dispatchMouseEvent", {**dot, "type": event, "pointerType": "pen", "force": force})

    assert math.sqrt(desk.ink() / math.pi) == pytest.approx(radius_px, abs=0.4)
