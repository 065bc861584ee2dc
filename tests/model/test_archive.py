"""model.archive and model.dataset: what was prepared comes back bit for bit, and in the right split."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch

from model import archive, sketch
from model.dataset import Pairs, sketch_tensor
from model.transforms import view


def _drawing() -> np.ndarray:
    page = np.zeros((300, 300), np.uint8)
    cv2.circle(page, (150, 150), 90, 255, 7)
    cv2.line(page, (90, 200), (210, 120), 255, 7)
    return page


@pytest.mark.parametrize("image_px", [256, 128])
def test_a_stored_drawing_equals_what_serving_shows_the_network_bit_for_bit(image_px):
    served = sketch.from_ink(_drawing())
    centreline, crop = sketch.centreline(_drawing())

    stored = archive.view_of(archive.line_bits(centreline), image_px)

    shown = view(served.lines, served.mask, image_px)
    assert crop == served.crop
    assert np.array_equal(stored[..., [0, 0, 1]], shown)
    assert torch.equal(sketch_tensor(stored[None]), sketch_tensor(shown[None][..., [0, 2]]))


def test_a_drawing_takes_less_than_a_kilobyte():
    assert len(archive.line_bits(sketch.centreline(_drawing())[0])) < 1000


def test_each_split_is_read_apart(prepared):
    train, val, test = (Pairs(prepared, split) for split in archive.SPLITS)

    assert len({*train.subject, *val.subject, *test.subject}) == sum(len(one.views) for one in (train, val, test))
    assert train.views.shape == (*train.paintings.shape[:3], 2)
    assert test.originals.shape == test.paintings.shape
    assert len(train.originals) == 0  # nobody looks at them in training
    assert set(train.loose_kind) == {"doodle"}
    assert len(train.loose) == len(train.loose_word) == 8


def test_an_archive_of_another_kind_is_refused(tmp_path):
    np.savez(tmp_path / "other.npz", views=np.zeros(3))
    (tmp_path / "text.npz").write_text("no archive")
    (tmp_path / "cut.npz").write_bytes((tmp_path / "other.npz").read_bytes()[:80])

    for name in ("other.npz", "text.npz", "cut.npz"):
        with pytest.raises(archive.ArchiveError, match=name):
            Pairs(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        Pairs(tmp_path / "missing.npz")


def test_a_way_that_nobody_paints_any_more_is_named(prepared, tmp_path):
    contents = replace(archive.read(prepared), ways=("cave-painting",))
    archive.write(tmp_path / "old.npz", contents)

    with pytest.raises(archive.ArchiveError, match="cave-painting"):
        Pairs(tmp_path / "old.npz")


def test_an_archive_without_loose_drawings_trains_on_its_pairs(prepared, tmp_path):
    stored = archive.read(prepared)
    facts = {name: column[:0] if name.startswith("loose") else column for name, column in stored.facts.items()}
    archive.write(tmp_path / "pairs.npz", replace(stored, facts=facts, blobs={**stored.blobs, "loose_centrelines": []}))

    batch = Pairs(tmp_path / "pairs.npz").batch(0, size=3, image_px=64, seed=0, doodle_share=0.5)

    assert batch.loose.shape == (3, 3, 64, 64)


def test_a_step_gets_the_same_batch_whenever_it_comes(prepared):
    data = Pairs(prepared)
    one, same, other = (data.batch(s, size=4, image_px=64, seed=1, doodle_share=0.5) for s in (7, 7, 8))

    assert torch.equal(one.sketch, same.sketch)
    assert torch.equal(one.loose, same.loose)
    assert not torch.equal(one.painting, other.painting)


def test_loose_sketches_come_from_people_as_often_as_asked(prepared):
    data = Pairs(prepared)
    data.loose[...] = 7  # a tone that no other view is made of

    share = [_from_people(data, step, 0.3) for step in range(40)]

    assert np.mean(share) == pytest.approx(0.3, abs=0.1)
    assert _from_people(data, 0, 0.0) == 0
    assert _from_people(data, 0, 1.0) == 1


def _from_people(data: Pairs, step: int, share: float) -> float:
    loose = data.batch(step, size=8, image_px=64, seed=0, doodle_share=share).loose
    return float((loose[:, 0, 32, 32] == 7 / 127.5 - 1).float().mean())


def test_a_smaller_batch_is_the_archive_averaged(prepared):
    data = Pairs(prepared)
    large, small = (data.batch(3, size=2, image_px=px, seed=0, doodle_share=0.5) for px in (64, 32))

    assert torch.allclose(small.painting, torch.nn.functional.avg_pool2d(large.painting, 2), atol=1e-6)
