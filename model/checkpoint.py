"""A training state on disk: networks, optimisers, step and configs; written whole or not at all."""

import dataclasses
import os
from pathlib import Path
from typing import Any

import torch

from model.config import NetworkConfig, TrainConfig
from model.networks import Networks

NAME = "checkpoint.pt"
"""Of the file in a run's folder."""


def save(
    path: Path,
    networks: Networks,
    optimisers: dict[str, torch.optim.Optimizer],
    *,
    step: int,
    network: NetworkConfig,
    train: TrainConfig,
) -> None:
    """A whole training state."""
    state = {
        "step": step,
        "network": dataclasses.asdict(network),
        "train": dataclasses.asdict(train),
        "modules": {name: module.state_dict() for name, module in networks.modules().items()},
        "optimisers": {name: optimiser.state_dict() for name, optimiser in optimisers.items()},
    }
    write(path, state)


def write(path: Path, state: dict[str, Any]) -> None:
    """Writes to a neighbour first, so that a crash leaves the previous checkpoint."""
    draft = path.with_suffix(".draft")
    torch.save(state, draft)
    os.replace(draft, path)


def read(path: Path) -> dict[str, Any]:
    """The saved state as plain data and tensors; nothing in the file is executed."""
    return torch.load(path, map_location="cpu", weights_only=True)


def restore(state: dict[str, Any], networks: Networks, optimisers: dict[str, torch.optim.Optimizer]) -> None:
    """Puts a saved state into freshly built networks and optimisers."""
    for name, module in networks.modules().items():
        module.load_state_dict(state["modules"][name])
    for name, optimiser in optimisers.items():
        optimiser.load_state_dict(state["optimisers"][name])
