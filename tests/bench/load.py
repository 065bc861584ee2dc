"""Clients at once, and what they got: closed loops for a rate, an open one for more than can be taken."""

import itertools
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import httpx

from tests.system import doodle

UPLOADS = [doodle(seed) for seed in range(256)]
"""More than any cache keeps."""

TURN = itertools.count()
"""Goes on from one measurement to the next: what the last one showed a painter, it still remembers."""

PAUSE_S = 1.0
"""Of a client that was told to come again."""

TIMEOUT_S = 200


@dataclass
class Tally:
    """waits_s: of each answered request, from its first try to the last of its paintings."""

    paintings: int = 0
    refusals: int = 0
    seconds: float = 0.0
    waits_s: list[float] = field(default_factory=list)

    def told(self) -> dict[str, float]:
        waits = sorted(self.waits_s) or [float("nan")]
        return {
            "paintings_per_s": round(self.paintings / self.seconds, 2),
            "p50_s": round(statistics.median(waits), 3),
            "p99_s": round(waits[min(int(0.99 * len(waits)), len(waits) - 1)], 3),
            "requests": len(self.waits_s),
            "refusals": self.refusals,
        }


def closed(address: str, ask: Callable[[httpx.Client, bytes, int], int], styles: int, clients: int,
           seconds: float) -> Tally:  # fmt: skip
    """Each client sends its next request when the last is answered. Counted until the last is."""
    tally, lock = Tally(), threading.Lock()
    everybody = [httpx.Client(base_url=address, timeout=TIMEOUT_S) for _ in range(clients)]  # takes 30 ms each
    began = time.monotonic()
    end = began + seconds

    def live(mine: httpx.Client) -> None:
        with mine as client:
            while time.monotonic() < end:
                began, upload = time.monotonic(), next_upload()
                while (came := ask(client, upload, styles)) == 0 and time.monotonic() < end:
                    tally.refusals += 1
                    time.sleep(PAUSE_S)
                with lock:
                    tally.paintings += came
                    if came:
                        tally.waits_s.append(time.monotonic() - began)

    run([partial(live, mine) for mine in everybody])
    tally.seconds = time.monotonic() - began
    return tally


def next_upload() -> bytes:
    """One that no painter was shown of late."""
    return UPLOADS[next(TURN) % len(UPLOADS)]


def run(lives: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=life) for life in lives]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@dataclass
class Flood:
    """Of an open loop: what was taken and what was refused, with the seconds that each took."""

    seconds: float
    taken_s: list[float] = field(default_factory=list)
    refused_s: list[float] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def opened(address: str, styles: str, rate: float, seconds: float) -> Flood:
    """Requests that come whether the last were answered or not, `rate` of them a second."""
    flood, lives = Flood(seconds), []
    client = httpx.Client(base_url=address, timeout=TIMEOUT_S, limits=httpx.Limits(max_connections=None))

    def ask() -> None:
        began = time.monotonic()
        form = {"files": {"sketch": next_upload()}, "data": {"styles": styles}}
        try:
            answer = client.post("/api/v1/paintings", **form)
        except httpx.TransportError as error:
            flood.others.append(repr(error))
            return
        took = time.monotonic() - began
        if answer.status_code == 201:
            flood.taken_s.append(took)
        elif answer.status_code == 503 and "retry-after" in answer.headers:
            flood.refused_s.append(took)
        else:
            flood.others.append(f"{answer.status_code} {answer.text[:200]}")

    began = time.monotonic()
    for number in itertools.count():
        due = began + number / rate
        if due > began + seconds:
            break
        time.sleep(max(0.0, due - time.monotonic()))
        lives.append(threading.Thread(target=ask))
        lives[-1].start()
    for life in lives:
        life.join()
    flood.seconds = time.monotonic() - began
    client.close()
    return flood
