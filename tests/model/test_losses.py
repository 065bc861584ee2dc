"""model.losses, by hand."""

import pytest
import torch

from model import losses
from model.munit import Content

REAL, FAKE = [torch.tensor([1.0, 0.0])], [torch.tensor([0.0, 2.0])]


def test_lsgan_by_hand():
    assert losses.discriminator(REAL, FAKE, "lsgan").item() == pytest.approx(0.5 + 2.0)
    assert losses.generator(FAKE, "lsgan").item() == pytest.approx(1.0)


def test_hinge_by_hand():
    assert losses.discriminator(REAL, FAKE, "hinge").item() == pytest.approx(0.5 + 2.0)
    assert losses.discriminator([torch.tensor(5.0)], [torch.tensor(-5.0)], "hinge").item() == 0
    assert losses.generator(FAKE, "hinge").item() == pytest.approx(-1.0)


def test_scales_are_averaged():
    assert losses.generator([torch.tensor(0.0), torch.tensor(1.0)], "lsgan").item() == pytest.approx(0.5)


def test_recon_c_holds_the_moments_and_leaves_its_target_alone():
    wanted = Content(torch.zeros(1, requires_grad=True), ((torch.zeros(1), torch.zeros(1, requires_grad=True)),))
    found = Content(torch.ones(1, requires_grad=True), ((torch.full((1,), 2.0), torch.full((1,), 3.0)),))

    loss = losses.content_reconstruction(found, wanted)
    loss.backward()

    assert loss.item() == 1 + 2 + 3
    assert wanted.c.grad is None
    assert wanted.moments[0][1].grad is None


def test_detail_counts_how_much_there_is_and_not_where_within_a_place():
    noise = torch.randn((1, 3, 64, 64), generator=torch.Generator().manual_seed(0))

    moved, softer = noise.roll((2, 2), dims=(2, 3)), noise / 2

    assert losses.detail(noise, noise).item() == 0
    assert losses.detail(softer, noise).item() == pytest.approx(0.5, abs=0.02)
    assert losses.detail(moved, noise).item() < 0.25
