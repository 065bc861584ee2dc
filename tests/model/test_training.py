"""model.training and model.train: the objective, exact resuming, and what stops a run."""

import csv
import json
from dataclasses import replace

import pytest
import torch

from model import checkpoint, snapshot
from model.config import NetworkConfig, TrainConfig
from model.dataset import Batch, Pairs, noise_of, sketch_tensor
from model.lite import LiteFeatures
from model.networks import build
from model.perceptual import PerceptualLoss
from model.train import RunError, train
from model.training import DivergedError, Trainer
from model.transforms import to_tensor

NETWORK = NetworkConfig(image_px=64, channels=4, res_blocks=1, mlp_dim=8)
CONFIG = TrainConfig(steps=10, batch=2, checkpoint_every=100, sample_every=100)


@pytest.fixture(scope="module")
def data(prepared) -> Pairs:
    return Pairs(prepared)


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


def test_the_average_starts_anew_when_the_picture_size_changes(data):
    trainer = Trainer(build(NETWORK, 0), replace(CONFIG, ema=0.9, warm_steps=100), None)

    decays = [trainer._decay(number) for number in (0, 50, 99, 100, 150)]

    assert decays == [0.1, pytest.approx(51 / 60), 0.9, 0.1, pytest.approx(51 / 60)]


def test_bfloat16_convolutions_leave_float32_weights_and_nearly_the_same_losses(data, vgg_weights):
    batch, parts, networks, perceptual = _batch(data, 0), {}, {}, PerceptualLoss(vgg_weights)
    for precision in ("float32", "bfloat16"):
        config = replace(CONFIG, precision=precision, two_way=True, spectral_norm="all", diff_augment="translation")
        networks[precision] = build(NETWORK, 0, two_way=True, spectral_norm="all")
        parts[precision] = Trainer(networks[precision], config, perceptual).step(0, batch, noise_of(0, 0))

    assert parts["bfloat16"] == pytest.approx(parts["float32"], rel=0.05)
    assert parts["bfloat16"] != parts["float32"]
    assert {weight.dtype for weight in networks["bfloat16"].generator_parameters()} == {torch.float32}
    assert {weight.dtype for weight in perceptual.parameters()} == {torch.float32}


def test_both_ways_with_every_switch_resume_bit_for_bit(data, tmp_path):
    network = replace(NETWORK, masks=True, composite=True, noise_maps=2, patch=2)
    config = replace(CONFIG, steps=3, two_way=True, cycle_weight=1.0, gan="hinge", slow_every=2, checkpoint_every=9)
    config = replace(config, spectral_norm="all", diff_augment="color,translation,cutout")

    whole = train(tmp_path / "whole", data, network, config, perceptual=None)
    for _ in range(3):
        parts = train(tmp_path / "parts", data, network, replace(config, minutes=1e-9), perceptual=None)

    for name, module in whole.networks.modules().items():
        other = parts.networks.modules()[name].state_dict()
        assert all(torch.equal(value, other[key]) for key, value in module.state_dict().items())


def test_a_run_folder_says_what_it_is_and_keeps_to_its_network(data, tmp_path):
    train(tmp_path, data, NETWORK, replace(CONFIG, steps=1), perceptual=None)

    said = json.loads((tmp_path / "config.json").read_text())
    assert (said["network"]["channels"], said["train"]["steps"]) == (4, 1)
    assert said["revision"]
    assert (tmp_path / "samples" / "000000.png").exists()
    with pytest.raises(RunError, match="another network"):
        train(tmp_path, data, replace(NETWORK, channels=8), CONFIG, perceptual=None)


def test_a_run_begun_without_a_judge_does_not_go_on_with_one(data, lite_weights, tmp_path):
    train(tmp_path, data, NETWORK, replace(CONFIG, steps=1), perceptual=None)

    lite = LiteFeatures(lite_weights)
    with pytest.raises(RunError, match="trained without lite: start a new run by --init-from"):
        train(tmp_path, data, NETWORK, replace(CONFIG, lite_weight=1.0), perceptual=None, lite=lite)


def test_the_rate_falls_over_the_last_third_of_the_steps_or_of_whatever_has_passed(data):
    trainer = Trainer(build(NETWORK, 0), replace(CONFIG, steps=30, lr=1e-3), None)

    rates = []
    for number, passed in ((0, None), (20, None), (25, None), (30, None), (0, 0.9), (0, 1.5)):
        trainer.step(number, _batch(data, 0), noise_of(0, 0), passed=passed)
        rates.append(trainer.optimisers["generator"].param_groups[0]["lr"])

    assert rates == pytest.approx([1e-3, 1e-3, 5e-4, 1e-4, 3e-4, 1e-4])


def test_a_rate_that_falls_with_the_minutes_needs_some(data, tmp_path):
    with pytest.raises(RunError, match="--minutes"):
        train(tmp_path / "run", data, NETWORK, replace(CONFIG, falling="minutes"), perceptual=None)
    assert not (tmp_path / "run").exists()

    late = replace(CONFIG, steps=50, falling="minutes", minutes=1e-9)
    trained = train(tmp_path / "run", data, NETWORK, late, perceptual=None)
    assert trained.optimisers["generator"].param_groups[0]["lr"] == pytest.approx(0.1 * CONFIG.lr)


def test_a_run_starts_from_a_snapshot_of_another(data, tmp_path):
    first = train(tmp_path / "first", data, NETWORK, replace(CONFIG, steps=2), perceptual=None)
    files = snapshot.write(tmp_path, first.networks)

    second = train(tmp_path / "second", data, NETWORK, replace(CONFIG, steps=0), perceptual=None, init_from=files)

    for name, value in second.networks.painter.state_dict().items():
        assert torch.allclose(value, first.networks.averaged.state_dict()[name], atol=1e-3)


def test_the_averaged_network_lags_behind_the_trained_one(data):
    networks = build(NETWORK, 0)
    before = networks.averaged.content.stem[0].weight.clone()

    Trainer(networks, CONFIG, None).step(0, _batch(data, 0), noise_of(0, 0))

    moved = (networks.painter.content.stem[0].weight - before).abs().mean()
    followed = (networks.averaged.content.stem[0].weight - before).abs().mean()
    assert 0 < followed < moved


def test_a_pair_stays_a_pair_and_keeps_its_light(data):
    for step in range(6):
        batch = _batch(data, step)
        for sketch, painting in zip(batch.sketch, batch.painting, strict=True):
            (place,) = [i for i, view in enumerate(data.views) if torch.equal(sketch_tensor(view[None])[0], sketch)]
            assert torch.equal(to_tensor(data.paintings[place][None])[0], painting)
