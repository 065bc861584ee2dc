"""The whole system, killed, flooded and used for long: only with --soak, for hours and timings are in it."""

import itertools
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
import pytest
import yaml

from tests.bench import load
from tests.faults.history import History, complaints
from tests.faults.visitors import Visitors
from tests.system import System, doodle, title, wait_until

pytestmark = [pytest.mark.soak, pytest.mark.ray]

KILLS, KILL_EVERY_S, BACK_WITHIN_S = 20, 30, 20
ROUNDS = 10
FLOOD_S, REFUSED_WITHIN_S, GOODPUT = 120, 0.25, 0.9
USE_S, WARM_S, GROWTH_MB_PER_MIN = 1_800, 600, 1.0


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    with System(tmp_path) as running:
        running.wait_until_ready()
        yield running


@pytest.fixture
def pairs(tmp_path: Path) -> Iterator[System]:
    """Two preprocessors and two painters."""
    running = System(tmp_path)
    path = tmp_path / "config.yaml"
    config = yaml.safe_load(path.read_text())
    for deployment in config["applications"][0]["deployments"]:
        deployment["num_replicas"] = 1 if deployment["name"] == "Front" else 2
    path.write_text(yaml.safe_dump(config))
    with running:
        running.wait_until_ready()
        yield running


def test_painters_that_are_killed_all_the_time_cost_nobody_anything(pairs: System) -> None:
    history = History(pairs.folder / "history")
    with Visitors(pairs.address, history, sketch=doodle, pause_s=1):
        for turn in range(KILLS):
            time.sleep(KILL_EVERY_S)
            victims = replicas(pairs, random.Random(turn).choice(("Painter", "Preprocessor")))
            victims[0].kill()
            wait_until(lambda gone=victims[0].pid: crew_is_whole(pairs, gone), BACK_WITHIN_S)

    told = Counter(one.status for one in history.operations)
    longest_s = max(one.ended_s - one.started_s for one in history.operations)
    assert sum(count for status, count in told.items() if status in (200, 201, 204, 503)) >= 0.99 * told.total(), told
    assert longest_s < 30
    assert list(complaints(history, pairs.client)) == []


def replicas(system: System, deployment: str) -> list[psutil.Process]:
    name = f"ray::ServeReplica:sketch2art:{deployment}"
    return [one for one in system.processes() if title(one).startswith(name)]


def crew_is_whole(system: System, gone: int) -> bool:
    crew = [*replicas(system, "Painter"), *replicas(system, "Preprocessor")]
    return len(crew) == 4 and gone not in {one.pid for one in crew}


def test_everything_that_is_killed_again_and_again_keeps_its_word(system: System) -> None:
    history, numbers = History(system.folder / "history"), itertools.count()
    for _ in range(ROUNDS):
        with Visitors(system.address, history, sketch=doodle, numbers=numbers):
            time.sleep(5)
            system.kill()
        system.restart()

    assert history.of("submit", "ok")
    assert list(complaints(history, system.client)) == []


def test_five_times_what_can_be_taken_is_refused_at_once_and_the_rest_is_painted(system: System) -> None:
    styles = "1,2,3,4"
    alone = load.opened(system.address, styles, 0.3, 20)
    most = load.closed(system.address, lambda client, upload, _: taken(client, upload, styles), 4, 16, FLOOD_S / 2)
    most_per_s = most.paintings / most.seconds

    much = load.opened(system.address, styles, 5 * most_per_s, FLOOD_S)
    after = load.opened(system.address, styles, most_per_s / 2, FLOOD_S / 2)

    assert much.others == after.others == []
    assert len(much.taken_s) / much.seconds >= GOODPUT * most_per_s
    assert np.percentile(much.refused_s, 99) <= REFUSED_WITHIN_S
    assert after.refused_s == []
    assert np.median(after.taken_s) <= 3 * np.median(alone.taken_s)


def taken(client: load.httpx.Client, upload: bytes, styles: str) -> int:
    answer = client.post("/api/v1/paintings", files={"sketch": upload}, data={"styles": styles})
    return int(answer.status_code == 201)


def test_nothing_grows_while_it_is_used_for_long(system: System) -> None:
    history = History(system.folder / "history")
    memory, files = [], []
    with Visitors(system.address, history, sketch=sometimes_broken, people=2, pause_s=0.5):
        began = time.monotonic()
        while time.monotonic() - began < USE_S:
            time.sleep(30)
            if time.monotonic() - began > WARM_S:
                memory.append(total(system, lambda one: one.memory_info().rss / 1e6))
                files.append(total(system, psutil.Process.num_fds))

    per_minute = 2 * np.polyfit(range(len(memory)), memory, 1)[0]
    assert per_minute < GROWTH_MB_PER_MIN, memory
    assert max(files) - min(files) < 60, files
    assert not [one for one in history.operations if one.status >= 500 and one.status != 503]
    assert list(complaints(history, system.client)) == []
    assert system.stop(signal.SIGTERM) == 0


def total(system: System, measure: Callable[[psutil.Process], float]) -> float:
    found = 0.0
    for process in system.processes():
        with suppress(psutil.NoSuchProcess):  # some come and go
            found += measure(process)
    return found


def sometimes_broken(number: int) -> bytes:
    return doodle(number)[:-100] if number % 50 == 0 else doodle(number)
