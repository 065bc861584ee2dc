"""model.seeds: chance by hash."""

from collections import Counter

import pytest

from model.archive import SPLITS
from model.seeds import seed_of, split_of


def test_a_seed_depends_on_all_its_parts():
    assert seed_of("a", 1) == seed_of("a", 1)
    assert len({seed_of("a", 1), seed_of("a", 2), seed_of("b", 1), seed_of("a1")}) == 4


def test_the_split_is_about_85_to_5_to_10():
    sides = Counter(split_of(f"subject {number}") for number in range(4000))

    assert set(sides) == set(SPLITS)
    for split, share in zip(SPLITS, (0.85, 0.05, 0.10), strict=True):
        assert sides[split] / 4000 == pytest.approx(share, abs=0.015)
