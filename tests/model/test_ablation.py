"""model.ablation: every variant is judged on the same drawings, and nothing is left out of the table."""

import argparse

import numpy as np
import pytest

from model import ablation, bootstrap, checkpoint, heldback
from model.config import NetworkConfig, TrainConfig, add_flags, from_flags
from model.dataset import Pairs
from model.networks import build


class Inkmeter:
    """A judge who only knows how dark a picture is."""

    def figures(self, pictures, drawings):
        return {"calm": bootstrap.mean(pictures.mean(axis=(1, 2, 3)) / 255)}


class Indifferent:
    def reference(self, painted):
        return bootstrap.mean(np.ones(len(painted)))


@pytest.fixture(scope="module")
def held(prepared):
    return heldback.of(Pairs(prepared, "test"), 6)


def _configs(variant: str) -> tuple[NetworkConfig, TrainConfig]:
    parser = argparse.ArgumentParser()
    for config in (NetworkConfig, TrainConfig):
        add_flags(parser, config)
    flags = parser.parse_args([*ablation.COMMON, *ablation.VARIANTS[variant]])
    return from_flags(NetworkConfig, flags), from_flags(TrainConfig, flags)


def test_each_variant_is_the_one_before_it_and_one_thing_more():
    networks, trains = zip(*map(_configs, ablation.VARIANTS), strict=True)

    assert [network.arch for network in networks[:3]] == ["munit", "munit_prime", "munit_prime_pono_ms"]
    assert [network.masks for network in networks] == [False, False, False, True, True]
    assert [train.anchor_weight for train in trains] == [0, 0, 0, 0, 10]
    assert len({network.channels for network in networks}) == len({train.batch for train in trains}) == 1


def test_results_of_two_seeds_become_a_table_and_a_picture(held, tmp_path):
    config = NetworkConfig(image_px=16, channels=4, res_blocks=1, mlp_dim=8)
    results = []
    for variant in ("munit", "+ masks"):
        for seed in (0, 1):
            run = tmp_path / f"{variant}{seed}"
            run.mkdir()
            checkpoint.save(run / "checkpoint.pt", build(config, seed), {}, step=1, network=config, train=TrainConfig())
            results.append(ablation.judged(run, variant, seed, held, Inkmeter(), Indifferent()))

    titles = {drawings.kind: drawings.kind for drawings in held.kinds}
    table, sheet = ablation.table(results, titles), ablation.sheet(results, held)

    assert "| pictures | munit | + masks |" in table
    assert "1.00 (1.00 to 1.00)" in table
    assert table.count("| calm") == len(held.kinds)
    assert sheet.width == 3 * ablation._PICTURE_PX
