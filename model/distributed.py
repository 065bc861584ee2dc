"""Several processes, one training: gradients are averaged, everything else each does alike by itself.

Under `torchrun` the environment says who is who; without it there is one process and nothing here does anything.
Equal seeds give equal networks, and equal gradients keep them equal, so nothing else has to be sent.
"""

from collections.abc import Iterable

import torch
from torch import distributed, nn


def start(device: str) -> str:
    """Joins the others, if there are any; returns this process's own device."""
    if not distributed.is_torchelastic_launched():
        return device
    if device != "cuda":
        distributed.init_process_group("gloo")
        return device
    own = distributed.get_node_local_rank()
    torch.cuda.set_device(own)
    distributed.init_process_group("nccl")
    return f"cuda:{own}"


def finish() -> None:
    """Leaves the others, after waiting for them."""
    if distributed.is_initialized():
        distributed.barrier()
        distributed.destroy_process_group()


def rank() -> int:
    """This process's number; 0 writes the files."""
    return distributed.get_rank() if distributed.is_initialized() else 0


def world() -> int:
    """How many processes there are."""
    return distributed.get_world_size() if distributed.is_initialized() else 1


def average_gradients(parameters: Iterable[nn.Parameter]) -> None:
    """Every gradient becomes its mean over the processes, in one exchange."""
    if world() == 1:
        return
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    joined = torch.cat([gradient.flatten() for gradient in gradients])
    distributed.all_reduce(joined)
    parts = joined.div_(world()).split([gradient.numel() for gradient in gradients])
    for gradient, part in zip(gradients, parts, strict=True):
        gradient.copy_(part.view_as(gradient))


def of_first(value: float, device: torch.device) -> float:
    """Process 0's value, in all of them: clocks differ, and all must do the same at the same step."""
    if world() == 1:
        return value
    said = torch.tensor([value], dtype=torch.float64, device=device)
    distributed.broadcast(said, 0)
    return said.item()
