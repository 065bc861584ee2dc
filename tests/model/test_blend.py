"""model.blend: the mean of two networks."""

import json
from dataclasses import replace

import pytest
import torch

from model import checkpoint
from model.blend import BlendError, blend
from model.config import NetworkConfig, TrainConfig
from model.dataset import Pairs
from model.export import Wanted, export
from model.networks import SketchPainter
from model.train import RunError, train

NETWORK = NetworkConfig(image_px=64, channels=8, res_blocks=1, mlp_dim=8)


def _run(folder, prepared, network=NETWORK, *, seed=0):
    train(folder, Pairs(prepared), network, TrainConfig(steps=1, batch=2, seed=seed), perceptual=None)
    return folder, checkpoint.read(folder / checkpoint.NAME)["modules"]["averaged"]


def test_the_weights_are_the_mean_and_all_else_is_the_first_runs(prepared, tmp_path):
    (one, a), (other, b) = (_run(tmp_path / name, prepared, seed=i) for i, name in enumerate(("one", "other")))

    blend(one, other, 0.25, tmp_path / "both")

    state = checkpoint.read(tmp_path / "both" / checkpoint.NAME)
    assert all(torch.allclose(w, 0.75 * a[n] + 0.25 * b[n]) for n, w in state["modules"]["averaged"].items())
    assert (state["step"], state["train"]["seed"]) == (1, 0)
    assert state["blended"] == [{"with": "other", "share": 0.25}]
    assert (tmp_path / "both" / "log.csv").read_bytes() == (one / "log.csv").read_bytes()


def test_a_narrower_release_is_widened_first_and_the_release_says_what_it_is_made_of(prepared, tmp_path, drawing):
    narrow, _ = _run(tmp_path / "narrow", prepared, replace(NETWORK, channels=4))
    wanted = Wanted("tiny", "CC0-1.0", "a test")
    export(narrow, prepared, tmp_path / "release", wanted, [drawing])
    wide, a = _run(tmp_path / "wide", prepared)

    blend(wide, tmp_path / "release", 1, tmp_path / "both")
    export(tmp_path / "both", prepared, tmp_path / "second", wanted, [drawing])

    mean = checkpoint.read(tmp_path / "both" / checkpoint.NAME)["modules"]["averaged"]
    assert mean.keys() == SketchPainter(NETWORK).state_dict().keys()
    assert not torch.allclose(mean["decoder.up.0.weight"], a["decoder.up.0.weight"], atol=1e-2)
    assert json.loads((tmp_path / "second" / "config.json").read_text())["blended"] == [
        {"with": "release", "share": 1}
    ]
    assert "blended with release (share 1)" in (tmp_path / "second" / "MODEL_CARD.md").read_text()


def test_a_blend_is_not_trained_on(prepared, tmp_path):
    one, _ = _run(tmp_path / "one", prepared)
    blend(one, one, 0.5, tmp_path / "both")

    with pytest.raises(RunError, match="--init-from"):
        _run(tmp_path / "both", prepared)


def test_what_does_not_fit_is_refused_and_nothing_is_written(prepared, tmp_path):
    (one, _), (other, _) = (
        _run(tmp_path / name, prepared, replace(NETWORK, res_blocks=blocks)) for name, blocks in (("a", 1), ("b", 2))
    )

    with pytest.raises(BlendError, match="another network"):
        blend(other, one, 0.5, tmp_path / "both")
    with pytest.raises(BlendError, match="between 0 and 1"):
        blend(one, one, 1.5, tmp_path / "both")
    with pytest.raises(BlendError, match="already"):
        blend(one, one, 0.5, one)
    with pytest.raises(FileNotFoundError):
        blend(one, tmp_path / "none", 0.5, tmp_path / "both")
    assert not (tmp_path / "both").exists()
