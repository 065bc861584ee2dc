"""Why blank pictures are rejected: one of them makes gradients overflow (4.9e20 was measured on MUNIT)."""

import numpy as np
import pytest
import torch

from model.config import NetworkConfig
from model.dataset import Pairs
from model.networks import SketchPainter
from model.transforms import to_tensor


def _steepest(sketch: np.ndarray) -> float:
    """The largest gradient that one step on this sketch gives a tiny painter. uint8 (64, 64, 3)."""
    torch.manual_seed(0)
    network = NetworkConfig(image_px=64, channels=8, res_blocks=2, mlp_dim=16)
    painter = SketchPainter(network)
    painted = painter.decoder(painter.content(to_tensor(sketch[None])), torch.randn(1, network.style_dim))
    (painted - torch.randn_like(painted)).abs().mean().backward()
    return max(float(weight.grad.abs().max()) for weight in painter.parameters() if weight.grad is not None)


def test_an_all_white_sketch_makes_gradients_explode_and_a_drawn_one_does_not():
    white = np.full((64, 64, 3), 255, np.uint8)
    drawn = white.copy()
    drawn[20:44, 30:34] = 0

    assert _steepest(drawn) < 10
    assert _steepest(white) > 1e10  # 4.6e14 when this was written


@pytest.mark.parametrize("doodle_share", [0.0, 0.5, 1.0])
def test_no_batch_holds_a_picture_of_one_even_tone(prepared, doodle_share):
    data = Pairs(prepared)

    for step in range(10):
        batch = data.batch(step, size=8, image_px=64, seed=0, doodle_share=doodle_share)
        for pictures in (batch.sketch, batch.painting, batch.loose):
            assert pictures.flatten(1).std(dim=1).min() > 1e-3
