"""What a painting's colours are called."""

import pytest

from gallery.colours import COLOURS, leading, nearest, oklab


@pytest.mark.parametrize("name", COLOURS)
def test_each_colour_is_called_by_its_name(name):
    assert {nearest(colour) for colour in COLOURS[name]} == {name}


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#000080", "blue"), ("#87ceeb", "blue"), ("#ffc0cb", "pink"), ("#008000", "green"), ("#ffd700", "yellow"),
     ("#ff7f50", "orange"), ("#800080", "purple"), ("#fffff0", "white"), ("#000000", "black"), ("#808080", "grey")],
)  # fmt: skip
def test_what_has_a_name_elsewhere_is_called_like_that_here(colour, name):
    assert nearest(colour) == name


def test_places_are_those_of_the_paper():
    # Ottosson 2020, "A perceptual color space for image processing": white, and sRGB's red.
    assert oklab("#ffffff") == pytest.approx((1, 0, 0), abs=1e-3)
    assert oklab("#ff0000") == pytest.approx((0.628, 0.225, 0.126), abs=1e-3)


def test_a_little_colour_says_more_than_much_paper():
    assert leading(["#f2efe9", "#23221f", "#3a6fc4", "#f2efe9", "#8c8b89"]) == "blue"


def test_of_two_colours_the_larger_one_leads():
    assert leading(["#d0302c", "#3a6fc4", "#f2efe9", "#f2efe9", "#f2efe9"]) == "red"


def test_where_there_is_no_colour_light_and_dark_have_names_too():
    assert leading(["#23221f"] * 5) == "black"
    assert leading([]) == ""
