"""model.layers: the algebra of the normalisations."""

import torch

from model.layers import InstanceNorm, LayerNorm, StyledBlock, adain, gridless, moment_shortcut, pono


def test_pono_gives_mean_0_and_deviation_1_over_channels_at_each_position():
    x = 3 + 5 * torch.randn(2, 32, 4, 4, generator=torch.Generator().manual_seed(0))

    normal, _ = pono(x)

    assert torch.allclose(normal.mean(dim=1), torch.zeros(2, 4, 4), atol=1e-5)
    assert torch.allclose(normal.std(dim=1), torch.ones(2, 4, 4), atol=1e-5)


def test_moment_shortcut_restores_what_pono_removed():
    x = 3 + 5 * torch.randn(2, 32, 4, 4, generator=torch.Generator().manual_seed(0))

    normal, moments = pono(x)

    assert torch.allclose(moment_shortcut(normal, moments), x, atol=1e-4)


def test_adain_takes_on_the_given_mean_and_deviation():
    x = torch.randn(1, 2, 16, 16, generator=torch.Generator().manual_seed(0))

    styled = adain(x, torch.tensor([[1.0, -2.0]]), torch.tensor([[3.0, 0.5]]))

    assert torch.allclose(styled.mean(dim=(2, 3)), torch.tensor([[1.0, -2.0]]), atol=1e-4)
    assert torch.allclose(styled.std(dim=(2, 3), correction=0), torch.tensor([[3.0, 0.5]]), atol=1e-3)


def test_layer_norm_is_over_the_whole_sample_and_unbiased():
    x = torch.arange(8.0).view(1, 2, 2, 2)

    normal = LayerNorm(2, affine=False)(x)

    assert torch.allclose(normal, (x - 3.5) / (x.std() + 1e-5))


def test_layer_norm_of_a_blank_sample_has_a_gradient():
    x = torch.full((1, 2, 4, 4), 3.0, requires_grad=True)

    LayerNorm(2)(x).square().sum().backward()

    assert torch.equal(x.grad, torch.zeros_like(x))


def test_instance_norm_is_pytorchs():
    x = (3 + 5 * torch.randn(2, 8, 6, 6)).contiguous(memory_format=torch.channels_last)
    norm, theirs = InstanceNorm(8, affine=True), torch.nn.InstanceNorm2d(8, affine=True)
    theirs.load_state_dict(norm.state_dict())

    assert torch.allclose(norm(x), theirs(x), atol=1e-5)
    assert norm(x).is_contiguous(memory_format=torch.channels_last)


def test_a_styled_block_reads_bias_before_weight():
    block = StyledBlock(2)
    x = torch.randn(1, 2, 8, 8, generator=torch.Generator().manual_seed(0))
    parameters = torch.tensor([[0.0, 0.0, 0.0, 0.0, 7.0, 9.0, 0.0, 0.0]])  # second bias 7, 9; all weights 0

    out = block(x, parameters)

    assert torch.allclose(out - x, torch.tensor([7.0, 9.0]).view(1, 2, 1, 1).expand_as(x), atol=1e-5)


def test_what_alternates_from_pixel_to_pixel_goes_and_long_waves_stay():
    place = torch.arange(64.0)
    grid = (torch.cos(torch.pi * place) + torch.cos(torch.pi * place)[:, None]).expand(1, 3, 64, 64)
    wave = torch.cos(torch.pi * place / 5).expand(1, 3, 64, 64)

    assert gridless(grid).abs().max() < 1e-5
    assert torch.allclose(gridless(wave)[..., 2:-2], wave[..., 2:-2], atol=0.02)
    assert torch.allclose(gridless(grid + wave), gridless(wave), atol=1e-5)


def test_an_even_picture_stays_to_its_edges():
    assert torch.equal(gridless(torch.full((1, 3, 8, 8), 0.5)), torch.full((1, 3, 8, 8), 0.5))
