"""What a painting costs: weights, multiplications, and milliseconds on this machine."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from model.bootstrap import Figure, mean
from model.config import NetworkConfig
from model.networks import SketchPainter

_RUNS = 7


@dataclass(frozen=True)
class Cost:
    """parameters: of content encoder and decoder. macs: of a first painting and of each further style."""

    parameters: int
    macs_first: int
    macs_further: int


@torch.inference_mode()
def count(config: NetworkConfig) -> Cost:
    """Without any weights: on torch's meta device, which only knows shapes."""
    with torch.device("meta"):
        painter = SketchPainter(replace(config, parts=False))  # counting parts multiplies nothing, and needs pixels
        sketch = torch.zeros(1, 3, config.image_px, config.image_px)
        style = torch.zeros(1, config.style_dim)
    content = painter.content(sketch)
    further = _macs(lambda: painter.decoder(content, style))
    first = further + _macs(lambda: painter.content(sketch))
    return Cost(_weights(painter.content) + _weights(painter.decoder), first, further)


def milliseconds(work: Sequence[Callable[[], object]], *, runs: int = _RUNS) -> list[Figure]:
    """Mean wall-clock time of each piece of work, done one after the other `runs` times after one warm-up."""
    taken: list[list[float]] = [[] for _ in work]
    for run in range(runs + 1):
        for piece, times in zip(work, taken, strict=True):
            began = time.perf_counter()
            piece()
            if run:
                times.append(1000 * (time.perf_counter() - began))
    return [mean(times) for times in taken]


def _weights(module: nn.Module) -> int:
    return sum(weight.numel() for weight in module.parameters())


def _macs(call: Callable[[], object]) -> int:
    with FlopCounterMode(display=False) as counter:
        call()
    return counter.get_total_flops() // 2  # a multiplication and an addition are counted as two
