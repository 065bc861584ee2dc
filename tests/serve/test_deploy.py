"""serve/deploy/ against the code, and against itself: what a cluster would say only after the fact."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from serve import edge, metrics
from serve.config import complaints
from serve.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "serve" / "deploy"


@pytest.fixture
def ray_service() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "rayservice.yaml").read_text(encoding="utf-8"))["spec"]


@pytest.fixture
def cluster_config(ray_service: dict[str, Any]) -> dict[str, Any]:
    return yaml.safe_load(ray_service["serveConfigV2"])


def groups(ray_service: dict[str, Any]) -> list[dict[str, Any]]:
    cluster = ray_service["rayClusterConfig"]
    return [cluster["headGroupSpec"], *cluster["workerGroupSpecs"]]


def containers(ray_service: dict[str, Any]) -> list[dict[str, Any]]:
    (migration,) = yaml.safe_load_all((DEPLOY / "migrate.yaml").read_text(encoding="utf-8"))
    pods = [group["template"]["spec"] for group in groups(ray_service)] + [migration["spec"]["template"]["spec"]]
    return [container for pod in pods for container in pod["containers"]]


def deployments(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in config["applications"][0]["deployments"]}


def test_the_clusters_config_is_in_order(cluster_config: dict[str, Any]) -> None:
    assert complaints(cluster_config) == []


def test_clients_are_counted_as_nginx_sees_them(cluster_config: dict[str, Any]) -> None:
    settings = Settings.model_validate(cluster_config["applications"][0]["args"])

    assert settings.gallery.paintings_per_minute > 0
    assert settings.gallery.trusted_proxies == 1
    assert settings.gallery.public_origin.startswith("https:")


def test_the_nodes_that_are_always_there_seat_the_smallest_crew(
    ray_service: dict[str, Any], cluster_config: dict[str, Any]
) -> None:
    crew = deployments(cluster_config)
    needed = {name: least(entry) for name, entry in crew.items()}
    head, web, gpu = groups(ray_service)

    assert head["rayStartParams"]["num-cpus"] == "0"
    assert web["minReplicas"] >= needed["Front"]
    cpus = sum(needed[name] * crew[name]["ray_actor_options"]["num_cpus"] for name in ("Front", "Preprocessor"))
    assert cpus <= web["minReplicas"] * int(web["rayStartParams"]["num-cpus"])
    assert needed["Painter"] <= gpu["minReplicas"]
    assert crew["Painter"]["ray_actor_options"]["num_cpus"] <= int(gpu["rayStartParams"]["num-cpus"])


def test_there_are_gpus_for_the_largest_crew_and_its_successors(
    ray_service: dict[str, Any], cluster_config: dict[str, Any]
) -> None:
    painter, (_, _, gpu) = deployments(cluster_config)["Painter"], groups(ray_service)

    surge = 1 + painter["max_surge_percent"] / 100
    assert painter["autoscaling_config"]["max_replicas"] * surge <= gpu["maxReplicas"]


def least(entry: dict[str, Any]) -> int:
    return entry.get("num_replicas") or entry["autoscaling_config"]["min_replicas"]


def test_nobody_reaches_ray_without_a_token(ray_service: dict[str, Any]) -> None:
    (policy,) = yaml.safe_load_all((DEPLOY / "network.yaml").read_text(encoding="utf-8"))
    ports = {port["port"] for rule in policy["spec"]["ingress"] for port in rule.get("ports", ())}

    assert ray_service["rayClusterConfig"]["authOptions"] == {"mode": "token"}
    assert ports.isdisjoint({6379, 10001})


def test_no_container_is_root_and_every_pod_knows_the_secrets(ray_service: dict[str, Any]) -> None:
    for container in containers(ray_service):
        assert container["securityContext"]["allowPrivilegeEscalation"] is False
        assert container["envFrom"] == [{"secretRef": {"name": "sketch2art"}}]
        assert "limits" in container["resources"]


def test_the_proxies_are_told_to_strip_serves_headers(ray_service: dict[str, Any]) -> None:
    for group in groups(ray_service):
        (container,) = group["template"]["spec"]["containers"]
        assert {"name": edge.VARIABLE, "value": edge.IMPORT_PATH} in container["env"]


def test_nginx_strips_them_too_and_limits_bodies() -> None:
    config = next(yaml.safe_load_all((DEPLOY / "nginx.yaml").read_text(encoding="utf-8")))["data"]["nginx.conf"]

    for header in edge.STRIPPED:
        assert f'proxy_set_header {header.decode().title()} "";' in config
    assert "client_max_body_size 11m;" in config


def test_one_image_is_used_everywhere(ray_service: dict[str, Any]) -> None:
    assert len({container["image"] for container in containers(ray_service)}) == 1


def test_the_image_has_the_ray_and_the_python_that_the_code_was_tested_with(ray_service: dict[str, Any]) -> None:
    (locked,) = re.findall(r"^ray==([\d.]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    (python,) = re.findall(r"^FROM python:(3\.\d+)-", dockerfile, re.MULTILINE)

    assert ray_service["rayClusterConfig"]["rayVersion"] == locked
    assert f">={python}," in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]


def test_the_image_is_built_from_what_is_tracked() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = {word for line in re.findall(r"^COPY (.*) \S+$", dockerfile, re.MULTILINE) for word in line.split()}
    allowed = set(re.findall(r"^!(\S+)", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE))

    assert copied == allowed
    assert {"serve", "model", "gallery", "migrations"} <= copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert "STOPSIGNAL SIGINT" in dockerfile


def shown() -> set[str]:
    """The names of all series on the dashboard."""
    panels = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))["panels"]
    return {name for panel in panels for one in panel["targets"] for name in re.findall(r"\bray_\w+", one["expr"])}


def test_the_dashboard_shows_every_metric_of_ours_and_none_that_is_not_there() -> None:
    exported = {name for metric in metrics.ALL for name in metric.exported}
    ours = {name for name in shown() if name.startswith(f"ray_{metrics.PREFIX}")}

    assert ours <= exported
    assert [metric.name for metric in metrics.ALL if ours.isdisjoint(metric.exported)] == []


def test_the_dashboard_tells_apart_only_what_is_labelled() -> None:
    panels = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))["panels"]
    labels = {name: {*metric.labels, "le"} for metric in metrics.ALL for name in metric.exported}

    for panel in panels:
        for target in panel["targets"]:
            for name in re.findall(rf"\bray_{metrics.PREFIX}\w+", target["expr"]):
                asked = {label for by in re.findall(r"by \((.*?)\)", target["expr"]) for label in by.split(", ")}
                assert asked <= labels[name], target["expr"]
