"""What visitors did and were told, and whether the gallery has kept its word: after Jepsen's histories."""

import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx

Outcome = Literal["ok", "fail", "info"]
"""info: a timeout, a closed connection or a 5xx, after which the thing may be done or not."""


@dataclass(frozen=True)
class Operation:
    """kind: paint, submit, like or withdraw. subject: the title or artwork it was about. Seconds are monotonic."""

    kind: str
    subject: str
    started_s: float
    ended_s: float
    outcome: Outcome
    status: int = 0
    said: dict[str, Any] = field(default_factory=dict)


class History:
    """Operations in the order of their ends, also as lines of a file; several threads may write."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()
        self.operations: list[Operation] = []

    def add(self, operation: Operation) -> None:
        with self._lock, self._path.open("a", encoding="utf-8") as lines:
            self.operations.append(operation)
            lines.write(json.dumps(asdict(operation)) + "\n")

    def ask(self, client: httpx.Client, kind: str, subject: str, method: str, url: str, **how: Any) -> Operation:
        """Does one operation and writes down what came of it."""
        started = time.monotonic()
        try:
            answer = client.request(method, url, **how)
            outcome: Outcome = "ok" if answer.is_success else "fail" if answer.is_client_error else "info"
            told = (answer.status_code, answer.json() if answer.content else {})
        except (httpx.TransportError, json.JSONDecodeError):
            outcome, told = "info", (0, {})
        operation = Operation(kind, subject, started, time.monotonic(), outcome, *told)
        self.add(operation)
        return operation

    def of(self, kind: str, *outcomes: Outcome) -> list[Operation]:
        return [one for one in self.operations if one.kind == kind and one.outcome in outcomes]


def complaints(history: History, client: httpx.Client) -> Iterator[str]:
    """Everything that the gallery now shows and that can't be, as sentences."""
    shown = list(_wall(client))
    times = Counter(work["id"] for work in shown)
    titles = Counter(work["title"] for work in shown)
    withdrawn = {one.subject for one in history.of("withdraw", "ok")}
    maybe_withdrawn = {one.subject for one in history.of("withdraw", "info")}
    submitted = [one.said["artwork"] for one in history.of("submit", "ok")]
    yield from _reused_names(submitted)
    for work in submitted:
        if work["id"] in withdrawn:
            yield from _still_there(work, times, client)
        elif times[work["id"]] or work["id"] not in maybe_withdrawn:
            yield from _not_as_acknowledged(work, times, client)
    sure = {one.subject for one in history.of("submit", "ok")}
    unsure = {one.subject for one in history.of("submit", "info")}
    refused = {one.subject for one in history.of("submit", "fail")} - sure - unsure
    yield from (f"{title!r} was refused and hangs" for title in refused if titles[title])
    yield from (f"{title!r} hangs {titles[title]} times" for title in unsure if titles[title] > 1)
    yield from (f"{title!r} hangs and nobody sent it" for title in titles if title not in sure | unsure | refused)
    yield from _miscounted_likes(history, shown)


def _wall(client: httpx.Client) -> Iterator[dict[str, Any]]:
    address = "/api/v1/artworks?limit=100"
    while address:
        page = client.get(address).raise_for_status().json()
        yield from page["artworks"]
        address = page["next"]


def _reused_names(submitted: list[dict[str, Any]]) -> Iterator[str]:
    # The same request sent again, with its key, is told the same name.
    titles: dict[str, set[str]] = {}
    for work in submitted:
        titles.setdefault(work["id"], set()).add(work["title"])
    yield from (f"{name} is the name of {sorted(found)}" for name, found in titles.items() if len(found) > 1)


def _still_there(work: dict[str, Any], times: Counter[str], client: httpx.Client) -> Iterator[str]:
    if times[work["id"]] or client.get(f"/api/v1/artworks/{work['id']}").status_code != 404:
        yield f"{work['title']!r} was withdrawn and is shown"


def _not_as_acknowledged(work: dict[str, Any], times: Counter[str], client: httpx.Client) -> Iterator[str]:
    if times[work["id"]] != 1:
        yield f"{work['title']!r} was acknowledged and hangs {times[work['id']]} times"
    if client.get(f"/api/v1/artworks/{work['id']}").status_code != 200:
        yield f"{work['title']!r} was acknowledged and is not there by its name"
    for picture in (work["painting"], *work["painting"]["variants"], work["sketch"]):
        named = picture["url"].rpartition("/")[2].partition(".")[0]
        if hashlib.sha256(client.get(picture["url"]).content).hexdigest() != named:
            yield f"{work['title']!r}: the bytes of {picture['url']} are not those that were acknowledged"


def _miscounted_likes(history: History, shown: list[dict[str, Any]]) -> Iterator[str]:
    """Every like of these visitors is a new visitor's."""
    sure, unsure = (Counter(one.subject for one in history.of("like", outcome)) for outcome in ("ok", "info"))
    for work in shown:
        least, most = sure[work["id"]], sure[work["id"]] + unsure[work["id"]]
        if not least <= work["likes"] <= most:
            yield f"{work['title']!r} has {work['likes']} likes, not {least} to {most}"
