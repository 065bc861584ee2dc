"""model.objective: which terms each recipe has, what they teach, and what they leave alone."""

from dataclasses import replace

import pytest
import torch

from model.augment import Augment
from model.config import NetworkConfig, TrainConfig
from model.dataset import Batch, noise_of
from model.lite import LiteFeatures
from model.looking import look
from model.networks import build
from model.objective import Objective, wished_styles
from model.perceptual import PerceptualLoss

NETWORK = NetworkConfig(image_px=64, channels=4, res_blocks=1, mlp_dim=8)
ONE_WAY = TrainConfig(slow_every=1)
MUNIT = replace(
    ONE_WAY, anchor_weight=0.0, prior_weight=0.0, prior_share=1.0, two_way=True, cycle_weight=10.0, image_weight=10.0
)

BOTH_WAYS = {
    f"{name}{suffix}" for name in ("gan", "recon_s", "recon_c", "recon_x", "cycle") for suffix in ("", "_sketch")
}


def _batch() -> Batch:
    generator = torch.Generator().manual_seed(0)
    return Batch(*(torch.rand(2, 3, 64, 64, generator=generator) * 2 - 1 for _ in range(3)))


def _terms(config: TrainConfig, *, number: int = 0) -> dict:
    networks = build(NETWORK, 0, two_way=config.two_way, spectral_norm=config.spectral_norm)
    objective = Objective(networks, config, None)
    terms, crossings = objective.generator_terms(number, _batch(), noise_of(number, 0))
    return terms | objective.discriminator_terms(crossings)


def test_the_recipe_with_the_anchor_goes_one_way():
    assert set(_terms(ONE_WAY)) == {"anchor", "gan", "recon_s", "recon_x", "recon_c", "prior", "discriminator"}


def test_the_original_goes_both_ways_without_knowing_pairs():
    assert set(_terms(MUNIT)) == BOTH_WAYS | {"discriminator", "discriminator_sketch"}


def test_slow_terms_wait_for_their_step():
    assert set(_terms(replace(MUNIT, slow_every=4), number=1)) == {
        "gan", "recon_s", "gan_sketch", "recon_s_sketch", "discriminator", "discriminator_sketch",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("weight", "gone"),
    [
        ("gan_weight", {"gan", "gan_sketch", "discriminator", "discriminator_sketch"}),
        ("style_weight", {"recon_s", "recon_s_sketch"}),
        ("content_weight", {"recon_c", "recon_c_sketch"}),
        ("image_weight", {"recon_x", "recon_x_sketch"}),
        ("cycle_weight", {"cycle", "cycle_sketch"}),
    ],
)
def test_a_weight_of_0_leaves_its_terms_out(weight, gone):
    everything = set(_terms(MUNIT))

    assert everything - set(_terms(replace(MUNIT, **{weight: 0.0}))) == gone


@pytest.mark.parametrize("gan", ["lsgan", "hinge"])
@pytest.mark.parametrize("spectral_norm", ["none", "discriminator", "all"])
def test_every_weight_of_both_ways_learns_and_no_judge_does_in_the_generators_step(gan, spectral_norm):
    networks = build(NETWORK, 0, two_way=True, spectral_norm=spectral_norm)
    objective = Objective(networks, replace(MUNIT, gan=gan, diff_augment="color,translation,cutout"), None)

    terms, crossings = objective.generator_terms(0, _batch(), noise_of(0, 0))
    sum(terms.values()).backward()

    assert all(weight.grad is not None for weight in networks.generator_parameters())
    assert all(weight.grad is None for weight in networks.discriminator_parameters())
    sum(objective.discriminator_terms(crossings).values()).backward()
    assert all(weight.grad is not None for weight in networks.discriminator_parameters())


def test_the_second_judge_sees_pairs_in_every_step_and_teaches_what_painted_them(vgg_weights):
    config = replace(ONE_WAY, projected_weight=1.0, cross_every=2)
    networks, trunk = build(NETWORK, 0, projected=True), PerceptualLoss(vgg_weights, deep=True)
    objective = Objective(networks, config, trunk)

    terms, judged = objective.generator_terms(1, _batch(), noise_of(1, 0))
    terms["gan_projected"].backward()

    assert "gan" not in terms
    assert networks.painter.decoder.mlp[0].weight.grad.abs().max() > 0
    assert all(weight.grad is None for weight in [*networks.projected.parameters(), *trunk.parameters()])
    telling = objective.discriminator_terms(judged)
    assert set(telling) == {"discriminator_projected"}
    telling["discriminator_projected"].backward()
    assert all(weight.grad is not None for weight in networks.projected.parameters())
    assert all(weight.grad is None for weight in trunk.parameters())


