"""Whatever hangs in a room: its words can be read, its pictures stand clear, and nothing clashes."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gallery.rooms import Wishes, Work
from gallery.rooms.colour import apart, chroma_of, contrast, harmony, hexed, hue_of, oklab
from gallery.rooms.mood import AMBIENCES
from gallery.rooms.surfaces import CLASH, CONTRAST, EDGE, MAT
from gallery.rooms.theme import Theme, by_night, themed
from gallery.rooms.works import UNKNOWN

thoroughly = settings(max_examples=150, deadline=None, derandomize=True)
anything = st.one_of(st.none(), st.sampled_from(["happy", "calm", "sad", "angry", "scared", "love", "no feeling"]))


def distance(one: str, other: str) -> float:
    return float(apart(oklab([one])[0], oklab([other])[0]))


def harmonies(theme: Theme) -> list[float]:
    surfaces = [theme.wall, theme.floor, theme.ceiling, theme.frame]
    return [float(harmony([one], [other])[0, 0]) for one, other in combinations(surfaces, 2)]


@thoroughly
@given(data=st.data(), emotion=anything)
def test_whatever_the_palettes_the_promises_of_a_theme_are_kept(works, data, emotion):
    hung = data.draw(works(0, 16))

    theme = themed(hung, emotion)

    assert contrast(theme.label.ink, theme.label.paper) >= CONTRAST
    assert contrast(theme.ink, theme.wall) >= CONTRAST
    assert distance(theme.frame, theme.wall) >= EDGE
    assert distance(theme.floor, theme.wall) >= 0.1
    for work, mat in zip(hung, theme.mats, strict=True):
        assert distance(mat, theme.frame) >= MAT
        assert apart(work.colours, oklab([mat])).min() >= MAT
    assert min(harmonies(theme)) >= CLASH
    assert harmony([theme.wall], [*(colour for work in hung for colour in work.palette), UNKNOWN]).min() >= CLASH
    assert 2700 <= theme.light.kelvin <= 5000
    assert 0.5 <= theme.light.strength <= 1
    assert theme.ambience is None or theme.ambience in AMBIENCES


@thoroughly
@given(data=st.data(), wall=st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_whatever_wall_a_curator_wishes_words_can_be_read_and_pictures_stand_clear(works, data, wall):
    hung = data.draw(works(0, 6))

    theme = themed(hung, "calm", Wishes(wall=wall, ambience="none"))

    assert theme.wall == wall
    assert contrast(theme.ink, wall) >= CONTRAST
    assert contrast(theme.label.ink, theme.label.paper) >= CONTRAST
    assert distance(theme.frame, wall) >= EDGE
    assert all(distance(mat, theme.frame) >= MAT for mat in theme.mats)
    assert theme.ambience is None


@thoroughly
@given(data=st.data(), emotion=anything)
def test_by_night_a_room_is_dark_and_its_words_and_pictures_still_stand_clear(works, data, emotion):
    hung = data.draw(works(0, 8))

    night = by_night(hung, emotion, themed(hung, emotion))

    assert oklab([night.wall])[0][0] < 0.3
    assert contrast(night.ink, night.wall) >= CONTRAST
    assert contrast(night.label.ink, night.label.paper) >= CONTRAST
    assert distance(night.frame, night.wall) >= EDGE
    assert all(distance(mat, night.frame) >= MAT for mat in night.mats)


def test_walls_take_on_the_hue_of_what_hangs_there():
    def hue(colour: str) -> float:
        _, a, b = oklab([themed([Work("a", (colour, "#eeeeee", "#999999", "#555555", "#222222"))]).wall])[0]
        return float(np.degrees(np.arctan2(b, a)) % 360)

    assert abs(hue("#1a4fd0") - hue("#d0551a")) > 60


@pytest.mark.parametrize("colour", ["#3b7a2b", "#2b4f9a", "#c0392b", "#7a3b8a"])
def test_paper_and_ink_do_not_make_all_rooms_alike(colour):
    painted = ("#f2ecdc", "#e6e0cc", colour, "#141210", colour)

    lab = oklab([themed([Work(str(number), painted) for number in range(8)]).wall])[0]

    away = float(hue_of(lab) - hue_of(oklab([colour])[0]) + 180) % 360 - 180
    assert abs(away) < 20
    assert 0.02 <= float(chroma_of(lab)) <= 0.075


def test_light_is_warm_where_pictures_are():
    fire, ice = ([Work("a", (colour,) * 5)] for colour in ("#d08020", "#2060c0"))

    assert themed(fire).light.kelvin < themed(ice).light.kelvin


@pytest.mark.parametrize("shown", ["#000000", "#ffffff", "#ff0000", "#8a8a8a", "#123456"])
def test_a_colour_comes_through_oklab_unchanged(shown):
    assert hexed(oklab([shown])[0]) == shown


def test_oklab_and_contrast_agree_with_their_sources():
    # Ottosson's own test pairs, and the extremes of WCAG.
    assert oklab(["#ff0000"])[0] == pytest.approx([0.628, 0.225, 0.126], abs=0.001)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_harmony_is_symmetric_and_prefers_what_people_prefer():
    colours = ["#f5f3ed", "#2a2e34", "#c02020", "#20c040", "#d0d8e0"]

    assert np.allclose(harmony(colours, colours), harmony(colours, colours).T)
    assert harmony(["#d0d8e0"], ["#b8c4d0"])[0, 0] > harmony(["#802060"], ["#40a020"])[0, 0]
