"""model.munit: the published sizes, and what the parts do."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from model.config import NetworkConfig
from model.munit import Generator, stacked


def _parameters(module: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def _translation_macs(config: NetworkConfig) -> float:
    with torch.device("meta"):
        generator = Generator(config)
        x, style = torch.empty(1, 3, config.image_px, config.image_px), torch.empty(1, config.style_dim)
    with FlopCounterMode(display=False) as counter:
        generator.decoder(generator.content(x), style)
    return counter.get_total_flops() / 2


@pytest.mark.parametrize(
    ("arch", "parameters", "giga_macs"),
    [("munit", 15_026_187, 71.0), ("munit_prime_pono_ms", 15_067_723, 53.3)],
)
def test_the_generator_has_its_published_size_and_cost(arch, parameters, giga_macs):
    config = NetworkConfig(arch=arch)
    with torch.device("meta"):
        generator = Generator(config)

    assert _parameters(generator) == parameters
    assert _translation_macs(config) / 1e9 == pytest.approx(giga_macs, abs=0.05)


@pytest.mark.parametrize("arch", ["munit", "munit_prime", "munit_prime_pono_ms"])
def test_a_painting_has_the_sketchs_size_and_stays_within_range(arch):
    generator = Generator(NetworkConfig(arch=arch, channels=4))

    painting = generator.decoder(generator.content(torch.randn(2, 3, 32, 32)), torch.randn(2, 8))

    assert painting.shape == (2, 3, 32, 32)
    assert painting.abs().max() <= 1


@pytest.mark.parametrize("arch", ["munit", "munit_prime", "munit_prime_pono_ms"])
def test_every_weight_of_the_painting_path_learns(arch):
    generator = Generator(NetworkConfig(arch=arch, channels=4))
    x = torch.randn(2, 3, 32, 32)

    generator.decoder(generator.content(x), generator.style(x)).square().mean().backward()

    assert [name for name, weight in generator.named_parameters() if weight.grad is None] == []


def test_only_the_pono_network_carries_moments_of_each_scale():
    x = torch.randn(1, 3, 32, 32)

    plain = Generator(NetworkConfig(arch="munit_prime", channels=4)).content(x)
    carried = Generator(NetworkConfig(arch="munit_prime_pono_ms", channels=4)).content(x)

    assert plain.moments == ()
    assert [mean.shape[-1] for mean, _ in carried.moments] == [32, 16, 8]


def test_another_style_gives_another_painting():
    generator = Generator(NetworkConfig(channels=4))
    content = generator.content(torch.randn(1, 3, 32, 32))

    one, other = (generator.decoder(content, torch.full((1, 8), value)) for value in (-1.0, 1.0))

    assert (one - other).abs().mean() > 0.01


@pytest.mark.parametrize("patch", [2, 4])
def test_patches_divide_the_cost_by_their_area_and_keep_the_size(patch):
    config = NetworkConfig(patch=patch)
    generator = Generator(NetworkConfig(channels=4, res_blocks=1, mlp_dim=8, patch=patch))

    painting = generator.decoder(generator.content(torch.randn(1, 3, 64, 64)), torch.randn(1, 8))

    assert painting.shape == (1, 3, 64, 64)
    assert generator.style(painting).shape == (1, 8)
    assert 53.3 / patch**2 < _translation_macs(config) / 1e9 < 1.6 * 53.3 / patch**2


NOISY = NetworkConfig(channels=4, res_blocks=1, mlp_dim=8, noise_maps=2)


def test_the_fixed_noise_maps_give_equal_pictures_and_drawn_ones_do_not():
    generator = Generator(NOISY)
    content, style = generator.content(torch.randn(1, 3, 32, 32)), torch.randn(1, 8)

    def painted(noise=None):
        return generator.decoder(content, style, noise)

    assert torch.equal(painted(), painted())
    assert not torch.equal(painted(), painted(torch.Generator().manual_seed(0)))
    assert torch.equal(*(painted(torch.Generator().manual_seed(1)) for _ in range(2)))


def test_the_style_decides_how_much_noise_is_mixed_in():
    surface = Generator(NOISY).decoder.surfaces[0]
    flat, hidden = torch.zeros(1, surface.mix.out_features // 4, 16, 16), torch.randn(2, 8)

    one, other = (surface(flat, code[None], None) for code in hidden)
    unmoved = surface(flat, torch.zeros(1, 8), None)

    assert one.std(dim=(2, 3)).min() > 0
    assert not torch.allclose(one.std(dim=(2, 3)), other.std(dim=(2, 3)))
    assert torch.equal(unmoved, flat)


def test_a_blank_sheet_overflows_the_gradients_and_one_stroke_saves_them():
    """Why preparation refuses blanks: every norm divides by the root of 1e-5, one after the other."""
    torch.manual_seed(0)
    generator = Generator(NetworkConfig(arch="munit", channels=16))
    blank = torch.ones(1, 3, 64, 64)
    stroked = blank.clone()
    stroked[..., 20:24, 10:50] = -1

    overflowing, usual = (_largest_gradient(generator, x) for x in (blank, stroked))

    assert 0 < usual < 10
    assert not overflowing < 1e6 * usual  # larger, or no number at all
    assert torch.isfinite(generator.decoder(generator.content(blank), torch.ones(1, 8))).all()


def _largest_gradient(generator: Generator, x: torch.Tensor) -> float:
    generator.zero_grad()
    generator.decoder(generator.content(x), torch.ones(1, 8)).square().mean().backward()
    return max(weight.grad.abs().max().item() for weight in generator.parameters() if weight.grad is not None)


def test_contents_stack_into_one_batch():
    generator = Generator(NetworkConfig(channels=4, masks=True))
    sketches = torch.randn(3, 3, 32, 32)

    whole, parts = generator.content(sketches), stacked([generator.content(sketch[None]) for sketch in sketches])

    assert torch.allclose(whole.c, parts.c, atol=1e-5)
    assert torch.equal(whole.ink, parts.ink)
    assert torch.allclose(whole.moments[2][1], parts.moments[2][1], atol=1e-5)
