"""serve/deploy/rayservice.yaml's serveConfigV2, run: two nodes, two fronts, PostgreSQL, S3; a GPU that is a number.

What is changed of it: the address, and how many seats this machine's proxies listen at.
"""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.serve.cluster import CREW, System, Visitors, doodle, title, wait_until

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "serve" / "deploy"
RELEASES = ROOT / "model" / "releases"
START_TIMEOUT_S = 300
CHANGE_TIMEOUT_S = 400

pytestmark = [
    pytest.mark.ray,
    pytest.mark.skipif(not any(RELEASES.glob("*/config.json")), reason="model/releases/ is empty: nothing to serve"),
]


@pytest.fixture(scope="module")
def config(free_port: Callable[[], int]) -> dict[str, Any]:
    service = yaml.safe_load((DEPLOY / "rayservice.yaml").read_text(encoding="utf-8"))
    config = yaml.safe_load(service["spec"]["serveConfigV2"])
    config["http_options"].update(host="127.0.0.1", port=free_port())
    return config


@pytest.fixture(scope="module")
def environment(postgresql: Any, s3_server: Any) -> dict[str, str]:
    """What the secret and the pods of rayservice.yaml say, with a migrated database."""
    service = yaml.safe_load((DEPLOY / "rayservice.yaml").read_text(encoding="utf-8"))["spec"]["rayClusterConfig"]
    (head,) = service["headGroupSpec"]["template"]["spec"]["containers"]
    environment = os.environ | {entry["name"]: entry["value"] for entry in head["env"]} | {
        "DATABASE_URL": postgresql.url(postgresql.create()),
        "BLOB_URL": f"s3://{s3_server.create()}/blobs",
        "AWS_ENDPOINT_URL": s3_server.address,
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "gallery",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }  # fmt: skip
    (migration,) = yaml.safe_load_all((DEPLOY / "migrate.yaml").read_text(encoding="utf-8"))
    command = migration["spec"]["template"]["spec"]["containers"][0]["command"]
    subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    return environment


@pytest.fixture(scope="module")
def system(config: dict[str, Any], environment: dict[str, str]) -> Iterator[System]:
    folder = Path(tempfile.mkdtemp(prefix="s2a-"))  # short: the paths of unix sockets are
    running = System(folder, config["http_options"]["port"], environment)
    try:
        running.start()
        running.deploy(config)
        wait_until(running.is_ready, START_TIMEOUT_S, lambda: Counter(map(title, running.process.children(True))))
        yield running
    finally:
        orphans = running.stop()
        shutil.rmtree(folder, ignore_errors=True)
    assert orphans == []


def test_the_cluster_paints_with_a_crew_of_its_own_size(system: System) -> None:
    answer = system.paint(1, "random:4")

    assert answer.status_code == 201, answer.text
    assert len(answer.json()["paintings"]) == 4
    assert {name: len(system.replicas(name)) for name in CREW} == CREW


def test_one_name_of_a_request_is_in_the_log_of_all_three(system: System) -> None:
    name = "who-drew-this-house"
    assert system.paint(2, **{"x-request-id": name}).headers["x-request-id"] == name

    def writers() -> set[str]:
        return {line["deployment"] for line in system.lines() if line.get("request_id") == name}

    wait_until(lambda: writers() == {f"sketch2art_{part}" for part in CREW}, 20, writers)


def test_all_that_the_dashboard_shows_is_measured(system: System) -> None:
    panels = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))["panels"]
    shown = {name for panel in panels for one in panel["targets"] for name in re.findall(r"\bray_\w+", one["expr"])}
    broken = {"contentImage": b"\x89PNG\r\n\x1a\nbroken"}
    assert httpx.post(f"{system.address}/api/stylize", files=broken, timeout=60).status_code == 422
    unseen = {"ray_sketch2art_failed_paintings_total", "ray_sketch2art_decoder_deaths_total"}  # nothing went wrong

    for _ in range(2):
        system.paint(3)  # its sketch is known the second time
    wait_until(lambda: shown - unseen <= system.measured(), 60, lambda: shown - unseen - system.measured())


