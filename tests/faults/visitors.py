"""People who paint, hang, like and withdraw, each at their own pace, whatever happens to the gallery."""

import itertools
import random
import threading
import time
from collections.abc import Callable
from typing import Any, Self

import httpx

from tests.faults.history import History, Operation

TIMEOUT_S = 60
SAID = {"artist": "Éva", "licence": "CC0-1.0", "emotion": "calm"}


class Visitors:
    """Threads that live between entering and leaving.

    sketch: makes the upload of a number. pause_s: between two rounds of one person.
    """

    def __init__(
        self, address: str, history: History, *, sketch: Callable[[int], bytes], people: int = 4, pause_s: float = 0.0,
        numbers: itertools.count | None = None,
    ) -> None:  # fmt: skip
        self._address, self.history, self._sketch, self._pause_s = address, history, sketch, pause_s
        self._numbers, self._gone = numbers or itertools.count(), threading.Event()
        self._threads = [threading.Thread(target=self._live) for _ in range(people)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._gone.set()
        for thread in self._threads:
            thread.join(2 * TIMEOUT_S)

    def _live(self) -> None:
        with httpx.Client(base_url=self._address, timeout=TIMEOUT_S) as client:
            while not self._gone.is_set():
                number = next(self._numbers)
                if self._visit(client, number) is None:
                    time.sleep(0.1)  # nobody is there: knock again, but not like mad
                self._gone.wait(self._pause_s)

    def _visit(self, client: httpx.Client, number: int) -> Operation | None:
        """Paint, hang it, like it as somebody new; every fifth time take it down. None: no painting."""
        form = {"files": {"sketch": ("drawing.png", self._sketch(number))}, "data": {"styles": "random:1"}}
        painted = self.history.ask(client, "paint", str(number), "POST", "/api/v1/paintings", **form)
        if painted.outcome != "ok":
            return None
        hung = hang(client, self.history, painted.said["paintings"][0]["id"], f"work {number}")
        if hung.outcome == "ok":
            client.cookies.clear()
            self._react(client, hung.said, number)
        return hung

    def _react(self, client: httpx.Client, said: dict[str, Any], number: int) -> None:
        work = said["artwork"]["id"]
        self.history.ask(client, "like", work, "PUT", f"/api/v1/artworks/{work}/like")
        if number % 5 == random.Random(number).randrange(5):
            holder = {"Authorization": f"Bearer {said['edit_token']}"}
            self.history.ask(client, "withdraw", work, "DELETE", f"/api/v1/artworks/{work}", headers=holder)


def hang(client: httpx.Client, history: History, painting: str, title: str, **headers: str) -> Operation:
    submission = {"painting": painting, "title": title, **SAID}
    return history.ask(client, "submit", title, "POST", "/api/v1/artworks", json=submission, headers=headers)
