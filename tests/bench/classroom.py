"""A class that opens the drawing page at the same moment, and then has its drawings painted at the same moment."""

import random
import re
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.bench import load

PUPILS = 30
CONNECTIONS = 6
"""Of a browser to one server."""

FILES = re.compile(r'"(/(?:static|media)/[^"]+)"')
PATIENCE_S = 120


def measure(address: str) -> dict[str, float]:
    """Seconds until the last has the page with all its files, at first and again, and its four paintings."""
    first, again = (timed(address, visit)[-1] for _ in range(2))
    painted = timed(address, paint)
    return {
        "pupils": PUPILS,
        "page_first_s": round(first, 2),
        "page_again_s": round(again, 2),
        "painted_median_s": round(statistics.median(painted), 2),
        "painted_last_s": round(painted[-1], 2),
    }


def timed(address: str, what: Callable[[httpx.Client], None]) -> list[float]:
    """How long each pupil took for it, the slowest last."""

    def live(_: int) -> float:
        began = time.monotonic()
        with httpx.Client(base_url=address, timeout=load.TIMEOUT_S) as client:
            what(client)
        return time.monotonic() - began

    with ThreadPoolExecutor(PUPILS) as pupils:
        return sorted(pupils.map(live, range(PUPILS)))


def visit(client: httpx.Client) -> None:
    files = set(FILES.findall(client.get("/draw").raise_for_status().text))
    with ThreadPoolExecutor(CONNECTIONS) as connections:
        for answer in connections.map(client.get, files):
            answer.raise_for_status()


def paint(client: httpx.Client) -> None:
    """As the page does: who finds no room comes again when they are told to, a little later than others."""
    began, upload = time.monotonic(), load.next_upload()
    while time.monotonic() - began < PATIENCE_S:
        form = {"files": {"sketch": upload}, "data": {"styles": "random:4"}}
        answer = client.post("/api/v1/paintings", **form, headers={"Accept": "text/event-stream"})
        if answer.status_code != 503:
            answer.raise_for_status()
            assert answer.text.count("event: painting") == 4
            return
        time.sleep(float(answer.headers["retry-after"]) * random.uniform(1, 1.5))
    raise TimeoutError("A drawing was not painted in two minutes.")
