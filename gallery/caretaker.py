"""Sweeps while the site is open, and at nobody's expense: a batch at a time, in a thread."""

import asyncio
import logging

from starlette.concurrency import run_in_threadpool

from gallery.belonging import FOREIGN, belong
from gallery.blobs import SHARDS
from gallery.store import Store
from gallery.sweep import sweep_rows, sweep_strays

log = logging.getLogger("gallery")


async def keep_house(store: Store, every_s: float) -> None:
    """Sweeps now and at intervals, until it is cancelled; what fails is tried again the next time."""
    while True:
        try:
            await sweep(store)
        except Exception:
            log.exception("the sweep was not finished")
        await asyncio.sleep(every_s)


async def sweep(store: Store) -> None:
    """Delete all that nobody owns."""
    while await run_in_threadpool(sweep_rows, store):
        """The next batch."""
    if not await run_in_threadpool(belong, store.database.engine, store.blobs):
        log.error(FOREIGN)
        return
    for shard in SHARDS:
        await run_in_threadpool(sweep_strays, store, shard)
