"""How a release's weights are written: float16, or, where that takes more than a release may, 8 bits a channel.

Of 8 bits, each output channel of a large weight has a scale of its own, kept beside it (per-channel symmetric
quantisation, Krishnamoorthi 2018); the network still computes with what comes of them, in floats.
"""

from collections.abc import Mapping

import torch
from safetensors.torch import load, save
from torch import Tensor

LIMIT_BYTES = 16 * 2**20
"""Of a release's weights."""

_SCALE = ".scale"
_SMALLEST = 2**15
"""Numbers in a weight that is worth 8 bits: the last layers, where it would show, are smaller."""


def packed(weights: Mapping[str, Tensor]) -> bytes:
    """A safetensors file of a network's float weights."""
    halves = save({name: weight.half().contiguous() for name, weight in weights.items()})
    if len(halves) <= LIMIT_BYTES:
        return halves
    stored: dict[str, Tensor] = {}
    for name, weight in weights.items():
        if weight.ndim > 1 and weight.numel() >= _SMALLEST:
            stored |= _in_8_bits(name, weight.float())
        else:
            stored[name] = weight.half().contiguous()
    return save(stored)


def unpacked(file: bytes) -> dict[str, Tensor]:
    """The weights in such a file, float32. Raises safetensors.SafetensorError for what is none."""
    stored = load(file)
    scales = {name.removesuffix(_SCALE): stored.pop(name) for name in list(stored) if name.endswith(_SCALE)}
    weights = {name: weight.float() for name, weight in stored.items()}
    for name, scale in scales.items():
        weights[name] *= _for_each_channel(scale, weights[name])
    return weights


def bits(file: bytes) -> int:
    """In how many the large weights of such a file are kept: 16 or 8."""
    return 8 if any(weight.dtype == torch.int8 for weight in load(file).values()) else 16


def _in_8_bits(name: str, weight: Tensor) -> dict[str, Tensor]:
    largest = weight.flatten(1).abs().amax(dim=1)
    scale = (largest / 127).clamp(min=torch.finfo(torch.float32).tiny)
    steps = (weight / _for_each_channel(scale, weight)).round()
    return {name: steps.to(torch.int8).contiguous(), name + _SCALE: scale}


def _for_each_channel(scale: Tensor, weight: Tensor) -> Tensor:
    """A scale for each output channel, in a shape that a weight can be multiplied by."""
    return scale.view(-1, *[1] * (weight.ndim - 1))
