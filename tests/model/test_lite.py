"""model.lite and model.efficientnet: what a judge is shown of a picture."""

import pytest
import torch

from model.efficientnet import LITE1, EfficientNetLite, fold
from model.lite import LiteFeatures


@pytest.fixture(scope="module")
def picture() -> torch.Tensor:
    return 2 * torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(1)) - 1


def test_features_are_half_as_large_from_one_to_the_next_and_of_length_1_everywhere(lite_weights, picture):
    seen = LiteFeatures(lite_weights).deep(picture)

    assert [tuple(features.shape) for features in seen] == [(2, 40, 8, 8), (2, 112, 4, 4), (2, 320, 2, 2)]
    for features in seen:
        assert features.square().mean(dim=1).sqrt().median().item() == pytest.approx(1, abs=0.05)


def test_folding_normalisation_away_changes_nothing_but_rounding():
    torch.manual_seed(0)
    network = EfficientNetLite(LITE1).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.running_mean, -0.3, 0.3)
            torch.nn.init.uniform_(module.running_var, 0.3, 3.0)
    picture = torch.rand(1, 3, 64, 64)

    with torch.no_grad():
        before = network.seen(picture)
        fold(network)
        after = network.seen(picture)

    assert not any(isinstance(module, torch.nn.BatchNorm2d) for module in network.modules())
    for one, other in zip(before, after, strict=True):
        assert (one - other).abs().max() < 1e-4 * one.abs().max()


def test_weights_travel_as_halves(lite_weights, picture, tmp_path):
    eyes = LiteFeatures(lite_weights)
    eyes.save(tmp_path / "lite.safetensors")

    again = LiteFeatures(tmp_path / "lite.safetensors")

    for one, other in zip(eyes.deep(picture), again.deep(picture), strict=True):
        assert (one - other).abs().mean() < 0.02


@pytest.mark.parametrize("name", ["lite0.pth", "words.pth", "words.safetensors"])
def test_anything_else_is_refused(tmp_path, name):
    torch.save(EfficientNetLite().state_dict(), tmp_path / "lite0.pth")
    for words in ("words.pth", "words.safetensors"):
        (tmp_path / words).write_text("no weights at all")

    with pytest.raises(ValueError, match="does not hold EfficientNet-Lite1: give --lite"):
        LiteFeatures(tmp_path / name)
