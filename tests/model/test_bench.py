"""model.bench: the figures exist and agree with one another."""

import pytest

from model import rehearsal
from model.bench import bench
from model.config import NetworkConfig, TrainConfig


def test_the_figures_agree_with_one_another():
    network = NetworkConfig(image_px=64, channels=4, res_blocks=1, mlp_dim=8)

    figures = bench(network, TrainConfig(batch=2, slow_every=2), "cpu", rounds=1)

    assert figures["pairs_per_s"] == pytest.approx(2 / (figures["step_ms"] / 1e3), rel=0.05)
    reached = figures["step_gflop"] / figures["step_ms"]  # GFLOP per ms is TFLOP per s
    assert figures["share_of_matmul"] == pytest.approx(reached / figures["matmul_tflops"], rel=0.1)
    assert figures["content_ms"] > 0
    assert figures["each_style_ms"] > 0


def test_preparing_a_photo_is_measured_from_its_file_to_its_pair():
    figures = rehearsal.figures(ways=1)

    minutes = 4000 / figures["photos_per_s_a_core"] / 2 / 60
    assert figures["minutes_for_4000_photos_on_2_cores"] == pytest.approx(minutes, rel=0.1)
