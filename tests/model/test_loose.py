"""model.loose: drawings of every kind become ink on a page, malformed ones a reason."""

import json

import cv2
import numpy as np
import pytest

from model import loose
from model.archive import KINDS
from model.files import NothingFound
from model.images import ImageError
from model.original import Rejected
from model.sketch import from_ink
from model.strokes import render

RAW = [[[1000, 1100], [500, 700], [0, 80]], [[1100, 1200], [700, 500], [200, 280]]]


def _ring28() -> np.ndarray:
    small = np.zeros((28, 28), np.uint8)
    cv2.circle(small, (14, 14), 9, 255, 2)
    return small


def test_raw_strokes_become_a_drawing_that_fills_the_page():
    page = render(loose.as_strokes(RAW))

    assert from_ink(255 - page).crop[2] == pytest.approx(1.24 * 0.8 * 512, rel=0.05)


def test_a_small_doodle_becomes_smooth_lines_around_its_inside():
    made = from_ink(loose.Drawing("doodle", "ring", "ring 0", _ring28().tobytes()).page())

    assert made.mask[128, 128] == 255
    edge = cv2.findContours((made.mask > 127).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0][0]
    area, around = cv2.contourArea(edge), cv2.arcLength(edge, True)
    assert 4 * np.pi * area / around**2 > 0.8  # stairs would make the way around longer


def test_cats_that_are_faces_are_called_so(tmp_path):
    faces = np.array([False, True])
    np.savez(tmp_path / "d.npz", cat=np.stack([_ring28()] * 2), cat_is_face=faces, sun=_ring28()[None])

    found = {drawing.name: drawing.word for drawing in loose.doodles(tmp_path / "d.npz")}

    assert found == {"cat 0": "cat", "cat 1": "cat face", "sun 0": "sun"}


def test_lines_of_a_stroke_file_are_read_or_rejected_one_by_one(tmp_path):
    lines = [json.dumps({"word": "v", "drawing": RAW}), "{broken", json.dumps({"word": "x", "drawing": []})]
    nan = json.dumps({"word": "n", "drawing": [[[0, float("nan")], [0, 1], [0, 1]]]})
    (tmp_path / "s.ndjson").write_text("\n".join([*lines, nan]))

    good, *bad = loose.raw_strokes(tmp_path / "s.ndjson")

    assert good.page().max() == 255
    assert [drawing.word for drawing in bad] == ["?", "x", "n"]
    for drawing in bad:
        with pytest.raises(Rejected, match="malformed"):
            drawing.page()


def test_people_send_strokes_and_pictures(tmp_path, as_file, house):
    strokes = {"version": 1, "width": 100, "height": 100, "strokes": []}
    strokes["strokes"] = [{"tool": "pen", "width": 9, "points": [[10, 10, 1, 0], [90, 80, 1, 9]]}]
    (tmp_path / "line.json").write_text(json.dumps(strokes))
    (tmp_path / "house.png").write_bytes(as_file(house))
    (tmp_path / "note.txt").write_text("no drawing")

    drawn = {drawing.word: from_ink(drawing.page()) for drawing in loose.people(tmp_path)}

    assert set(drawn) == {"house", "line"}
    assert drawn["house"].mask[200, 128] == 255


def test_people_also_send_broken_files(tmp_path):
    (tmp_path / "version9.json").write_text('{"version": 9, "width": 1, "height": 1, "strokes": []}')
    (tmp_path / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n123")

    for drawing in loose.people(tmp_path):
        with pytest.raises((ImageError, Rejected)):
            drawing.page()


def test_an_empty_folder_is_named(tmp_path):
    with pytest.raises(NothingFound, match=str(tmp_path)):
        list(loose.people(tmp_path))


def test_careful_sketches_are_for_testing_only(tmp_path, as_file, house):
    for number in range(20):
        (tmp_path / f"{number}.png").write_bytes(as_file(house[::4, ::4]))

    assert {drawing.split for drawing in loose.careful(tmp_path)} == {"test"}


def test_every_kind_has_a_page():
    assert set(loose._PAGES) == set(KINDS)
