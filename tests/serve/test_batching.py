"""The shipped Painter on a real cluster, around networks that only count."""

import math
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import ray
from ray import cloudpickle, serve
from ray.serve.handle import DeploymentHandle

from model.item import Item
from model.sketch import Sketch
from serve.painter import Painter

pytestmark = [pytest.mark.ray, pytest.mark.usefixtures("ray_cluster")]

WAITING = 29

cloudpickle.register_pickle_by_value(sys.modules[__name__])  # the replicas can't import tests


@pytest.fixture
def numbers(shipped: dict[str, Any]) -> dict[str, Any]:
    """The Painter's own entry in serve_config.yaml, without what the machine must have."""
    (entry,) = [found for found in shipped["applications"][0]["deployments"] if found["name"] == "Painter"]
    return {key: value for key, value in entry.items() if key not in ("name", "ray_actor_options")}


class Gated:
    """Writes down the size of each batch, and paints once the file `gate` is there."""

    hits, loaded = 0, {"none": None}

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def paint(self, items: Sequence[Item]) -> list[np.ndarray]:
        with (self.folder / "batches").open("a") as batches:
            batches.write(f"{len(items)}\n")
        while not (self.folder / "gate").exists():
            time.sleep(0.01)
        return [np.full((1, 1, 3), item.seed, np.uint8) for item in items]


class Picky:
    """Can't paint the item with seed 1."""

    hits, loaded = 0, {"none": None}

    def paint(self, items: Sequence[Item]) -> list[np.ndarray | Exception]:
        return [ValueError("unpaintable") if item.seed == 1 else np.zeros((1, 1, 3)) for item in items]


class Breakable:
    """Broken for good if the file `broken` was there when it was loaded."""

    hits, loaded = 0, {"none": None}

    def __init__(self, folder: Path) -> None:
        self.broken = (folder / "broken").exists()

    def paint(self, items: Sequence[Item]) -> list[np.ndarray]:
        if self.broken:
            raise RuntimeError("the device is gone")
        return [np.zeros((1, 1, 3), np.uint8) for _ in items]


def start(name: str, load: Callable[..., Any], **options: Any) -> DeploymentHandle:
    deployment = Painter.options(graceful_shutdown_wait_loop_s=0.02, **options)
    return serve.run(deployment.bind([], device="cpu", cache_size=0, load=load), name=name, route_prefix=None)


def ongoing(name: str) -> int:
    """How many calls are at the application's one replica, in work or waiting."""
    (replica,) = [
        found["name"]
        for found in ray.util.list_named_actors(all_namespaces=True)
        if found["name"].startswith(f"SERVE_REPLICA::{name}#")
    ]
    return ray.get(ray.get_actor(replica, namespace="serve").get_num_ongoing_requests.remote())


def wait_until(claim: Callable[[], bool], timeout_s: float = 30) -> None:
    deadline = time.monotonic() + timeout_s
    while not claim():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)


def item(sketch: Sketch, seed: int) -> Item:
    return Item(sketch.lines, sketch.mask, "none", 0, seed)


def test_what_waits_behind_a_batch_rides_in_the_fewest_batches(
    tmp_path: Path, sketch: Sketch, numbers: dict[str, Any]
) -> None:
    numbers.pop("graceful_shutdown_wait_loop_s")
    handle = start("batching", lambda *_: Gated(tmp_path), **numbers)
    held = handle.paint.remote(item(sketch, 0))
    wait_until((tmp_path / "batches").exists)

    waiting = [handle.paint.remote(item(sketch, seed)) for seed in range(1, WAITING + 1)]
    wait_until(lambda: ongoing("batching") == min(1 + WAITING, numbers["max_ongoing_requests"]))
    (tmp_path / "gate").touch()
    painted = [response.result(timeout_s=30) for response in [held, *waiting]]

    batches = [int(line) for line in (tmp_path / "batches").read_text().split()]
    assert batches[0] == 1
    assert sum(batches[1:]) == WAITING
    assert len(batches[1:]) == math.ceil(WAITING / numbers["user_config"]["max_batch_size"]), batches
    assert [int(pixels[0, 0, 0]) for pixels in painted] == list(range(WAITING + 1))
    serve.delete("batching")


def test_an_item_that_fails_leaves_its_neighbours_alone(sketch: Sketch) -> None:
    handle = start("picky", lambda *_: Picky(), user_config={"max_batch_size": 3, "batch_wait_timeout_s": 10})
    responses = [handle.paint.remote(item(sketch, seed)) for seed in range(3)]

    with pytest.raises(ValueError, match="unpaintable"):
        responses[1].result(timeout_s=30)
    assert [responses[index].result(timeout_s=30).shape for index in (0, 2)] == [(1, 1, 3)] * 2
    serve.delete("picky")


def test_a_painter_whose_network_is_broken_is_replaced(tmp_path: Path, sketch: Sketch) -> None:
    (tmp_path / "broken").touch()
    batching = {"max_batch_size": 1, "batch_wait_timeout_s": 0}
    handle = start("broken", lambda *_: Breakable(tmp_path), user_config=batching, health_check_period_s=0.1)
    with pytest.raises(RuntimeError, match="the device is gone"):
        handle.paint.remote(item(sketch, 0)).result(timeout_s=30)

    (tmp_path / "broken").unlink()

    def paints() -> bool:
        try:
            return handle.paint.remote(item(sketch, 0)).result(timeout_s=30).shape == (1, 1, 3)
        except RuntimeError:
            return False

    wait_until(paints)
    serve.delete("broken")
