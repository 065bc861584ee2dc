"""A gallery that dies on demand: `python -m tests.faults.victim PORT [POINT TIMES]`.

Its painters paint flat colours at once; all else is the product's. At a named point it kills itself, the
TIMES-th time that it comes there: no cleaning up, no last words.
"""

import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import Any

import numpy as np
import uvicorn
from sqlalchemy import event
from starlette.applications import Starlette

from gallery.painting import Catalogue, Event, Painted, Prepared, Release, Style, Wish
from gallery.schema import bring_up_to_date
from gallery.settings import GallerySettings, database_url
from gallery.site import create_site
from tests.gallery.conftest import picture

POINTS = ("written", "synced", "renamed", "inserted", "committing", "committed", "answering")
"""Bytes are in a file; on disk; under their name; the artwork's row is sent; its commit is about to begin;
has ended; its answer is about to be sent."""

CATALOGUE = Catalogue(
    (Style(1, "oil", {"en": "Oil"}, "tiny-128", ("calm",), picture((60, 80, 80), "WEBP")),),
    (Release("tiny-128", "0" * 64, "CC-BY-4.0", 128),),
)


async def paint(upload: bytes, wishes: Sequence[Wish], *_: object) -> AsyncGenerator[Event, None]:
    """What no other upload becomes: its first bytes as tiles, which are encoded soon."""
    tiles = np.resize(np.frombuffer(upload, np.uint8), (16, 16))
    pattern = np.kron(tiles, np.ones((16, 16), np.uint8))
    yield Prepared(np.where(pattern > 127, 255, 0).astype(np.uint8), (0, 0, 256))
    for wish in wishes:
        yield Painted(wish, "tiny-128", np.dstack([pattern[:128, :128], pattern[128:, :128], pattern[:128, 128:]]))


async def check() -> Sequence[str]:
    return []


class Fuse:
    """Kills this process when its point is passed for the last time that it may be."""

    def __init__(self, point: str, times: int) -> None:
        self._point, self._left = point, times

    def passing(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def lay(fuse: Fuse, site: Starlette) -> None:
    """Has the fuse notice all of its points."""
    fsync, replace = os.fsync, os.replace

    def watched_fsync(descriptor: int) -> None:
        fuse.passing("written")
        fsync(descriptor)
        fuse.passing("synced")

    def watched_replace(*paths: Any) -> None:
        replace(*paths)
        fuse.passing("renamed")

    os.fsync, os.replace = watched_fsync, watched_replace
    engine = site.state.store.database.engine
    hanging: set[int] = set()  # transactions with an artwork in them

    @event.listens_for(engine, "after_cursor_execute")
    def inserted(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO artworks "):
            hanging.add(id(connection.connection.dbapi_connection))
            fuse.passing("inserted")

    commit = engine.dialect.do_commit

    def watched_commit(connection: Any) -> None:
        ours = id(getattr(connection, "dbapi_connection", connection)) in hanging
        if ours:
            hanging.clear()
            fuse.passing("committing")
        commit(connection)
        if ours:
            fuse.passing("committed")

    engine.dialect.do_commit = watched_commit


def watched(fuse: Fuse, site: Starlette) -> Callable[..., Any]:
    """The site, with a look at the last part of the answer to a submission."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        async def watching(message: Any) -> None:
            submitting = scope["type"] == "http" and (scope["method"], scope["path"]) == ("POST", "/api/v1/artworks")
            if submitting and message["type"] == "http.response.body" and not message.get("more_body", False):
                fuse.passing("answering")
            await send(message)

        await site(scope, receive, watching)

    return application


def main(port: int, point: str = "", times: str = "0") -> None:
    bring_up_to_date(database_url())
    site = create_site(GallerySettings(moderation=False), CATALOGUE, paint, check)
    fuse = Fuse(point, int(times))
    lay(fuse, site)
    uvicorn.run(watched(fuse, site), host="127.0.0.1", port=port, log_level="warning", lifespan="on")


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
