"""What is wrong with a Serve config of ours. Ray itself takes any misspelt key for none at all."""

import inspect
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from ray.serve.schema import RayActorOptionsSchema, ServeDeploySchema

from .settings import Batching, Settings

DEPLOYMENTS = ("Front", "Preprocessor", "Painter")

OPAQUE = ("args", "user_config", "runtime_env", "label_selector", "resources")
"""Keys whose content is not Ray's to know."""


def complaints(config: dict[str, Any]) -> list[str]:
    """Everything that is wrong, as sentences. Raises pydantic.ValidationError for wrong `args` and `user_config`."""
    (application,) = config["applications"]
    entries = application["deployments"]
    found = [*_unknown_keys(config, ServeDeploySchema), *_wrong_names(entries)]
    return found or [
        *_unbounded(entries),
        *_wrong_painter(_entry(entries, "Painter"), Settings.model_validate(application["args"])),
    ]


def _entry(entries: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(entry for entry in entries if entry["name"] == name)


def _unknown_keys(found: Any, schema: type[BaseModel] | None, place: str = "") -> Iterator[str]:
    if isinstance(found, list):
        for entry in found:
            yield from _unknown_keys(entry, schema, f"{place}[]")
    elif isinstance(found, dict) and schema is not None:
        for key, value in found.items():
            if key not in schema.model_fields:
                yield f"{place}.{key} is not known"
            elif key not in OPAQUE:
                yield from _unknown_keys(value, _model_of(schema.model_fields[key].annotation, key), f"{place}.{key}")


def _model_of(annotation: Any, key: str) -> type[BaseModel] | None:
    """The pydantic class somewhere in an annotation such as `list[X] | None`."""
    if key == "ray_actor_options":
        return RayActorOptionsSchema
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, (_model_of(part, key) for part in typing.get_args(annotation))), None)


def _wrong_names(entries: list[dict[str, Any]]) -> Iterator[str]:
    if sorted(entry.get("name", "") for entry in entries) != sorted(DEPLOYMENTS):
        yield f"the deployments are {', '.join(DEPLOYMENTS)}, no more and no less"


def _unbounded(entries: list[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        if "max_ongoing_requests" not in entry or entry.get("max_queued_requests", -1) < 0:
            yield f"{entry['name']} has no bounds on what it takes"
        if "num_cpus" not in entry.get("ray_actor_options", {}):
            yield f"{entry['name']} does not say num_cpus: Ray would take a whole one"


def _wrong_painter(painter: dict[str, Any], settings: Settings) -> Iterator[str]:
    batching = Batching.model_validate(painter["user_config"])
    if painter.get("max_ongoing_requests", 5) < 2 * batching.max_batch_size:
        yield "max_ongoing_requests of the Painter is below twice its batch"
    if painter.get("max_queued_requests", 0) < settings.max_pending:
        yield "the Painter's queue is shorter than max_pending: what was promised could be refused"
