"""What the tests of this room share: fake handles, one real cluster, the shipped numbers, a sketch."""

import gc
import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Awaitable, Callable, Generator, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from model.item import Item
from model.sketch import Sketch
from tests.conftest import find_free_port

CONFIG = Path(__file__).parents[2] / "serve_config.yaml"

# Ray reads these when it is imported, which the test modules do.
os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32))


class FakeCall:
    """The answer to one call, as a handle gives it."""

    def __init__(self, answer: Awaitable[Any]) -> None:
        self._answer, self.cancelled = answer, False

    def __await__(self) -> Generator[Any, None, Any]:
        return self._answer.__await__()

    def cancel(self) -> None:
        self.cancelled = True


class FakeMethod:
    """A handle's method: remembers its calls; `function` is what the replica would do."""

    def __init__(self, function: Callable[..., Awaitable[Any]]) -> None:
        self._function = function
        self.calls: list[FakeCall] = []

    def remote(self, *arguments: Any) -> FakeCall:
        self.calls.append(FakeCall(self._function(*arguments)))
        return self.calls[-1]


class FakeReplica:
    """Both deployments in one; what a test doesn't say goes well."""

    def __init__(self, sketch: Sketch, **functions: Callable[..., Awaitable[Any]]) -> None:
        async def prepare(upload: bytes, ink: float) -> Sketch:
            return sketch

        async def paint(item: Item) -> np.ndarray:
            return np.full((4, 4, 3), item.seed, np.uint8)

        async def look(upload: bytes) -> np.ndarray:
            return np.full((256, 256, 3), len(upload), np.uint8)

        async def ready() -> bool:
            return True

        known = {"prepare": prepare, "look": look, "paint": paint, "ready": ready}
        for name, function in {**known, **functions}.items():
            setattr(self, name, FakeMethod(function))


@pytest.fixture
def shipped() -> dict[str, Any]:
    """serve_config.yaml, as it is shipped."""
    return yaml.safe_load(CONFIG.read_text(encoding="utf-8"))


@pytest.fixture
def sketch() -> Sketch:
    """A prepared sketch of nothing in particular."""
    lines = np.full((256, 256), 255, np.uint8)
    lines[100:105, 50:200] = 0
    return Sketch(lines, 255 - lines, (0, 0, 256))


@pytest.fixture
def fake_replica(sketch: Sketch) -> Callable[..., FakeReplica]:
    """Makes a FakeReplica of what its methods shall do: fake_replica(paint=...)."""
    return partial(FakeReplica, sketch)


@pytest.fixture(scope="session")
def ray_cluster() -> Iterator[None]:
    """A Ray and a Serve of our own. Its CPUs and its GPU are seats: there need not be that many."""
    import ray
    from ray import serve

    folder = tempfile.mkdtemp(prefix="s2a-")  # short: the paths of unix sockets are
    ray.init(
        address="local",
        num_cpus=8,
        num_gpus=1,
        include_dashboard=False,
        object_store_memory=100 * 2**20,
        namespace="serve",
        log_to_driver=False,
        _temp_dir=folder,
    )
    serve.start(http_options={"host": "127.0.0.1", "port": find_free_port()})
    yield
    serve.shutdown()
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        ray.shutdown()
        gc.collect()  # now: Ray forgets its processes before they have gone
    shutil.rmtree(folder, ignore_errors=True)
