"""Walls have room for what hangs on them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gallery.rooms.geometry import CORNER, DOOR, GAP, WALLS, favourite_place, planned

TOLERANCE = 0.002


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    aspects=st.lists(st.floats(0.1, 10), max_size=20),
    number=st.integers(1, 3),
)
def test_frames_keep_clear_of_each_other_of_corners_doors_and_floors(aspects, number):
    plan = planned(aspects, number, rooms=3)

    assert len(plan.places) == len(aspects)
    for wall in WALLS:
        length = plan.width if wall in {"north", "south"} else plan.depth
        doors = [(-DOOR / 2, DOOR / 2)] * sum(door.wall == wall for door in plan.doors)
        hung = [
            (place.offset - place.width / 2, place.offset + place.width / 2)
            for place in plan.places
            if place.wall == wall
        ]
        solid = [(-length / 2 - 1, -length / 2), *doors, (length / 2, length / 2 + 1)]
        for one, other in pairwise(sorted([*hung, *solid])):
            least = GAP if one in hung and other in hung else CORNER
            assert other[0] - one[1] >= least - TOLERANCE
    assert all(place.eye - place.height / 2 > 0.3 for place in plan.places)
    assert all(place.eye + place.height / 2 < plan.height - 0.3 for place in plan.places)


@pytest.mark.parametrize(
    ("number", "rooms", "ways"),
    [(1, 1, []), (1, 2, [("east", 2)]), (2, 3, [("west", 1), ("east", 3)]), (3, 3, [("west", 2)])],
)
def test_rooms_stand_in_a_row(number, rooms, ways):
    assert [(door.wall, door.to) for door in planned([1.0] * 9, number, rooms).doors] == ways


@pytest.mark.parametrize("count", range(17))
def test_works_hang_clockwise_from_the_right_hand_of_who_comes_in(count):
    plan = planned([1.0] * count, 2, 3)

    corners = {"west": 0, "north": 1, "east": 2, "south": 3}
    # Along the west wall one comes in by, its right half is first and its left half is last.
    turns = [4 if place.wall == "west" and place.offset < 0 else corners[place.wall] for place in plan.places]
    assert turns == sorted(turns)
    for wall in WALLS:
        offsets = [place.offset for place in plan.places if place.wall == wall]
        assert offsets == sorted(offsets) or wall == "west"


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("count", range(17))
def test_the_place_that_is_seen_first_is_the_middle_of_the_north_wall(count, number):
    place = favourite_place(count, number)

    if place is None:
        assert count in {0, 2}
    else:
        seen = planned([1.0] * count, number, rooms=2).places[place]
        assert (seen.wall, seen.offset) == ("north", 0)
