"""serve_config.yaml against the code."""

import copy
import inspect
import ipaddress
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from serve.app import build
from serve.config import DEPLOYMENTS, complaints
from serve.front import Front
from serve.painter import Painter
from serve.preprocess import Preprocessor
from serve.settings import Batching, Settings

LAPTOP_CPUS = 2


def laptop_complaints(config: dict[str, Any]) -> list[str]:
    """What is wrong with a config, and what a laptop could not do."""
    return [
        *complaints(config),
        *wrong_address(config["http_options"]),
        *wrong_resources(config["applications"][0]["deployments"]),
    ]


def wrong_address(options: dict[str, Any]) -> Iterator[str]:
    if not ipaddress.ip_address(options.get("host", "0.0.0.0")).is_loopback:
        yield "the host is not this machine alone"


def wrong_resources(deployments: list[dict[str, Any]]) -> Iterator[str]:
    options = [entry["ray_actor_options"] for entry in deployments]
    if any(found.get("num_gpus") != 0 for found in options):
        yield "num_gpus is not 0: a laptop would wait for ever"
    if sum(found.get("num_cpus", 1) for found in options) > LAPTOP_CPUS:
        yield f"more than {LAPTOP_CPUS} CPUs are asked for"


def test_the_shipped_config_is_in_order(shipped: dict[str, Any]) -> None:
    assert laptop_complaints(shipped) == []


def mutate(config: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with one entry set. The last part of `path` is the key, the others lead to it."""
    changed = copy.deepcopy(config)
    *way, key = path.split(".")
    place = changed
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    place[key] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        ("http_option", {}, "http_option is not known"),
        ("http_options.prot", 8000, "prot is not known"),
        ("http_options.host", "0.0.0.0", "host"),
        ("applications.0.route", "/", "route is not known"),
        ("applications.0.logging_config.level", "INFO", "level is not known"),
        ("applications.0.deployments.0.num_replica", 2, "num_replica is not known"),
        ("applications.0.deployments.0.autoscaling_config", {"min_replica": 1}, "min_replica is not known"),
        ("applications.0.deployments.0.ray_actor_options.num_gpu", 0, "num_gpu is not known"),
        ("applications.0.deployments.0.name", "Fornt", "no more and no less"),
        ("applications.0.deployments.0.max_queued_requests", -1, "no bounds"),
        ("applications.0.deployments.0.ray_actor_options", {"num_gpus": 0}, "does not say num_cpus"),
        ("applications.0.deployments.1.ray_actor_options.num_cpus", 2, "CPUs"),
        ("applications.0.deployments.2.ray_actor_options.num_gpus", 1, "num_gpus"),
        ("applications.0.deployments.2.max_ongoing_requests", 15, "below twice its batch"),
        ("applications.0.deployments.2.max_queued_requests", 1, "shorter than max_pending"),
    ],
)
def test_a_slip_in_the_config_is_found(shipped: dict[str, Any], path: str, value: Any, complaint: str) -> None:
    found = laptop_complaints(mutate(shipped, path, value))

    assert any(complaint in sentence for sentence in found), found


@pytest.mark.parametrize("path", ["max_pendings", "gallery.moderator"])
def test_an_unknown_setting_is_refused(shipped: dict[str, Any], path: str) -> None:
    args = shipped["applications"][0]["args"]

    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Settings.model_validate(mutate(args, path, 1))


def test_an_unknown_batching_number_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Batching.model_validate({"max_batch_size": 8, "batch_wait_timeout_s": 0, "max_batch": 8})


def test_the_deployments_have_the_names_that_the_checks_know() -> None:
    assert {found.name for found in (Front, Preprocessor, Painter)} == set(DEPLOYMENTS)


def test_the_builder_is_handed_settings_and_not_a_dict(shipped: dict[str, Any]) -> None:
    assert shipped["applications"][0]["import_path"] == "serve.app:build"
    assert [parameter.annotation for parameter in inspect.signature(build).parameters.values()] == [Settings]


def test_every_setting_says_what_it_means() -> None:
    for found in (Settings, Batching):
        assert [name for name, field in found.model_fields.items() if not field.description] == []
