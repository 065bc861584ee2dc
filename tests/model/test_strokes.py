"""model.strokes: the contract's reference rendering."""

import numpy as np
import pytest

from model.strokes import StrokesError, render


def _drawing(*strokes: dict, size: int = 100) -> dict:
    return {"version": 1, "width": size, "height": size, "strokes": list(strokes)}


def _stroke(points: list, *, tool: str = "pen", width: float = 20) -> dict:
    return {"tool": tool, "width": width, "points": points}


@pytest.mark.parametrize(("pressure", "radius"), [(0.0, 4.0), (0.5, 7.0), (1.0, 10.0)])
def test_a_dab_has_the_radius_that_its_pressure_says(pressure, radius):
    page = render(_drawing(_stroke([[50, 50, pressure, 0]])))

    area = (255 - page.astype(float)).sum() / 255
    assert area == pytest.approx(np.pi * radius**2, rel=0.06)


def test_dabs_are_joined_along_the_line():
    page = render(_drawing(_stroke([[20, 50, 1, 0], [80, 50, 1, 16]])))

    assert (page[50, 15:86] == 0).all()
    assert (page[35, :] == 255).all()


def test_an_eraser_draws_in_white():
    pen = _stroke([[20, 50, 1, 0], [80, 50, 1, 16]])
    page = render(_drawing(pen, _stroke([[50, 50, 1, 0]], tool="eraser", width=30)))

    assert page[50, 50] == 255
    assert page[50, 22] == 0


def test_a_drawing_can_be_rendered_at_another_size():
    page = render(_drawing(_stroke([[50, 50, 1, 0]])), (50, 50))

    assert page.shape == (50, 50)
    assert (255 - page.astype(float)).sum() / 255 == pytest.approx(np.pi * 25, rel=0.05)


@pytest.mark.parametrize(
    "drawing",
    [
        {},
        {"version": 2, "width": 10, "height": 10, "strokes": []},
        _drawing({"tool": "spray", "width": 3, "points": []}),
        _drawing(_stroke([[float("nan"), 0, 0, 0]])),
        _drawing(_stroke([["a", "b", "c", "d"]])),
    ],
)
def test_a_malformed_drawing_is_refused(drawing):
    with pytest.raises(StrokesError):
        render(drawing)


def test_points_far_outside_the_page_do_no_harm():
    page = render(_drawing(_stroke([[-1e12, 50, 1, 0], [1e12, 50, 1, 16]])))

    assert page.shape == (100, 100)
