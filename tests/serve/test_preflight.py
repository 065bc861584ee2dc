import socket
from pathlib import Path
from typing import Any

import pytest
import yaml

from serve.launch import main
from serve.preflight import LaunchError, check


@pytest.fixture
def config(tmp_path: Path, shipped: dict[str, Any]) -> Path:
    """The shipped config at a port that is free, with a release that does not exist."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        shipped["http_options"]["port"] = probe.getsockname()[1]
    shipped["applications"][0]["args"]["releases"] = ["unpainted"]
    return write(tmp_path / "config.yaml", shipped)


def write(path: Path, content: Any) -> Path:
    path.write_text(yaml.safe_dump(content))
    return path


def test_a_port_that_is_taken_is_named(config: Path, shipped: dict[str, Any]) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", shipped["http_options"]["port"]))
        holder.listen()

        with pytest.raises(LaunchError, match=r"Port \d+ of 127.0.0.1 cannot be had"):
            check(config)


def test_a_release_that_does_not_exist_is_named(config: Path) -> None:
    with pytest.raises(LaunchError, match="unpainted is not a release"):
        check(config)


def test_a_misspelt_setting_is_named(config: Path, shipped: dict[str, Any]) -> None:
    shipped["applications"][0]["args"]["max_pendings"] = 9

    with pytest.raises(LaunchError, match="max_pendings"):
        check(write(config, shipped))


@pytest.mark.parametrize(
    "replicas",
    [{"num_replicas": 2}, {"num_replicas": "auto"}, {"autoscaling_config": {"min_replicas": 1, "max_replicas": 3}}],
)
@pytest.mark.parametrize(
    ("place", "reason"),
    [({"DATABASE_URL": "sqlite:///data/g.db"}, "an SQLite file"), ({"BLOB_URL": "file:data/b"}, "in a folder")],
)
def test_fronts_that_would_not_see_the_same_gallery_are_refused(
    config: Path, shipped: dict[str, Any], monkeypatch: pytest.MonkeyPatch, replicas: dict, place: dict, reason: str
) -> None:
    (front,) = [entry for entry in shipped["applications"][0]["deployments"] if entry["name"] == "Front"]
    front.update(replicas)
    shared = {"DATABASE_URL": "postgresql://db/gallery", "BLOB_URL": "s3://bucket"}
    for name, value in {**shared, **place}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(LaunchError, match=rf"Front may have \d+ replicas, but .*{reason}"):
        check(write(config, shipped))


def test_fronts_with_a_server_and_a_bucket_may_be_many(
    config: Path, shipped: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped["applications"][0]["deployments"][0]["num_replicas"] = 2
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/gallery")
    monkeypatch.setenv("BLOB_URL", "s3://bucket")

    with pytest.raises(LaunchError, match="unpainted is not a release"):  # what is looked at next
        check(write(config, shipped))


@pytest.mark.parametrize("content", [{"http_options": {"port": 8000}}, [], "words", {"applications": []}])
def test_a_file_that_is_no_config_is_named(tmp_path: Path, content: Any) -> None:
    with pytest.raises(LaunchError, match="is no config of ours"):
        check(write(tmp_path / "config.yaml", content))


def test_who_launches_is_told_why_it_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config", str(tmp_path / "none.yaml")]) == 1
    assert "Sketch2Art did not start" in capsys.readouterr().err
