"""The last level of a decoder: its painting at twice the size, learned alone when all else stands still.

Enlarging keeps what a painting shows; what it lacks are the edges, hairs and grain that only the larger size has room
for. No norm here, unlike in every other level: each place is seen by itself, as for enlarging it should be. And no
pixel blocks, which would show as a grid: what is about to be rectified is enlarged, and rectifying makes edges of it.
Only what the smaller size has no room for is put in; sharpening beyond that looked less like real paintings.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from model.config import NetworkConfig
from model.hints import Strokes
from model.layers import Surface


class FineLevel(nn.Module):
    """A painting, its sketch and its style -> the painting enlarged, with what it lacks put in."""

    def __init__(self, config: NetworkConfig):
        super().__init__()
        width = config.fine_channels
        # Zeros around, not reflections: at this size padding by hand costs as much as the convolution.
        self.seen = nn.Conv2d(3 + 3, width, 5, padding=2)
        maps = (config.noise_maps, config.stroke_maps)
        self.surface = (
            Surface(config.mlp_dim, width, *maps, stocked=config.materials) if config.noise_maps else None
        )
        self.mixed = nn.Conv2d(width, width, 3, padding=1)
        self.edges = nn.Conv2d(width, width // 2, 3, padding=1)
        self.last = nn.Conv2d(width // 2, 3, 3, padding=1)

    def forward(
        self, painting: Tensor, sketch: Tensor, hidden: Tensor, noise: torch.Generator | None, strokes: Strokes | None
    ) -> Tensor:
        """painting, sketch: (B, 3, P, P) -> (B, 3, 2P, 2P). The others as in layers.Surface."""
        x = self.seen(torch.cat([painting, sketch], dim=1)).float()  # (B, F, P, P)
        if self.surface is not None:
            x = self.surface(x, hidden, noise, strokes)
        x = self.edges(_rectified(self.mixed(_rectified(x))))  # (B, F/2, P, P)
        x = _rectified(_enlarged(x))  # (B, F/2, 2P, 2P)
        lacking = self.last(x).float()
        return _enlarged(painting - functional.avg_pool2d(lacking, 2)) + lacking  # made small, it is as it was


def _rectified(x: Tensor) -> Tensor:
    """Leaky: of so few channels none shall die."""
    return functional.leaky_relu(x, 0.2)


def _enlarged(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2, mode="bilinear")
