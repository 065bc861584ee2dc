"""model.discriminator: the published size, the scales, spectral norm."""

import pytest
import torch

from model.discriminator import Discriminator, ProjectedDiscriminator


def test_the_discriminator_has_its_published_size():
    with torch.device("meta"):
        assert sum(parameter.numel() for parameter in Discriminator().parameters()) == 8_271_171


def test_the_discriminator_judges_patches_on_three_scales():
    judged = Discriminator(4)(torch.zeros(2, 3, 256, 256))

    assert [tuple(scale.shape) for scale in judged] == [(2, 1, 16, 16), (2, 1, 8, 8), (2, 1, 4, 4)]


def test_spectral_norm_holds_every_inner_convolution_at_1():
    torch.manual_seed(0)
    judge = Discriminator(8, spectral=True)
    for _ in range(30):  # a power iteration each
        judge(torch.zeros(1, 3, 64, 64))

    layers = [layer for scale in judge.scales for layer in scale if isinstance(layer, torch.nn.Conv2d)]
    inner = [layer for layer in layers if layer.kernel_size == (4, 4)]

    assert len(inner) == 12
    for layer in inner:
        assert torch.linalg.matrix_norm(layer.weight.flatten(1), 2).item() == pytest.approx(1, abs=0.05)


def test_the_projected_judge_judges_nearly_the_whole_by_features_of_each_width():
    judged = ProjectedDiscriminator((8, 16), channels=4)([torch.zeros(2, 8, 32, 32), torch.zeros(2, 16, 16, 16)])

    assert [tuple(head.shape) for head in judged] == [(2, 1, 8, 8), (2, 1, 8, 8)]
