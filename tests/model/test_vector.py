"""model.vector: lines become strokes and are drawn again."""

import cv2
import numpy as np
import pytest

from model import vector
from model.ink import thin


def _cross_and_ring() -> np.ndarray:
    page = np.zeros((120, 240), np.uint8)
    cv2.line(page, (10, 60), (110, 60), 1, 1)
    cv2.line(page, (60, 10), (60, 110), 1, 1)
    cv2.circle(page, (180, 60), 40, 1, 1)
    return thin(page)


def test_strokes_cover_the_lines_and_nothing_else():
    lines = _cross_and_ring()
    page = np.zeros((120, 240), np.uint8)

    for stroke in vector.trace(lines):
        vector.draw(page, stroke, np.ones(len(stroke), np.float32))

    assert ((lines > 0) & (page == 0)).sum() <= 4  # a corner pixel where two strokes meet
    assert ((page > 0) & (lines == 0)).sum() == 0


def test_a_stroke_goes_straight_on_where_lines_cross():
    strokes = vector.trace(_cross_and_ring())

    across = [stroke for stroke in strokes if np.ptp(stroke[:, 0]) > 95 and np.ptp(stroke[:, 1]) < 3]
    assert len(across) == 1


def test_a_ring_is_one_closed_stroke():
    ring = max(vector.trace(_cross_and_ring()), key=len)

    assert (ring[0] == ring[-1]).all()
    assert vector.length(ring) == pytest.approx(2 * np.pi * 40, rel=0.12)


def test_a_blank_page_has_no_strokes():
    assert vector.trace(np.zeros((20, 20), np.uint8)) == []


def test_simplifying_keeps_within_the_tolerance():
    x = np.arange(200, dtype=np.float32)
    stroke = np.stack([x, 20 * np.sin(x / 30)], axis=1)

    few = vector.simplified(stroke, 2.0)

    assert len(few) < 20
    assert np.abs(np.interp(x, few[:, 0], few[:, 1]) - stroke[:, 1]).max() < 3


def test_rounding_cuts_corners_and_keeps_the_ends():
    corner = np.array([[0, 0], [40, 0], [40, 40]], np.float32)

    soft = vector.rounded(corner)

    assert (soft[0] == corner[0]).all()
    assert (soft[-1] == corner[-1]).all()
    assert np.hypot(*(soft - corner[1]).T).min() > 3


def test_dense_points_lie_a_step_apart():
    apart = np.hypot(*np.diff(vector.dense(np.array([[0, 0], [30, 40]], np.float32), 5), axis=0).T)

    assert apart == pytest.approx([5] * 10)
