"""Counting clients, for one front and for several."""

import asyncio
import contextlib
import time
from typing import Any

import psutil
import pytest
import ray
from ray.exceptions import RayActorError

from serve.limiter import NAME, NAMESPACE, Buckets, OwnCount, SharedCount


def test_a_minutes_allowance_may_be_spent_at_once_and_then_trickles_in() -> None:
    buckets = Buckets()

    at_once = [buckets.admit("ada", 6, 100.0) for _ in range(8)]
    later = [buckets.admit("ada", 6, now) for now in (109.9, 110.0, 110.1, 120.0)]

    assert at_once[:6] == [0] * 6
    assert at_once[6:] == pytest.approx([10, 10])
    assert later == pytest.approx([0.1, 0, 9.9, 0])


def test_clients_do_not_spend_each_others_allowance() -> None:
    buckets = Buckets()

    assert [buckets.admit("ada", 1, 0.0), buckets.admit("bob", 1, 0.0)] == [0, 0]
    assert buckets.admit("ada", 1, 0.0) > 0


def test_whoever_was_silent_longest_is_forgotten_first() -> None:
    buckets = Buckets(max_clients=2)
    for who in ("ada", "bob", "ada", "cleo"):
        buckets.admit(who, 2, 0.0)

    assert buckets.admit("ada", 2, 0.0) > 0
    assert buckets.admit("bob", 2, 0.0) == 0


def test_no_more_than_the_allowance_comes_in_over_a_long_time() -> None:
    buckets = Buckets()

    admitted = sum(buckets.admit("ada", 30, step / 10) == 0 for step in range(6_000))

    assert 30 * 10 + 30 - 1 <= admitted <= 30 * 10 + 30  # the clock ends a step before the last one is due


def test_the_only_front_keeps_count_itself() -> None:
    async def three() -> list[float]:
        count = OwnCount()
        return [await count.admit("ada", 2) for _ in range(3)]

    *first, last = asyncio.run(three())

    assert first == [0, 0]
    assert 29 < last <= 30


@pytest.mark.ray
@pytest.mark.usefixtures("ray_cluster")
def test_a_limiter_that_is_slow_is_not_waited_for_and_forgets_nothing() -> None:
    async def story() -> tuple[float, list[float]]:
        count = SharedCount()
        await count.admit("ada", 1)
        (limiter,) = [one for one in psutil.Process().children(True) if "ray::Buckets" in " ".join(one.cmdline())]
        limiter.suspend()
        uncounted = await count.admit("ada", 1)
        limiter.resume()
        await asyncio.sleep(1)
        return uncounted, [await count.admit("ada", 1)]

    uncounted, (again,) = asyncio.run(story())

    assert uncounted == 0
    assert again > 0


async def _kill(limiter: Any) -> None:
    """Returns when it is known to be dead: a call may still overtake the kill and be answered."""
    ray.kill(limiter)
    with contextlib.suppress(RayActorError):
        while await limiter.__ray_ready__.remote():
            pass


async def _next_limiter(front: SharedCount, patience_s: float = 30.0) -> Any:
    """The actor in place: one that is being made has no name for a moment, and whoever heard of no death makes none."""
    until = time.monotonic() + patience_s
    while True:
        try:
            return ray.get_actor(NAME, NAMESPACE)
        except ValueError:
            if time.monotonic() > until:
                raise
            await front.admit("somebody else", 1)


@pytest.mark.ray
@pytest.mark.usefixtures("ray_cluster")
def test_several_fronts_count_together_and_go_on_when_the_limiter_dies() -> None:
    async def story() -> tuple[list[float], float, list[float]]:
        one, other = SharedCount(), SharedCount()
        together = [await front.admit("ada", 2) for front in (one, other, one, other)]
        await _kill(ray.get_actor(NAME, NAMESPACE))
        uncounted = await one.admit("ada", 2)
        limiter = await _next_limiter(one)  # somebody missed it
        await limiter.__ray_ready__.remote()
        anew = [await front.admit("bob", 1) for front in (one, one)]
        return together, uncounted, anew

    together, uncounted, anew = asyncio.run(story())

    assert together[:2] == [0, 0]
    assert all(29 < wait_s <= 30 for wait_s in together[2:])
    assert uncounted == 0
    assert anew[0] == 0
    assert anew[1] > 0
