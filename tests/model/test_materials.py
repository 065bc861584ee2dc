"""model.materials: patterns that a style may mix into its paintings."""

import pytest
import torch

from model import materials
from model.config import NetworkConfig
from model.networks import SketchPainter


@pytest.mark.parametrize("size", [32, 128])
def test_every_map_is_standard_at_every_size_and_unlike_the_others(size):
    maps = materials.maps(size, size)
    alike = torch.corrcoef(maps.flatten(1)) - torch.eye(materials.COUNT)

    assert maps.shape == (materials.COUNT, size, size)
    assert torch.allclose(maps.mean(dim=(1, 2)), torch.zeros(materials.COUNT), atol=1e-4)
    assert torch.allclose(maps.std(dim=(1, 2)), torch.ones(materials.COUNT), atol=1e-2)
    assert alike.abs().max() < 0.7


def test_while_training_all_but_the_printers_rasters_lie_elsewhere_each_time():
    maps = materials.maps(64, 64)

    moved = materials.shifted(maps, torch.Generator().manual_seed(1))

    still = [i for i in range(materials.COUNT) if torch.equal(moved[i], maps[i])]
    assert still == [0, 1]
    assert materials.shifted(maps, None) is maps


def test_a_style_decides_which_materials_it_takes():
    torch.manual_seed(0)
    config = NetworkConfig(image_px=32, channels=4, res_blocks=1, mlp_dim=8, noise_maps=1, materials=True)
    network = SketchPainter(config)
    content, codes = network.content(torch.rand(1, 3, 32, 32)), torch.randn(2, 8)

    with torch.no_grad():
        plain = [network.decoder(content, code[None]) for code in codes]
        for surface in network.decoder.surfaces:
            surface.stock.weight.add_(0.1 * torch.randn_like(surface.stock.weight))
        heavy = [network.decoder(content, code[None]) for code in codes]

    changes = [(one - other).abs() for one, other in zip(plain, heavy, strict=True)]
    assert all(change.max() > 1e-3 for change in changes)
    assert not torch.allclose(*changes, atol=1e-3)
