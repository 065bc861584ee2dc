"""Processes that share the work of one command and are gone with it."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, parent_process


@contextmanager
def pool(count: int) -> Iterator[ProcessPoolExecutor]:
    """So many workers, each started afresh: a copy of a process in which torch has threads can hang.

    An exception inside ends it at once, without what was still to be done.
    """
    crew = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _live_with_parent)
    try:
        yield crew
    finally:
        crew.shutdown(cancel_futures=True)


def _live_with_parent() -> None:
    """Ends this process when the one that started it is gone, however it went: idle workers would stay for ever."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    connection.wait([parent_process().sentinel])
    os._exit(1)
