"""model.waypoints: every way's own point of the style space."""

import pytest
import torch

from model import waypoints
from model.palettes import WAYS


@pytest.mark.parametrize("style_dim", [8, 16])
def test_points_lie_where_the_prior_does_and_far_apart(style_dim):
    points = waypoints.points(style_dim)
    apart = torch.cdist(points, points) + 1e3 * torch.eye(len(points))

    assert points.shape == (len(WAYS), style_dim)
    assert torch.allclose(points.norm(dim=1), torch.tensor(style_dim**0.5), atol=1e-4)
    assert apart.min() > style_dim**0.5


def test_a_painting_with_a_borrowed_palette_keeps_its_own_code():
    style = torch.arange(16.0).view(2, 8)

    told = waypoints.of(torch.tensor([-1, 3]), style)

    assert torch.equal(told[0], style[0])
    assert torch.equal(told[1], waypoints.points(8)[3])
