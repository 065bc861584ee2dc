"""model.fine and model.finishing: a last level that paints at twice the size, and learns alone."""

import dataclasses

import numpy as np
import pytest
import torch
from torch.nn import functional

from model import archive, samples
from model.config import NetworkConfig, TrainConfig
from model.dataset import Batch, Pairs, noise_of
from model.munit import Generator
from model.networks import SketchPainter, build
from model.palettes import WAYS
from model.training import Trainer

COARSE = NetworkConfig(image_px=32, channels=4, res_blocks=1, mlp_dim=8, patch=2, noise_maps=2)
FINE = dataclasses.replace(COARSE, fine_channels=4)


@pytest.fixture
def twice_as_large(prepared, tmp_path) -> Pairs:
    """The scribbles as an archive of 512 px, their paintings in sharp tiles."""
    stored = archive.read(prepared)
    tiles = np.random.default_rng(0).integers(0, 256, (32, 32, 3), np.uint8)
    picture = archive.webp(tiles.repeat(16, axis=0).repeat(16, axis=1), 60)
    blobs = stored.blobs | {"paintings": [picture] * len(stored.blobs["paintings"])}
    archive.write(tmp_path / "large.npz", dataclasses.replace(stored, image_px=512, blobs=blobs))
    return Pairs(tmp_path / "large.npz")


def test_it_starts_as_the_painting_enlarged():
    generator = Generator(FINE)
    content, style = generator.content(torch.randn(2, 3, 32, 32)), torch.randn(2, 8)

    painting = generator.decoder(content, style)
    generator.decoder.fine = None
    small = generator.decoder(content, style)

    assert painting.shape == (2, 3, 64, 64)
    assert torch.allclose(painting, functional.interpolate(small, scale_factor=2, mode="bilinear"), atol=1e-6)


def test_a_place_of_the_last_level_knows_its_neighbourhood_alone():
    fine, hidden = SketchPainter(FINE).decoder.fine, torch.zeros(1, 8)
    painting = torch.randn(1, 3, 32, 32)
    elsewhere = painting.clone()
    elsewhere[..., 24:] += 1

    one, other = (fine(each, torch.zeros(1, 3, 32, 32), hidden, None, None) for each in (painting, elsewhere))

    assert torch.equal(one[..., :36], other[..., :36])
    assert not torch.equal(one, other)


def test_made_small_again_the_painting_is_as_light_as_it_was():
    fine = SketchPainter(FINE).decoder.fine
    torch.nn.init.normal_(fine.last.weight)
    torch.nn.init.constant_(fine.last.bias, 0.5)
    painting = torch.randn(1, 3, 64, 64)

    added = fine(painting, painting, torch.zeros(1, 8), None, None) - functional.interpolate(
        painting, scale_factor=2, mode="bilinear"
    )

    assert added.std() > 0.01
    assert added.mean().abs() < 0.001


def test_nothing_but_the_last_level_and_the_judge_learn():
    data = torch.rand(2, 3, 32, 32) * 2 - 1
    networks = build(FINE, 0)
    before = {name: weight.clone() for name, weight in networks.painter.state_dict().items()}
    trainer = Trainer(networks, TrainConfig(batch=2, lr=1e-2), None)

    for step in range(2):  # the first step of a zeroed layer moves that layer alone
        trainer.step(step, _batch(data), noise_of(step, 0))

    changed = {name for name, weight in networks.painter.state_dict().items() if not torch.equal(weight, before[name])}
    assert changed == {name for name in before if name.startswith("decoder.fine.")}
    assert torch.equal(networks.averaged.content.stem[0].weight, before["content.stem.0.weight"])


def test_enlarging_is_learned_from_real_paintings_made_small_and_soft(twice_as_large):
    config = TrainConfig(steps=150, batch=2, lr=1e-2, gan_weight=0.0, detail_weight=1.0)
    trainer = Trainer(build(dataclasses.replace(FINE, image_px=256, fine_channels=8), 0), config, None)

    parts = [trainer.step(step, _drawn(twice_as_large, step), noise_of(0, 0)) for step in range(60)]

    assert parts[-1]["anchor"] < parts[0]["anchor"]
    assert parts[-1]["detail"] < 0.8 * parts[0]["detail"]


def test_paintings_of_an_archive_are_larger_than_its_sketches(twice_as_large):
    batch = _drawn(twice_as_large, 0)

    assert batch.sketch.shape == batch.loose.shape == (2, 3, 256, 256)
    assert batch.painting.shape == (2, 3, 512, 512)


def test_a_style_is_read_from_a_picture_of_either_size():
    style = SketchPainter(FINE).style
    small = torch.rand(1, 3, 32, 32)

    assert torch.allclose(style(functional.interpolate(small, scale_factor=2, mode="nearest")), style(small), atol=1e-6)


def test_the_sheet_of_a_run_shows_sketches_as_large_as_paintings(twice_as_large, tmp_path):
    samples.write(tmp_path / "sheet.png", build(dataclasses.replace(FINE, image_px=256), 0).averaged, twice_as_large)

    with samples.Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size == (512 * (1 + len(WAYS)), 512 * 5)


def _batch(data: torch.Tensor) -> Batch:
    return Batch(data, functional.interpolate(data, scale_factor=2), data)


def _drawn(data: Pairs, step: int) -> Batch:
    return data.batch(step, size=2, image_px=256, painting_px=512, seed=0, doodle_share=0.5)
