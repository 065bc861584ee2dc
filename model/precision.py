"""Which numbers are computed in halves, and which must not be."""

from contextlib import AbstractContextManager, nullcontext

import torch
from torch import nn


def gains_from_bf16(device: torch.device) -> bool:
    """On GPUs, and on CPUs with bf16 instructions; elsewhere it is emulated and slower."""
    if device.type == "cpu":
        return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return True


def in_full(device: torch.device) -> AbstractContextManager:
    """float32 for what autocast would do in halves."""
    if not torch.amp.is_autocast_available(device.type):  # "meta", where costs are counted
        return nullcontext()
    return torch.autocast(device.type, enabled=False)


def halve_weights(network: nn.Module) -> None:
    """Does once to the weights of convolutions what autocast does at every call to those that do not learn."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            module.to(torch.bfloat16)
