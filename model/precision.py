"""Which numbers are computed in halves, and which must not be."""

from contextlib import AbstractContextManager, nullcontext

import torch
from torch import nn


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
