"""model.augment: one T for all, each of its parts, and that it can be learned through."""

import pytest
import torch

from model.augment import POLICIES, Augment, policies_of


def _noise(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_one_t_changes_equal_pictures_equally_and_another_differently():
    pictures = torch.rand(3, 3, 32, 32)
    one, other = (Augment(POLICIES, 3, _noise(seed)) for seed in (0, 1))

    assert torch.equal(one(pictures), one(pictures.clone()))
    assert not torch.equal(one(pictures), other(pictures))


def test_an_empty_policy_changes_nothing_and_draws_nothing():
    pictures, noise = torch.rand(2, 3, 8, 8), _noise()
    before = noise.get_state()

    assert Augment((), 2, noise)(pictures) is pictures
    assert torch.equal(noise.get_state(), before)


def test_translation_moves_by_an_eighth_at_most_and_pads_with_zeros():
    pictures = torch.ones(64, 3, 32, 32)

    moved = Augment(("translation",), 64, _noise())(pictures)

    lost = moved[:, 0].eq(0)
    assert lost[:, :, 16].sum(dim=1).max() == 4
    assert moved[:, :, 4:-4, 4:-4].eq(1).all()
    for picture in lost[:, :, 16]:
        assert not (picture[0] and picture[-1])


def test_translation_moves_what_is_in_the_picture():
    pictures = torch.zeros(8, 3, 32, 32)
    pictures[:, :, 16, 16] = 1

    moved = Augment(("translation",), 8, _noise())(pictures)

    places = {tuple(place[1:]) for place in moved[:, 0].nonzero().tolist()}
    assert len(moved[:, 0].nonzero()) == 8
    assert len(places) > 4


def test_cutout_takes_a_square_of_half_the_side_at_most():
    cut = Augment(("cutout",), 64, _noise())(torch.ones(64, 3, 32, 32))

    missing = cut[:, 0].eq(0).flatten(1).sum(dim=1)
    assert missing.max() <= 17 * 17
    assert missing.min() >= 8 * 8


def test_colour_keeps_shapes_but_not_white_paper():
    paper = torch.ones(16, 3, 8, 8)

    coloured = Augment(("color",), 16, _noise())(paper)

    assert torch.allclose(coloured.std(dim=(2, 3)), torch.zeros(16, 3), atol=1e-5)
    assert coloured.mean(dim=(1, 2, 3)).std() > 0.1


def test_gradients_pass_through():
    pictures = torch.rand(2, 3, 16, 16, requires_grad=True)

    Augment(POLICIES, 2, _noise())(pictures).sum().backward()

    assert pictures.grad.abs().sum() > 0


def test_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match="flip"):
        policies_of("color,flip")
