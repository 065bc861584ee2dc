"""The Painter: a thin batched shell over the network, which is a plain function over lists of items."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import ray
from numpy.typing import NDArray
from ray import serve

from model.item import Item

from . import logs
from .metrics import BATCH_SECONDS, BATCH_SIZE, CACHE_HITS, PAINTER, QUEUE_WAIT_SECONDS, Meters
from .settings import Batching

BARREN_BATCHES = 3
"""Batches in a row of which nothing came, after which a painter counts as broken."""

Result = NDArray[np.uint8] | Exception


class ForeignRelease(Exception):
    """The answer of a painter to an item of a release that it does not have: another painter may."""



class Network(Protocol):
    """Paints lists of items; what comes back has a painting, or what went wrong with it, in each place.

    hits: how often it had met an item's sketch before; loaded: the releases that it has, by name.
    """

    hits: int
    loaded: Mapping[str, object]

    def paint(self, items: Sequence[Item]) -> Sequence[Result]: ...


Load = Callable[[Sequence[Path], str, int], Network]
"""load(folders, device, cache_size): `device` is one of Settings.device."""


def choose_device(wanted: str, *, lent_gpus: Sequence[str], has_cuda: Callable[[], bool]) -> str:
    """Where to paint: "cpu" or "cuda". `wanted` is one of Settings.device.

    A GPU that Ray did not lend may belong to somebody else; one that it did lend may be no more than
    a number in its ledger.
    """
    if wanted != "auto":
        return wanted
    return "cuda" if lent_gpus and has_cuda() else "cpu"


def load_network(folders: Sequence[Path], device: str, cache_size: int) -> Network:
    """The trained network. Torch is imported here: only a process that paints pays for it."""
    import torch

    from model.painter import Painter as TrainedNetwork

    lent_gpus = ray.get_runtime_context().get_accelerator_ids()["GPU"]
    device = choose_device(device, lent_gpus=lent_gpus, has_cuda=torch.cuda.is_available)
    return TrainedNetwork(folders, device=device, cache_size=cache_size)


@serve.deployment
class Painter:
    """Paints what is asked of it, together with whatever else is waiting."""

    def __init__(self, folders: Sequence[Path], *, device: str, cache_size: int, load: Load = load_network) -> None:
        logs.join()
        self._meters = Meters(PAINTER)
        self._network = load(folders, device, cache_size)
        self._barren_batches = 0

    def reconfigure(self, user_config: dict[str, Any]) -> None:
        """Takes over new batching numbers, live. Raises pydantic.ValidationError."""
        batching = Batching.model_validate(user_config)
        self._paint_batch.set_max_batch_size(batching.max_batch_size)
        self._paint_batch.set_batch_wait_timeout_s(batching.batch_wait_timeout_s)

    async def paint(self, item: Item) -> NDArray[np.uint8] | ForeignRelease:
        """One painting: uint8 (S, S, 3). Raises model.item.PaintingError.

        While the releases are changed, fronts and painters that know different ones meet.
        """
        if item.release not in self._network.loaded:
            return ForeignRelease(f"This painter does not have {item.release}.")
        result = await self._paint_batch((item, time.monotonic()))
        if isinstance(result, Exception):
            raise result
        return result

    @serve.batch
    async def _paint_batch(self, waiting: list[tuple[Item, float]]) -> Sequence[Result]:
        # Computed inline: a handler that awaits makes Serve cut the queue into batches of one.
        started, hits = time.monotonic(), self._network.hits
        self._barren_batches += 1
        results = self._network.paint([item for item, _ in waiting])
        if not all(isinstance(result, Exception) for result in results):
            self._barren_batches = 0
        self._tell([started - arrived for _, arrived in waiting], time.monotonic() - started, hits)
        return results

    def _tell(self, waits_s: Sequence[float], batch_s: float, hits_before: int) -> None:
        for wait_s in waits_s:
            self._meters.observe(QUEUE_WAIT_SECONDS, wait_s)
        self._meters.observe(BATCH_SIZE, len(waits_s))
        self._meters.observe(BATCH_SECONDS, batch_s)
        self._meters.count(CACHE_HITS, by=self._network.hits - hits_before)

    async def ready(self) -> bool:
        """Answers between two batches."""
        return True

    async def check_health(self) -> None:
        """Has Serve replace a painter that has only failed lately: its GPU may be gone."""
        if self._barren_batches >= BARREN_BATCHES:
            raise RuntimeError(f"Nothing came of the last {self._barren_batches} batches.")
