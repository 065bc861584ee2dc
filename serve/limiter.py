"""Who keeps count of the clients: one for a front alone, or one that all fronts ask.

In memory and not in the database: a refusal must cost nothing, a flood must not fill the log of writes that
the paintings need, and a minute's count is no loss when its keeper dies.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from typing import Any

import ray
from ray.exceptions import RayError

NAME = "sketch2art-limiter"
NAMESPACE = "serve"

PATIENCE_S = 0.5
"""A limiter protects the painters; when it does not answer they are asked without it."""

MINUTE_S = 60.0
MAX_CLIENTS = 100_000
"""Remembered at once, some 20 MB; beyond, those that were silent longest are forgotten."""

logger = logging.getLogger(__name__)


class Buckets:
    """The generic cell rate algorithm: a minute's allowance at once, then one more each time one has trickled in.

    A client's only trace is the time at which its bucket will be full again.
    """

    def __init__(self, max_clients: int = MAX_CLIENTS):
        self._max_clients = max_clients
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def admit(self, who: str, per_minute: int, now_s: float | None = None) -> float:
        """See gallery.rates.Admit. now_s: seconds of a clock that never goes back."""
        now = time.monotonic() if now_s is None else now_s
        full_at = max(self._full_at.get(who, now), now) + MINUTE_S / per_minute
        wait_s = full_at - now - MINUTE_S
        if wait_s > 1e-6:  # nothing but what floats leave of equal numbers
            return wait_s
        self._full_at[who] = full_at
        self._full_at.move_to_end(who)
        if len(self._full_at) > self._max_clients:
            self._full_at.popitem(last=False)
        return 0.0


class OwnCount:
    """For the only front there is."""

    def __init__(self) -> None:
        self._buckets = Buckets()

    async def admit(self, who: str, per_minute: int) -> float:
        return self._buckets.admit(who, per_minute)


class SharedCount:
    """For one of several fronts: asks the one actor that keeps count for all.

    The front that is there first makes it, and takes it along when it ends; the next one to miss it makes another.
    """

    def __init__(self) -> None:
        self._actor: Any = _find_or_make()
        ray.get(self._actor.__ray_ready__.remote())

    async def admit(self, who: str, per_minute: int) -> float:
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._actor.admit.remote(who, per_minute)
        except TimeoutError:  # the handle is kept: the actor lives as long as its maker's does
            logger.warning("The limiter is slow; somebody came in uncounted.")
        except RayError as error:
            logger.warning("The limiter died; somebody came in uncounted.", exc_info=error)
            self._actor = await asyncio.to_thread(_find_or_make)
        return 0.0


def _find_or_make() -> Any:
    actor = ray.remote(Buckets).options(name=NAME, namespace=NAMESPACE, get_if_exists=True, num_cpus=0)
    return actor.remote()
