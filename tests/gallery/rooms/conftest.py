"""Works of any colours."""

import random
from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from gallery.rooms import Work
from gallery.rooms.grouping import FEELINGS

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
GREYS = st.integers(0, 255).map(lambda value: f"#{value:02x}{value:02x}{value:02x}")
PALETTES = st.one_of(st.tuples(*[COLOURS] * 5), st.tuples(*[GREYS] * 5), COLOURS.map(lambda one: (one,) * 5))
EMOTIONS = st.one_of(st.none(), st.sampled_from(sorted(FEELINGS)))


def _works(least: int, most: int) -> st.SearchStrategy[list[Work]]:
    """Works of random palettes; no two of one id."""
    looks = st.tuples(PALETTES, EMOTIONS, st.integers(0, 5), st.integers(0, 9), st.floats(0.2, 5))
    return st.lists(looks, min_size=least, max_size=most).map(
        lambda all: [Work(f"{number:04}", *look) for number, look in enumerate(all)]
    )


@pytest.fixture(scope="session")
def works() -> Callable[[int, int], st.SearchStrategy[list[Work]]]:
    """Makes strategies for lists of works; lists that long need no more examples of their parts."""
    return _works


@pytest.fixture
def crowd() -> Callable[[int], list[Work]]:
    """Makes so many works, the same ones every time."""

    def made(count: int) -> list[Work]:
        chance = random.Random(count)
        return [
            Work(
                f"{number:04}",
                tuple(f"#{chance.randrange(0x1000000):06x}" for _ in range(5)),
                chance.choice([*sorted(FEELINGS), None]),
                chance.randrange(6),
                chance.randrange(10),
            )
            for number in range(count)
        ]

    return made
