"""model.heldback: what releases are judged on is frozen, spread evenly, and never its own answer."""

import numpy as np
import pytest

from model import archive, heldback
from model.dataset import Pairs


@pytest.fixture(scope="module")
def held(prepared) -> heldback.HeldBack:
    return heldback.of(Pairs(prepared, "test"), 8)


def test_every_kind_of_drawing_is_there_at_256_px(held):
    assert [drawings.kind for drawings in held.kinds] == ["pictures", "doodle"]
    for drawings in held.kinds:
        assert drawings.lines.shape == drawings.masks.shape == drawings.middles.shape == (8, 256, 256)
        assert drawings.middles.any(axis=(1, 2)).all()
    assert held.own.pictures.shape == held.real.pictures.shape == held.originals.shape == (8, 256, 256, 3)


def test_no_drawing_is_compared_with_a_painting_of_its_subject(held):
    assert not set(held.own.subjects) & set(held.real.subjects)
    assert held.kinds[0].words == held.own.subjects


def test_the_test_set_is_the_same_every_time(prepared, held):
    again = heldback.of(Pairs(prepared, "test"), 8)

    assert np.array_equal(again.kinds[1].lines, held.kinds[1].lines)
    assert again.real.subjects == held.real.subjects


def test_a_limit_takes_evenly_spaced_ones():
    assert heldback.evenly(np.arange(10), 5).tolist() == [0, 2, 4, 6, 8]
    assert heldback.evenly(np.arange(3), 5).tolist() == [0, 1, 2]


def test_another_is_never_the_same():
    assert (heldback.another(np.arange(7)) != np.arange(7)).all()


def test_all_held_back_paintings_are_known_with_their_ways(held):
    known = held.known()

    assert len(known.pictures) == len(known.ways) == len(known.subjects) == len(known.borrowed) == 16


def test_a_split_with_next_to_nothing_in_it_is_refused(tmp_path):
    columns = {name: [] for name in (*archive.FACTS, *archive.LOOSE_FACTS)}
    blobs = {name: [] for name in ("centrelines", "paintings", "originals", "loose_centrelines")}
    archive.write(tmp_path / "empty.npz", archive.Contents(64, (), columns, blobs))

    with pytest.raises(heldback.NothingToJudge, match="held back"):
        heldback.of(Pairs(tmp_path / "empty.npz", "test"), 8)
