"""model.release and model.painter: loading, batches, failures."""

import dataclasses
import json
import shutil

import numpy as np
import pytest
import torch

from model.item import FREE_DRAW, Item, PaintingError
from model.painter import Painter
from model.release import ReleaseError, describe


def _item(style: int = 1, *, seed: int = 0, drawing: int = 0, **changes) -> Item:
    lines, mask = np.random.default_rng(drawing).integers(0, 256, (2, 256, 256), np.uint8)
    return dataclasses.replace(Item(lines, mask, "tiny-16", style, seed), **changes)


class _NanBelowZero(torch.nn.Module):
    def forward(self, style: torch.Tensor) -> torch.Tensor:
        return torch.where(style > 0, style, torch.nan)


@pytest.fixture
def painter(tiny_release) -> Painter:
    return Painter([tiny_release], device="cpu", cache_size=4)


def test_every_item_gets_its_picture_in_order(painter):
    alone = [painter.paint([item])[0] for item in (_item(1), _item(2), _item(1, drawing=1))]

    together = painter.paint([_item(1), _item(2), _item(1, drawing=1)])

    for one, other in zip(alone, together, strict=True):
        close = np.abs(one.astype(int) - other.astype(int)) <= 1
        assert close.mean() >= 0.999
    assert together[0].shape == (16, 16, 3)
    assert together[0].dtype == np.uint8


def test_a_free_draw_is_decided_by_its_seed(painter):
    one, same, other = painter.paint([_item(FREE_DRAW, seed=5), _item(FREE_DRAW, seed=5), _item(FREE_DRAW, seed=6)])

    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_the_style_of_a_reference_decides_and_nothing_else_does(painter):
    one, other = np.random.default_rng(7).integers(0, 256, (2, 256, 256, 3), np.uint8)
    other[:] = 255

    first, same, different, named = painter.paint(
        [_item(FREE_DRAW, reference=one), _item(2, seed=9, reference=one), _item(reference=other), _item(1)]
    )

    assert np.array_equal(first, same)
    assert not np.array_equal(first, different)
    assert not np.array_equal(first, named)


@pytest.mark.parametrize(
    "bad",
    [
        _item(99),
        _item(release="unheard-of"),
        _item(lines=np.zeros((3, 3), np.uint8)),
        _item(mask=np.zeros((256, 256), np.float32)),
        _item(reference=np.zeros((8, 8, 3), np.uint8)),
        _item(reference=np.zeros((256, 256, 3), np.float32)),
    ],
)
def test_an_item_that_cannot_be_painted_hurts_only_itself(painter, bad):
    alone = painter.paint([_item(1)])[0]

    first, failed, last = painter.paint([_item(1), bad, _item(1)])

    assert isinstance(failed, PaintingError)
    assert np.array_equal(first, alone)
    assert np.array_equal(last, alone)


def test_a_picture_that_is_not_finite_is_a_failure_in_its_place(painter):
    decoder = painter.loaded["tiny-16"].network.decoder
    decoder.mlp = torch.nn.Sequential(_NanBelowZero(), decoder.mlp)  # style 2 has a negative code

    good, failed = painter.paint([_item(1), _item(2)])

    assert isinstance(good, np.ndarray)
    assert isinstance(failed, PaintingError)


def test_out_of_memory_splits_the_batch_and_goes_on(painter):
    decoder = painter.loaded["tiny-16"].network.decoder
    forward = decoder.forward

    def cramped(content, style):
        if len(style) > 1:
            raise torch.OutOfMemoryError("no room for more than one")
        return forward(content, style)

    decoder.forward = cramped

    assert all(isinstance(result, np.ndarray) for result in painter.paint([_item(1), _item(2), _item(1)]))


def test_a_sketch_is_encoded_once_and_forgotten_when_others_come(painter):
    painter.paint([_item(1), _item(2), _item(FREE_DRAW)])
    assert painter.hits == 2

    painter.paint([_item(drawing=number) for number in range(1, 6)])
    assert len(painter.contents) == 4

    painter.paint([_item(1)])
    assert painter.hits == 2


def test_painting_nothing_gives_nothing(painter):
    assert painter.paint([]) == []


def test_a_release_describes_itself(tiny_release):
    release = describe(tiny_release)

    assert (release.name, release.licence, release.image_px) == ("tiny-16", "CC0-1.0", 16)
    assert [style.slug for style in release.styles] == ["plain", "wild"]
    assert release.styles[0].names["ko"] == "양식"


def test_damaged_weights_are_refused(tiny_release, tmp_path):
    folder = shutil.copytree(tiny_release, tmp_path / "damaged")
    weights = bytearray((folder / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)

    with pytest.raises(ReleaseError, match="damaged"):
        Painter([folder], device="cpu", cache_size=1)


@pytest.mark.parametrize("name", ["config.json", "styles.json", "model.safetensors"])
def test_a_folder_that_lacks_a_part_is_no_release(tiny_release, tmp_path, name):
    folder = shutil.copytree(tiny_release, tmp_path / "partial")
    (folder / name).unlink()

    with pytest.raises(ReleaseError, match="partial"):
        Painter([folder], device="cpu", cache_size=1)


def test_weights_of_another_network_are_refused(tiny_release, tmp_path):
    folder = shutil.copytree(tiny_release, tmp_path / "other")
    config = json.loads((folder / "config.json").read_text())
    config["network"]["channels"] = 8
    (folder / "config.json").write_text(json.dumps(config))

    with pytest.raises(ReleaseError, match="do not fit"):
        Painter([folder], device="cpu", cache_size=1)