def test_the_second_judge_sees_paintings_of_unpaired_drawings_too(vgg_weights):
    networks = build(NETWORK, 0, projected=True)
    objective = Objective(networks, replace(ONE_WAY, projected_weight=1.0), PerceptualLoss(vgg_weights, deep=True))

    _, judged = objective.generator_terms(0, _batch(), noise_of(0, 0))

    assert len(judged[0].painted) == 2
    assert len(judged[1].painted[0]) == 4
    assert len(judged[1].real[0]) == 2


def test_the_deep_distance_is_of_pairs_and_needs_no_judge(vgg_weights):
    networks, batch = build(NETWORK, 0), _batch()
    objective = Objective(networks, replace(ONE_WAY, deep_weight=2.0), PerceptualLoss(vgg_weights, deep=True))

    terms, judged = objective.generator_terms(0, batch, noise_of(0, 0))

    assert terms["deep"] > 0
    assert len(judged) == 1
    pictures = [batch.painting, batch.loose]
    augment = Augment((), 2, noise_of(0, 0))
    (eyes,) = objective.eyes
    assert look(eyes, pictures, batch.painting, augment).apart() == 0
    assert look(eyes, pictures[::-1], batch.painting, augment).apart() > 0


def test_judges_of_what_two_networks_see_learn_side_by_side(vgg_weights, lite_weights):
    networks = build(NETWORK, 0, projected=True, lite=True)
    trunks = PerceptualLoss(vgg_weights, deep=True), LiteFeatures(lite_weights)
    objective = Objective(networks, replace(ONE_WAY, projected_weight=1.0, lite_weight=2.0), *trunks)

    terms, judged = objective.generator_terms(0, _batch(), noise_of(0, 0))
    terms["gan_lite"].backward()

    assert terms["gan_projected"] != terms["gan_lite"]
    assert networks.painter.decoder.mlp[0].weight.grad.abs().max() > 0
    assert all(weight.grad is None for judge in (networks.lite, *trunks) for weight in judge.parameters())
    telling = objective.discriminator_terms(judged)
    assert set(telling) == {"discriminator", "discriminator_projected", "discriminator_lite"}
    telling["discriminator_lite"].backward()
    assert all(weight.grad is not None for weight in networks.lite.parameters())
    assert all(weight.grad is None for weight in networks.projected.parameters())


def test_a_third_judge_without_eyes_is_refused():
    with pytest.raises(ValueError, match="EfficientNet-Lite1"):
        Objective(build(NETWORK, 0, lite=True), replace(ONE_WAY, lite_weight=1.0), None)


def test_a_second_judge_without_eyes_is_refused():
    for weight in ("projected_weight", "deep_weight"):
        with pytest.raises(ValueError, match="VGG16"):
            Objective(build(NETWORK, 0), replace(ONE_WAY, **{weight: 1.0}), None)


def test_colour_is_never_changed_on_the_sketch_side():
    objective = Objective(build(NETWORK, 0, two_way=True), replace(MUNIT, diff_augment="color,cutout"), None)

    assert objective.painting.policies == ("color", "cutout")
    assert objective.sketch.policies == ("cutout",)


def test_a_cycle_without_a_way_back_is_refused():
    with pytest.raises(ValueError, match="two_way"):
        Objective(build(NETWORK, 0), replace(ONE_WAY, cycle_weight=1.0), None)


@pytest.mark.parametrize(("share", "drawn"), [(0.0, 0), (0.25, 2), (0.5, 4), (1.0, 8)])
def test_the_prior_gives_its_share_of_wished_styles(share, drawn):
    encoded = torch.full((8, 3), 7.0)

    wished = wished_styles(encoded, share, noise_of(0, 0))

    assert wished.ne(7).all(dim=1).sum() == drawn
