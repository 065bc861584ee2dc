"""model.iconify, model.edges, model.openmoji: SVG art becomes line art and colours."""

import json

import cv2
import numpy as np
import pytest

from model import edges, iconify, openmoji
from model.original import RENDER_PX, Rejected, on_white

DISC = '<circle cx="16" cy="16" r="12" fill="#d33"/><circle cx="16" cy="16" r="5" fill="#33d"/>'


def _package(folder, prefix: str, icons: dict[str, str], chars: dict[str, str] | None = None):
    folder.mkdir()
    bodies = {name: {"body": body} for name, body in icons.items()}
    (folder / "icons.json").write_text(json.dumps({"prefix": prefix, "icons": bodies, "width": 32, "height": 32}))
    if chars is not None:
        (folder / "chars.json").write_text(json.dumps(chars))
    return folder


def test_skin_tones_flags_and_signs_are_left_out(tmp_path):
    names = (
        "bear astronaut astronaut-light astronaut-medium-dark vertical-traffic-light flag-spain white-flag "
        "couple-light-skin-tone-medium-skin-tone couple red-circle atm-sign dog-face hand-tone3 keycap-3"
    )
    package = _package(tmp_path / "set", "test", dict.fromkeys(names.split(), DISC))

    kept = {icon.subject for icon in iconify.icons([package])}

    assert kept == {"bear", "astronaut", "vertical-traffic-light", "couple", "dog-face"}


def test_sets_that_know_code_points_tell_those_that_do_not(tmp_path):
    knows = _package(tmp_path / "a", "a", {"bear": DISC}, {"1f43b": "bear"})
    does_not = _package(tmp_path / "b", "b", {"bear": DISC, "own": DISC}, {})

    found = {(icon.source, icon.subject) for icon in iconify.icons([knows, does_not])}

    assert found == {("a", "1F43B"), ("b", "1F43B"), ("b", "own")}


def test_line_art_follows_the_borders_of_colours_and_of_the_whole():
    original = iconify.Icon("a", "disc", DISC, (32, 32)).original()

    inked = np.argwhere(original.ink > 127) - (RENDER_PX - 1) / 2
    radii = np.hypot(*inked.T) * 32 / RENDER_PX
    assert (np.abs(radii[:, None] - [5, 12]).min(axis=1) < 0.6).all()
    assert original.kind == "shaded"
    assert on_white(original.shown)[0, 0].tolist() == [255, 255, 255]


def test_soft_shading_is_no_line():
    stops = '<stop stop-color="#e44"/><stop offset="1" stop-color="#d66"/>'
    body = f'<linearGradient id="g">{stops}</linearGradient><circle cx="16" cy="16" r="12" fill="url(#g)"/>'
    original = iconify.Icon("a", "d", body, (32, 32)).original()

    assert original.ink[80:240, 110:210].max() == 0


@pytest.mark.parametrize("body", ["<broken", '<rect width="0" height="0"/>', '<use xlink:href="#nowhere"/>'])
def test_a_broken_or_empty_icon_is_refused(body):
    with pytest.raises((ValueError, Rejected)):
        iconify.Icon("a", "bad", body, (32, 32)).original()


def test_a_wide_picture_is_centred():
    original = iconify.Icon("a", "bar", '<rect width="40" height="20" fill="#262"/>', (40, 20)).original()

    rows = np.flatnonzero(original.rgba[..., 3].any(axis=1))
    assert (rows[0] + rows[-1]) / 2 == pytest.approx((RENDER_PX - 1) / 2, abs=1)


def test_openmoji_gives_line_art_and_colours_apart(tmp_path):
    line = '<g id="line"><circle cx="36" cy="36" r="20" fill="none" stroke="#000" stroke-width="2"/></g>'
    colour = '<g id="color"><circle cx="36" cy="36" r="20" fill="#fc0"/></g>'
    for part, body in (("color", colour + line), ("black", line)):
        (tmp_path / part / "svg").mkdir(parents=True)
        svg = f'<svg viewBox="0 0 72 72" xmlns="http://www.w3.org/2000/svg">{body}</svg>'
        (tmp_path / part / "svg" / "1F7E1.svg").write_text(svg)
    entries = [_entry("1F7E1"), _entry("1F7E2"), _entry("1F44B-1F3FB", skintone="1"), _entry("1F1E6", group="flags")]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "openmoji.json").write_text(json.dumps(entries))

    (subject,) = openmoji.subjects(tmp_path)  # 1F7E2 is listed but not there
    original = subject.original()

    assert subject.subject == "1F7E1"
    assert original.rgba[160, 160].tolist() == [255, 204, 0, 255]
    assert original.ink[160, 160] == 0
    ring = original.ink > 127
    assert original.shown[ring][:, :3].mean() < 60
    assert original.rgba[ring & (original.rgba[..., 3] > 0)][:, 0].min() == 255


def _entry(code: str, **other: str) -> dict[str, str]:
    return {"hexcode": code, "group": "objects", "subgroups": "", "skintone": "", **other}


def test_short_pieces_are_dropped_and_double_lines_made_one():
    found = np.zeros((100, 100), np.uint8)
    cv2.line(found, (10, 50), (90, 50), 255, 1)
    cv2.line(found, (10, 52), (90, 52), 255, 1)
    cv2.line(found, (40, 20), (46, 20), 255, 1)

    lines = edges.as_pen_lines(found, 12)

    assert lines[20].max() == 0
    assert cv2.connectedComponents((lines > 0).astype(np.uint8))[0] == 2
    assert (lines[:, 50] > 0).sum() == pytest.approx(edges.PEN_PX, abs=2)


def test_canny_finds_its_thresholds_on_each_picture():
    strong = np.zeros((100, 100), np.uint8)
    cv2.rectangle(strong, (30, 30), (70, 70), 200, cv2.FILLED)
    everywhere = np.ones((100, 100), bool)

    for contrast in (1.0, 0.25):
        found = edges.canny((strong * contrast).astype(np.uint8), everywhere)
        assert 120 < np.count_nonzero(found) < 200
    assert edges.canny(np.full((100, 100), 77, np.uint8), everywhere).max() == 0
    assert edges.canny(strong, np.zeros((100, 100), bool)).max() == 0
