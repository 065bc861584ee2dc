"""Rooms of any works: who hangs where, and beside whom."""

import random
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gallery.rooms import LEAST, MOST, Work, arranged, furnished
from gallery.rooms.grouping import feeling_of, grouped
from gallery.rooms.ordering import alike, ordered

BLUE, RED = ("#2040c0",) * 5, ("#c02020",) * 5

thoroughly = settings(max_examples=60, deadline=None, derandomize=True)


@thoroughly
@given(data=st.data())
def test_every_work_hangs_once_in_rooms_of_eight_to_sixteen(works, data):
    hung = data.draw(works(0, 60))

    rooms = arranged(hung)

    assert Counter(work.id for room in rooms for work in room) == Counter(work.id for work in hung)
    if len(hung) >= LEAST:
        assert all(LEAST <= len(room) <= MOST for room in rooms)


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (7, [7]), (16, [16]), (17, [8, 9])])
def test_few_works_make_few_rooms(crowd, count, sizes):
    assert sorted(len(room) for room in arranged(crowd(count))) == sizes


def test_a_thousand_works_make_rooms_of_a_good_size(crowd):
    sizes = [len(room) for room in arranged(crowd(1000))]

    assert sum(sizes) == 1000
    assert min(sizes) >= LEAST
    assert max(sizes) <= MOST


@thoroughly
@given(data=st.data())
def test_the_order_in_which_works_come_changes_nothing(works, data):
    hung = data.draw(works(0, 40))

    assert furnished(arranged(random.Random(1).sample(hung, len(hung)))) == furnished(arranged(hung))


def test_feelings_keep_their_rooms():
    works = [Work(f"{n:02}", BLUE, "calm" if n % 2 else "angry") for n in range(24)]

    assert [{work.emotion for work in room} for room in grouped(works)] == [{"calm"}, {"angry"}]


def test_a_feeling_in_two_colours_gets_two_rooms():
    works = [Work(f"{n:02}", BLUE if n % 2 else RED, "calm") for n in range(24)]

    assert [{work.palette for work in room} for room in grouped(works)] == [{RED}, {BLUE}]


def test_who_names_no_feeling_hangs_with_those_of_like_colours():
    said = [Work(f"{n:02}", BLUE if n % 2 else RED, "sad" if n % 2 else "love") for n in range(20)]
    unsaid = Work("unsaid", ("#2244bb",) * 5)

    (room,) = [room for room in grouped([*said, unsaid]) if unsaid in room]

    assert {work.emotion for work in room} == {"sad", None}


def test_a_room_feels_like_most_of_its_works_or_like_nothing_in_particular():
    def room(*emotions):
        return feeling_of([Work(str(n), BLUE, emotion) for n, emotion in enumerate(emotions)])

    assert room("calm", "calm", "sad") == "calm"
    assert room("calm", "sad", None) is None
    assert room("calm", None) is None
    assert room(None) is None


@thoroughly
@given(data=st.data())
def test_no_two_alike_are_neighbours_where_that_can_be(works, data):
    looks = data.draw(works(2, 5))
    most = data.draw(st.integers(1, 3))
    # Copies of each look, none of them more than half of all.
    hung = [Work(f"{work.id}-{copy}", work.palette, style=work.style) for work in looks for copy in range(most)]
    families = alike(looks)

    line = ordered(hung, favourite_at=len(hung) // 2)

    if families.sum() == len(looks):
        assert [pair for pair in pairwise(line) if alike(pair).all()] == []


def test_colours_flow_instead_of_jumping_to_and_fro():
    greys = [Work(f"{n:02}", (f"#{n * 16:02x}{n * 16:02x}{n * 16:02x}",) * 5, style=n) for n in range(12)]
    mixed = random.Random(3).sample(greys, len(greys))

    def jumps(line):
        return sum(abs(one.mean[0] - other.mean[0]) for one, other in pairwise(line))

    assert jumps(ordered(mixed)) < 0.5 * jumps(mixed)


def test_the_favourite_hangs_where_one_looks_first(crowd):
    works = crowd(12)
    favourite = max(works, key=lambda work: (work.likes, -int(work.id)))

    (room,) = furnished(arranged(works))

    place = room.plan.places[room.works.index(favourite)]
    assert (place.wall, place.offset) == ("north", 0)
    assert place.width == max(other.width for other in room.plan.places)
