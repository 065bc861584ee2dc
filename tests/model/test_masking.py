"""model.masking: polarity, thin lines, and what the masks may change."""

from dataclasses import replace

import pytest
import torch

from model.config import NetworkConfig
from model.masking import DualMask, Overlay, ink_of, shrunk
from model.munit import Generator

MASKED = NetworkConfig(channels=4, res_blocks=1, mlp_dim=8, masks=True)


def _page(*, size: int = 64) -> torch.Tensor:
    """A sheet with one line, a pixel wide: (1, 3, size, size), ink -1 on paper 1."""
    page = torch.ones(1, 3, size, size)
    page[:, :2, :, size // 2] = -1
    return page


def test_ink_is_1_on_a_stroke_and_0_on_paper():
    ink = ink_of(_page(), "sketch")

    assert ink[0, 0, 5, 32] == 1
    assert ink[0, 0, 5, 20] == 0


@pytest.mark.parametrize("size", [32, 16])
def test_a_line_of_one_pixel_is_a_full_line_on_every_level(size):
    ink = shrunk(ink_of(_page(), "sketch"), (size, size))

    assert ink.amax(dim=3).eq(1).all()
    assert ink.mean() == 1 / size


def test_a_paintings_ink_is_where_its_lightness_changes():
    painting = torch.full((1, 3, 16, 16), -0.5)
    painting[..., 8:] = 0.5

    ink = ink_of(painting, "painting")

    assert ink[0, 0, 4, 7] == 1
    assert ink[0, 0, 4, 3] < 1e-3


def test_a_dual_mask_starts_by_lifting_strokes_over_the_rest():
    ink = torch.tensor([[[[1.0, 0.0, 0.5]]]])

    out = DualMask(2)(torch.ones(1, 2, 1, 3), ink)

    assert out[0, 1, 0].tolist() == pytest.approx([1.1 + 0.02, 0.9 + 0.02, 1.0 + 0.02])


def test_masking_costs_four_numbers_a_channel_and_level():
    plain, masked = (Generator(replace(MASKED, masks=masks)).decoder for masks in (False, True))

    added = sum(p.numel() for p in masked.parameters()) - sum(p.numel() for p in plain.parameters())

    assert added == 4 * (8 + 4 + 4)
    assert set(plain.state_dict()) < set(masked.state_dict())


@pytest.mark.parametrize("arch", ["munit", "munit_prime", "munit_prime_pono_ms"])
@pytest.mark.parametrize("patch", [1, 2])
def test_the_same_content_with_other_ink_is_painted_otherwise(arch, patch):
    generator = Generator(replace(MASKED, arch=arch, patch=patch))
    content = generator.content(_page())
    style = torch.randn(1, 8)

    painted = generator.decoder(content, style)
    without = generator.decoder(replace(content, ink=torch.zeros_like(content.ink)), style)

    assert painted.shape == (1, 3, 64, 64)
    assert not torch.equal(painted, without)


def test_compositing_leaves_paper_alone_and_can_cover_ink():
    overlay = Overlay(4, patch=2)
    torch.nn.init.zeros_(overlay.head.weight)
    with torch.no_grad():
        overlay.head.bias.copy_(torch.tensor([9.0] * 4 + [-9.0] * 8 + [50.0] * 4))  # red, and all of it
    painting = torch.rand(1, 3, 64, 64)

    out = overlay(painting, torch.zeros(1, 4, 32, 32), ink_of(_page(), "sketch"))

    assert torch.equal(out[..., :32], painting[..., :32])
    assert torch.allclose(out[0, :, 5, 32], torch.tensor([1.0, -1.0, -1.0]), atol=1e-5)


def test_every_weight_of_masks_and_compositing_learns():
    generator = Generator(replace(MASKED, composite=True))

    generator.decoder(generator.content(_page()), torch.randn(1, 8)).square().mean().backward()

    assert [name for name, weight in generator.decoder.named_parameters() if weight.grad is None] == []


def test_a_network_without_masks_carries_no_ink():
    assert Generator(replace(MASKED, masks=False)).content(_page()).ink is None