def test_a_poisoned_upload_hurts_only_itself(system: System) -> None:
    def ask(number: int) -> int:
        upload = doodle(number)[:-200] if number == 4 else doodle(number)
        return system.send(upload, number).status_code

    with ThreadPoolExecutor(8) as clients:
        statuses = list(clients.map(ask, range(8)))

    assert statuses == [422 if number == 4 else 201 for number in range(8)]


def test_two_fronts_count_a_client_once(system: System, config: dict[str, Any]) -> None:
    allowed = config["applications"][0]["args"]["gallery"]["paintings_per_minute"]
    client = {"x-forwarded-for": "192.0.2.7"}

    def ask(_: int) -> int:
        forged = {"x-forwarded-for": f"203.0.113.{_}, 192.0.2.7"}
        return httpx.post(f"{system.address}/api/stylize", headers=forged if _ % 2 else client, timeout=60).status_code

    with ThreadPoolExecutor(8) as threads:
        statuses = Counter(threads.map(ask, range(3 * allowed)))

    assert set(statuses) == {400, 429}
    complaints = [line for line in system.lines() if line["levelname"] == "WARNING"]
    assert allowed <= statuses[400] <= allowed + 2, complaints  # a few may have trickled in meanwhile


def test_a_change_of_numbers_fails_nobody_and_restarts_nobody(system: System, config: dict[str, Any]) -> None:
    before = system.replicas("Painter")
    changed = copy.deepcopy(config)
    (painter,) = [one for one in changed["applications"][0]["deployments"] if one["name"] == "Painter"]
    painter["user_config"]["max_batch_size"] = 4

    with Visitors(system, first=1_000) as visitors:
        wait_until(lambda: len(visitors.answers) > 2, 60)
        system.deploy(changed)
        wait_until(lambda: len(visitors.answers) > 8, 120)

    assert visitors.refusals() == []
    assert system.replicas("Painter") == before


def test_dead_preprocessors_and_painters_cost_nobody_a_painting(system: System) -> None:
    victims = [*system.replicas("Preprocessor"), *system.replicas("Painter")]
    for victim in victims:
        victim.suspend()  # so that nothing is finished before they die
    with ThreadPoolExecutor(4) as clients:
        asked = [clients.submit(system.paint, number) for number in range(2_000, 2_004)]
        time.sleep(1)
        for victim in victims:
            victim.kill()
        answers = [future.result() for future in asked]

    assert [answer.status_code for answer in answers] == [201] * 4
    wait_until(system.is_ready, 60)


def test_a_change_of_the_release_fails_nobody(system: System, config: dict[str, Any], tmp_path: Path) -> None:
    name = config["applications"][0]["args"]["releases"][0]
    successor = Path(shutil.copytree(RELEASES / name, tmp_path / "successor"))
    described = json.loads((successor / "config.json").read_text())
    (successor / "config.json").write_text(json.dumps({**described, "name": "successor"}))
    named = json.loads((successor / "styles.json").read_text())
    for style in named["styles"]:
        style["id"] += 1_000
    (successor / "styles.json").write_text(json.dumps(named))
    changed = copy.deepcopy(config)
    changed["applications"][0]["args"]["releases"] = [str(successor), name]

    before = system.crew()

    with Visitors(system, first=3_000) as visitors:
        wait_until(lambda: visitors.saw(name), 60)
        system.deploy(changed)
        wait_until(lambda: before.isdisjoint(system.crew()), CHANGE_TIMEOUT_S, lambda: before & system.crew())
        seen = len(visitors.answers)
        wait_until(lambda: len(visitors.answers) > seen + 4, 120)

    assert visitors.refusals() == []
    assert visitors.saw("successor")
    assert {answer.json()["paintings"][0]["release"] for answer in visitors.answers[-3:]} == {"successor"}
