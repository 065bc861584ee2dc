"""model.munit: the published sizes, and what the parts do."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from model.config import NetworkConfig
from model.munit import Discriminator, Generator


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


def test_the_discriminator_has_its_published_size():
    with torch.device("meta"):
        assert _parameters(Discriminator()) == 8_271_171


def test_the_discriminator_judges_patches_on_three_scales():
    judged = Discriminator(4)(torch.zeros(2, 3, 256, 256))

    assert [tuple(scale.shape) for scale in judged] == [(2, 1, 16, 16), (2, 1, 8, 8), (2, 1, 4, 4)]


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
