"""A Ray of our own on this machine: nobody else's is joined, and nothing of it is left behind."""

import logging
import os
import secrets
import shutil
import signal
import tempfile
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import yaml

from . import edge

if TYPE_CHECKING:
    from ray.serve.schema import ApplicationStatusOverview

OBJECT_STORE_BYTES = 200 * 2**20
"""Shared memory for what crosses processes: uploads of up to 10 MiB, paintings of 50 KB to 3 MB."""

INLINE = "RAY_max_direct_call_object_size"
INLINE_BYTES = 2**20
"""What is smaller, as sketches and paintings are, travels in the call itself and not through shared memory."""

FAILED = ("DEPLOY_FAILED", "UNHEALTHY")


class LocalRay:
    """Starts Ray on entering, stops it and all of its processes on leaving."""

    def __enter__(self) -> Self:
        # Ray reads these when it is imported. One switch keeps it to the loopback, as it does on other systems
        # by itself, but for the replicas' own ports: hence the token, which lives in this process and its children.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
        os.environ["RAY_AUTH_MODE"] = "token"
        os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
        os.environ[INLINE] = str(INLINE_BYTES)
        os.environ[edge.VARIABLE] = edge.IMPORT_PATH
        import ray

        self._folder = tempfile.mkdtemp(prefix="s2a-")  # short: the paths of unix sockets are
        ray.init(
            address="local",
            namespace="serve",
            include_dashboard=False,
            object_store_memory=OBJECT_STORE_BYTES,
            logging_level=logging.WARNING,
            _temp_dir=self._folder,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        import ray
        from ray import serve

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # impatience must not leave processes behind
        serve.shutdown()
        ray.shutdown()
        shutil.rmtree(self._folder, ignore_errors=True)

    def deploy(self, config: Path) -> None:
        """`serve run --non-blocking CONFIG`, in this process and so on this Ray."""
        from ray import serve
        from ray.serve.schema import ServeDeploySchema
        from ray.serve.scripts import cli

        schema = ServeDeploySchema.model_validate(yaml.safe_load(config.read_text(encoding="utf-8")))
        serve.start(  # as `run` would, but for the quiet, which it has no option for
            proxy_location=schema.proxy_location,
            http_options=schema.http_options.model_dump(),
            logging_config={"log_level": "WARNING", "enable_access_log": False},
        )
        cli.main(["run", "--non-blocking", str(config)], standalone_mode=False)

    def failure(self) -> str:
        """Why the system cannot be had, in Serve's last words on it; empty as long as it can."""
        from ray import serve

        applications = serve.status().applications.values()
        return "\n".join(_last_words(found) for found in applications if found.status in FAILED)


def _last_words(application: "ApplicationStatusOverview") -> str:
    """The last line of each message: the exception, without the traceback (which has been logged)."""
    messages = [application.message, *(found.message for found in application.deployments.values())]
    told = [message.strip().splitlines()[-1] for message in messages if message.strip()]
    return "\n".join(told) or str(application.status)
