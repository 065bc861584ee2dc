"""Fingers on the paper: one draws, several mean something, and a palm beside a pen means nothing."""

import pytest

pytestmark = pytest.mark.browser

A_LINE = [(0.2, 0.5), (0.4, 0.5), (0.6, 0.5), (0.8, 0.5)]


def test_a_finger_draws_and_two_take_back_and_three_bring_again(touch_desk):
    fingers = touch_desk.devices()
    fingers.finger(*A_LINE)
    assert len(touch_desk.strokes()) == 1

    fingers.tap((0.3, 0.3), (0.6, 0.3))
    assert touch_desk.strokes() == []
    fingers.tap((0.3, 0.3), (0.5, 0.3), (0.7, 0.3))
    assert len(touch_desk.strokes()) == 1


def test_two_fingers_look_closer_and_draw_nothing(touch_desk):
    fingers = touch_desk.devices()
    fingers.finger(*A_LINE)
    drawn = touch_desk.ink()
    fingers.touch("Start", (0.4, 0.5))
    fingers.touch("Start", (0.4, 0.5), (0.6, 0.5))
    fingers.touch("Move", (0.3, 0.5), (0.7, 0.5))
    fingers.touch("Move", (0.1, 0.5), (0.9, 0.5))
    fingers.touch("End")

    assert len(touch_desk.strokes()) == 1
    assert touch_desk.ink() > 1.5 * drawn


def test_only_the_pen_draws_where_it_was_said_before_the_first_stroke(touch_desk):
    touch_desk.wait()
    touch_desk.page.get_by_label("Only the pen").check()
    touch_desk.devices().finger(*A_LINE)
    assert touch_desk.strokes() == []

    touch_desk.devices().pen(*A_LINE)
    assert len(touch_desk.strokes()) == 1


def test_a_palm_draws_nothing_once_a_pen_was_seen_until_somebody_says_so(touch_desk):
    touch_desk.devices().pen(*A_LINE)
    touch_desk.devices().finger((0.2, 0.8), (0.8, 0.8))
    assert len(touch_desk.strokes()) == 1

    touch_desk.page.get_by_label("Only the pen").uncheck()
    touch_desk.devices().pen((0.2, 0.2), (0.8, 0.2))
    touch_desk.devices().finger((0.2, 0.8), (0.8, 0.8))
    assert len(touch_desk.strokes()) == 3


def test_a_palm_that_comes_down_beside_the_pen_draws_nothing_and_ends_nothing(touch_desk):
    devices = touch_desk.devices()
    devices.pen((0.2, 0.2), (0.4, 0.2))
    touch_desk.page.get_by_label("Only the pen").uncheck()
    devices.pen(*A_LINE, meanwhile=lambda: devices.finger((0.7, 0.8), (0.8, 0.9)))

    strokes = touch_desk.strokes()
    assert len(strokes) == 2
    assert {round(y / 1024, 2) for _, y, *_ in strokes[1]["points"]} == {0.5}
    assert strokes[1]["points"][-1][0] == pytest.approx(0.8 * 1024, abs=2)


def test_a_touch_that_the_system_takes_away_leaves_nothing(touch_desk):
    fingers = touch_desk.devices()
    fingers.touch("Start", (0.2, 0.2))
    fingers.touch("Move", (0.5, 0.5))
    fingers.touch("Cancel")

    assert touch_desk.strokes() == []


def test_the_page_does_not_scroll_under_a_finger_that_draws(touch_desk):
    touch_desk.at(0.5, 0.5)
    before = touch_desk.page.evaluate("scrollY")
    touch_desk.devices().finger((0.5, 0.9), (0.5, 0.5), (0.5, 0.1))

    assert touch_desk.page.evaluate("scrollY") == before
    assert len(touch_desk.strokes()) == 1
