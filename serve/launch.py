"""`make serve`: the system on this machine, from the first check to a clean end.

Does what `serve run` does, by calling it, and adds what it leaves out: a port that is taken, a database
that is behind and a deploy that fails end it with the reason, and SIGTERM stops it as cleanly as Ctrl-C.
"""

import argparse
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from .local_ray import LocalRay
from .preflight import LaunchError, check

START_TIMEOUT_S = 180
"""A first start on two slow cores with cold files takes a third of this."""

POLL_S = 0.25


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until SIGINT or SIGTERM; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m serve.launch", description="Serves Sketch2Art on this machine.")
    parser.add_argument("--config", type=Path, default=Path("serve_config.yaml"), help="the operating numbers")
    config = parser.parse_args(arguments).config
    stop = threading.Event()
    try:
        _serve(config, stop)
    except LaunchError as reason:
        print(f"\nSketch2Art did not start. {reason}", file=sys.stderr, flush=True)
        return 1
    print("Stopped.", flush=True)
    return 0


def _serve(config: Path, stop: threading.Event) -> None:
    _heed_signals(stop)
    host, port = check(config)
    with LocalRay() as local_ray:
        _heed_signals(stop)  # again: Ray's start takes SIGTERM for itself
        _deploy(config, local_ray)
        if _wait_until_ready(f"http://{host}:{port}", local_ray, stop):
            print(f"\nSketch2Art is ready: http://{host}:{port}\n", flush=True)
            stop.wait()
            print("Stopping.", flush=True)


def _heed_signals(stop: threading.Event) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())


def _deploy(config: Path, local_ray: LocalRay) -> None:
    try:
        local_ray.deploy(config)
    except SystemExit as end:  # `serve run` ends with 0 when it has shown why it can't
        raise LaunchError("Serve could not take the config: see above.") from end


def _wait_until_ready(address: str, local_ray: LocalRay, stop: threading.Event) -> bool:
    """Whether the site got ready before it was told to stop. Raises LaunchError when it won't."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while not stop.wait(POLL_S):
        if failure := local_ray.failure():
            raise LaunchError(f"The deploy failed: {failure}")
        reason = _unreadiness(address)
        if not reason:
            return True
        if time.monotonic() > deadline:
            raise LaunchError(f"It was not ready within {START_TIMEOUT_S} s: {reason}")
    return False


def _unreadiness(address: str) -> str:
    """What /readyz says against the system; empty when it is ready."""
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=3):
            return ""
    except urllib.error.HTTPError as answer:
        return answer.read(4096).decode(errors="replace")
    except OSError as error:
        return f"nothing answers at {address} ({error})."


if __name__ == "__main__":
    sys.exit(main())
