"""A bar on the terminal, lines in a log: how far something is and how long it will take."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_BAR = 30
_LOG_EVERY_S = 30.0


def shown(things: Iterable[T], count: int, title: str) -> Iterator[T]:
    """The same things, while standard error says how many of `count` have passed."""
    terminal = sys.stderr.isatty()
    began = last = time.monotonic()
    for done, thing in enumerate(things, 1):
        yield thing
        now = time.monotonic()
        if done == count or now - last > (0.2 if terminal else _LOG_EVERY_S):
            last = now
            start, end = ("\r", "" if done < count else "\n") if terminal else ("", "\n")
            print(start + line(title, done, count, now - began), end=end, file=sys.stderr, flush=True)


def line(title: str, done: int, count: int, seconds: float) -> str:
    """'pictures [######........] 40 of 100, 8.0/s, 8 s left'"""
    filled = _BAR * done // max(1, count)
    rate = done / max(seconds, 1e-9)
    left = round((count - done) / rate)
    return f"{title} [{'#' * filled}{'.' * (_BAR - filled)}] {done} of {count}, {rate:.1f}/s, {left} s left"
