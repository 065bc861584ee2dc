"""model.anchor: how far a painting is from the known one."""

import pytest
import torch

from model import anchor
from model.config import TrainConfig


def test_the_coarse_share_overlooks_texture_and_sees_tone():
    checks = (torch.arange(32)[:, None] + torch.arange(32)) % 2 * 2.0 - 1
    flat, textured = torch.zeros(1, 3, 32, 32), checks.expand(1, 3, 32, 32)

    assert anchor.distance(textured, flat, fine_share=0.0).item() == 0
    assert anchor.distance(textured, flat, fine_share=1.0).item() == 1
    assert anchor.distance(flat + 0.5, flat, fine_share=0.25).item() == pytest.approx(0.5)


def test_without_vgg_only_the_pictures_are_compared():
    pictures = torch.zeros(1, 3, 32, 32)

    terms = anchor.terms(pictures, pictures + 0.5, TrainConfig(anchor_weight=10.0), None, torch.Generator())

    assert {name: term.item() for name, term in terms.items()} == {"anchor": pytest.approx(5.0)}
