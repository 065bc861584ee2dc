"""model.training and model.train: the objective, exact resuming, and what stops a run."""

import csv
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from model import checkpoint, losses
from model.config import NetworkConfig, TrainConfig
from model.dataset import Batch, Pairs, noise_of
from model.export import export
from model.networks import build
from model.painter import Painter
from model.palettes import WAYS
from model.release import describe
from model.sketch import Sketch
from model.train import train
from model.training import DivergedError, Trainer

NETWORK = NetworkConfig(image_px=64, channels=4, res_blocks=1, mlp_dim=8)
CONFIG = TrainConfig(steps=10, batch=2, checkpoint_every=100, sample_every=100)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Pairs:
    """Twenty random pairs and four random doodles, 64 px, every way twice."""
    rng = np.random.default_rng(0)
    path = tmp_path_factory.mktemp("data") / "prepared.npz"
    np.savez(
        path,
        views=rng.integers(0, 256, (20, 64, 64, 2), np.uint8),
        paintings=rng.integers(0, 256, (20, 64, 64, 3), np.uint8),
        way=np.arange(20) % len(WAYS),
        turned=np.zeros(20, bool),
        test=np.zeros(20, bool),
        subject=np.arange(20).astype(str),
        doodles=rng.integers(0, 256, (4, 64, 64, 2), np.uint8),
        doodle_test=np.zeros(4, bool),
    )
    return Pairs(path)


def _batch(data: Pairs, step: int) -> Batch:
    return data.batch(step, size=2, image_px=64, seed=0, doodle_share=0.5)


def test_five_steps_a_resume_and_five_more_are_ten_bit_for_bit(data, tmp_path):
    train(tmp_path / "whole", data, NETWORK, CONFIG, perceptual=None)
    train(tmp_path / "halves", data, NETWORK, replace(CONFIG, checkpoint_every=5), perceptual=None)
    halfway = replace(CONFIG, checkpoint_every=5, minutes=1e-9)  # stops with a checkpoint after its first step
    for _ in range(10):
        train(tmp_path / "steps", data, NETWORK, halfway, perceptual=None)

    whole = checkpoint.read(tmp_path / "whole" / "checkpoint.pt")
    for other in ("halves", "steps"):
        state = checkpoint.read(tmp_path / other / "checkpoint.pt")
        assert state["step"] == 10
        for name, module in whole["modules"].items():
            assert all(torch.equal(value, state["modules"][name][key]) for key, value in module.items())


def test_every_step_leaves_one_row_of_losses(data, tmp_path):
    train(tmp_path, data, NETWORK, replace(CONFIG, steps=3), perceptual=None)

    rows = list(csv.DictReader((tmp_path / "log.csv").read_text().splitlines()))

    assert [row["step"] for row in rows] == ["0", "1", "2"]
    assert float(rows[0]["recon_x"]) > 0
    assert rows[1]["recon_x"] == ""


def test_the_anchor_falls_when_one_pair_is_painted_again_and_again(data):
    trainer = Trainer(build(NETWORK, 0), replace(CONFIG, gan_weight=0.0, steps=60, lr=2e-3), None)
    batch = _batch(data, 0)

    parts = [trainer.step(step, batch, noise_of(step, 0)) for step in range(30)]

    assert parts[-1]["anchor"] < 0.9 * parts[0]["anchor"]


def test_a_loss_that_is_not_finite_stops_the_run_and_names_step_and_parts(data):
    trainer = Trainer(build(NETWORK, 0), CONFIG, None)
    broken = replace(_batch(data, 0), painting=torch.full((2, 3, 64, 64), torch.nan))

    with pytest.raises(DivergedError, match=r"step 7.*anchor"):
        trainer.step(7, broken, noise_of(7, 0))


def test_the_averaged_network_lags_behind_the_trained_one(data):
    networks = build(NETWORK, 0)
    before = networks.averaged.content.stem[0].weight.clone()

    Trainer(networks, CONFIG, None).step(0, _batch(data, 0), noise_of(0, 0))

    moved = (networks.painter.content.stem[0].weight - before).abs().mean()
    followed = (networks.averaged.content.stem[0].weight - before).abs().mean()
    assert 0 < followed < moved


def test_lsgan_by_hand():
    real, fake = [torch.tensor([1.0, 0.0])], [torch.tensor([0.0, 2.0])]

    assert losses.lsgan_discriminator(real, fake).item() == pytest.approx(0.5 + 2.0)
    assert losses.lsgan_generator(fake).item() == pytest.approx(1.0)


def test_a_pair_is_flipped_as_a_whole(data):
    mirrored = Pairs.__new__(Pairs)
    mirrored.__dict__.update(data.__dict__)
    mirrored.paintings = np.repeat(data.views[..., :1], 3, axis=3)  # the painting is the sketch itself

    for step in range(6):
        batch = _batch(mirrored, step)
        assert torch.equal(batch.sketch[:, :1], batch.painting[:, :1])


def test_a_run_becomes_a_release_that_paints(data, tmp_path):
    train(tmp_path / "run", data, NETWORK, replace(CONFIG, steps=2), perceptual=None)

    drawing = Sketch(*np.full((2, 256, 256), 255, np.uint8), crop=(0, 0, 256))

    export(tmp_path / "run", data, tmp_path / "tiny", name="tiny", licence="CC0-1.0", first_id=5, drawings=[drawing])

    release = describe(tmp_path / "tiny")
    assert [style.id for style in release.styles] == list(range(5, 5 + len(WAYS)))
    assert (tmp_path / "tiny" / "losses.csv").exists()
    with Image.open(tmp_path / "tiny" / "sheet.webp") as sheet:
        assert sheet.size == (144 * (1 + len(WAYS)), 144)
    averaged = checkpoint.read(tmp_path / "run" / "checkpoint.pt")["modules"]["averaged"]
    network = Painter([tmp_path / "tiny"], device="cpu", cache_size=1).loaded["tiny"].network
    for name, weight in network.state_dict().items():
        assert torch.allclose(weight, averaged[name], atol=1e-3)
