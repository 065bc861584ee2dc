"""model.sketch and model.ink: any drawing becomes the kind of sketch the network knows."""

import subprocess
import sys

import cv2
import numpy as np
import pytest

from model import ink, sketch
from model.sketch import SKETCH_PX, STROKE_PX, BlankSketch


def _overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two line drawings, each line widened by two pixels for rounding."""
    a, b = (cv2.dilate((255 - lines > 127).astype(np.uint8), np.ones((5, 5), np.uint8)) for lines in (a, b))
    return float((a & b).sum() / (a | b).sum())


def _photo_of(page: np.ndarray) -> np.ndarray:
    """The page as a phone sees it: yellowish, darker to one side, grainy."""
    height, width = page.shape
    light = np.linspace(0.95, 0.5, width)[None, :, None] * np.array([1.0, 0.95, 0.82])
    ink_and_paper = 0.25 + 0.75 * page[..., None] / 255
    grain = np.random.default_rng(0).normal(0, 5, (height, width, 3))
    return np.clip(235 * light * ink_and_paper + grain, 0, 255).astype(np.uint8)


def test_a_sketch_is_square_black_on_white_with_its_silhouette(house, as_file):
    made = sketch.from_upload(as_file(house))

    assert made.lines.shape == made.mask.shape == (SKETCH_PX, SKETCH_PX)
    assert made.lines.dtype == made.mask.dtype == np.uint8
    assert made.lines.min() == 0
    assert (made.lines[0] == 255).all()
    assert made.mask[150, 128] == 255
    assert made.mask[5, 5] == 0


def test_the_crop_says_where_the_square_was_on_the_page(house, as_file):
    x, y, side = sketch.from_upload(as_file(house)).crop

    assert x < 190
    assert x + side > 410
    assert y < 80
    assert y + side > 340
    assert side == pytest.approx(1.24 * 265, abs=12)


def test_the_crop_is_in_the_uploads_own_pixels(house, as_file):
    small = sketch.from_upload(as_file(house)).crop
    large = sketch.from_upload(as_file(cv2.resize(house, None, fx=5, fy=5))).crop

    assert large == pytest.approx([5 * value for value in small], abs=25)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda page: 255 - page, id="chalk on a blackboard"),
        pytest.param(_photo_of, id="photo of paper"),
        pytest.param(lambda page: np.where(page < 128, 150, 255).astype(np.uint8), id="pale pencil"),
        pytest.param(lambda page: cv2.erode(page, np.ones((7, 7), np.uint8)), id="thick marker"),
        pytest.param(lambda page: cv2.resize(page, None, fx=3, fy=3), id="large scan"),
        pytest.param(lambda page: np.stack([np.full_like(page, 255)] * 2 + [page], -1), id="yellow crayon"),
    ],
)
def test_the_same_drawing_gives_the_same_sketch_however_it_was_made(house, as_file, changed):
    plain = sketch.from_upload(as_file(house))
    other = sketch.from_upload(as_file(changed(house)))

    assert _overlap(plain.lines, other.lines) > 0.6


@pytest.mark.parametrize("width", [2, 6, 14])
def test_every_stroke_is_brought_to_one_width(width):
    page = np.zeros((400, 400), np.uint8)
    cv2.line(page, (60, 200), (340, 200), 255, width)

    lines = sketch.from_ink(page).lines

    thickness = (255 - lines[:, 100:150].astype(float)).sum(axis=0) / 255
    assert thickness.mean() == pytest.approx(STROKE_PX, abs=0.8)


def test_a_blackened_shape_keeps_its_outline_only():
    page = np.zeros((400, 400), np.uint8)
    cv2.circle(page, (200, 200), 150, 255, 5)
    cv2.circle(page, (200, 200), 60, 255, cv2.FILLED)

    made = sketch.from_ink(page)

    assert made.lines[128, 128] == 255
    assert made.lines[128].min() == 0


def test_a_gap_in_an_outline_does_not_let_the_silhouette_leak():
    page = np.zeros((400, 400), np.uint8)
    cv2.ellipse(page, (200, 200), (150, 150), 0, 4, 356, 255, 6)

    assert sketch.from_ink(page).mask[128, 128] == 255


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(np.full((300, 300), 255, np.uint8), id="white"),
        pytest.param(np.zeros((300, 300), np.uint8), id="all black"),
        pytest.param(np.full((300, 300), 128, np.uint8), id="all grey"),
        pytest.param(np.full((1, 1), 255, np.uint8), id="one pixel"),
        pytest.param(np.tile(np.linspace(180, 250, 300).astype(np.uint8), (300, 1)), id="shaded paper"),
    ],
)
def test_a_page_without_a_drawing_is_refused_by_name(page, as_file):
    with pytest.raises(BlankSketch):
        sketch.from_upload(as_file(page))


def test_a_single_dot_is_too_little(as_file):
    page = np.full((500, 500), 255, np.uint8)
    cv2.circle(page, (250, 250), 5, 0, cv2.FILLED)

    with pytest.raises(BlankSketch, match="tiny"):
        sketch.from_upload(as_file(page))


def test_thinning_leaves_lines_of_one_pixel_in_one_piece():
    thick = np.zeros((100, 100), np.uint8)
    cv2.line(thick, (10, 50), (90, 50), 1, 9)

    thinned = ink.thin(thick)

    assert thinned[:, 20:80].sum(axis=0).tolist() == [1] * 60
    assert cv2.connectedComponents(thinned)[0] == 2


def test_preparing_a_sketch_needs_no_torch():
    code = "import sys, model.sketch, model.item, model.release; sys.exit('torch' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_as_much_ink_is_kept_as_is_wished_for(house, as_file):
    page = np.minimum(house, 255)
    cv2.line(page, (60, 30), (340, 30), 205, 6)  # a faint pencil line above the roof
    height = [sketch.from_upload(as_file(_photo_of(page)), keep).crop[2] for keep in (0.0, 0.5, 1.0)]

    assert height[0] <= height[1] < height[2]


def test_the_usual_ink_is_what_nobody_asked_for(house, as_file):
    photo = as_file(_photo_of(house))

    assert np.array_equal(sketch.from_upload(photo).lines, sketch.from_upload(photo, ink.USUAL).lines)
    assert ink._threshold(33.3, 200.0, ink.USUAL) == 33.3
