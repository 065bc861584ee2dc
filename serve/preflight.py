"""What can be known to be wrong before anything is started, told in a sentence and within a second."""

import socket
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from gallery.schema import SchemaError, bring_up_to_date
from gallery.settings import LocationError, database_url
from model.release import ReleaseError

from .catalogue import read_catalogue, release_folders
from .settings import Settings
from .sharing import NotShared, most_fronts, require_shared


class LaunchError(Exception):
    """Why the system did not start."""


def check(config: Path) -> tuple[str, int]:
    """The host and the port to serve at. Brings the database up to date. Raises LaunchError."""
    host, port, args, fronts = _read(config)
    _require_free(host, port)
    try:
        require_shared(fronts)
        read_catalogue(release_folders(Settings.model_validate(args).releases))
        bring_up_to_date(database_url())
    except (ValidationError, ReleaseError, SchemaError, NotShared, LocationError) as error:
        raise LaunchError(str(error)) from error
    except SQLAlchemyError as error:
        raise LaunchError(f"The database at DATABASE_URL cannot be used: {getattr(error, 'orig', error)}") from error
    return host, port


def _read(config: Path) -> tuple[str, int, dict[str, Any], int]:
    """Host, port, `args`, and how many fronts there may be."""
    try:
        found = yaml.safe_load(config.read_text(encoding="utf-8"))
        (application,) = found["applications"]
        listed = application.get("deployments", [])
        fronts = max((most_fronts(entry) for entry in listed if entry["name"] == "Front"), default=1)
        return found["http_options"]["host"], found["http_options"]["port"], application["args"], fronts
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise LaunchError(f"{config} is no config of ours: {error!r}.") from error


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server will
        try:
            probe.bind((host, port))
        except OSError as error:
            raise LaunchError(
                f"Port {port} of {host} cannot be had ({error.strerror}): stop what listens there, or change "
                "http_options in serve_config.yaml."
            ) from error
