"""Images by the SHA-256 of their bytes: what every place that keeps them promises, and which one BLOB_URL names."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gallery.settings import LocationError

SHARDS = tuple(f"{number:02x}" for number in range(256))
"""The first two hex characters of a name: the folder it is in."""

OWNER = "owner"
"""The file in which a place remembers whose it is."""

_NAME = re.compile(r"[0-9a-f]{64}\.(png|jpg|webp|avif)", re.ASCII)


@dataclass(frozen=True)
class Found:
    """A file of a place. path: shard and name, like `3f/3fa9….png`; written_at: the last time it was added."""

    path: str
    written_at: datetime

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


class Adder(Protocol):
    """What bytes can be added to."""

    def add(self, data: bytes, *, ext: str) -> str:
        """Write bytes and return their SHA-256."""


class Blobs(Protocol):
    """A place for immutable bytes. A name always means whole bytes, also after a crash.

    Every method raises OSError: ConnectionError when the place does not answer, ENOSPC when it is full.
    """

    def add(self, data: bytes, *, ext: str) -> str:
        """Write bytes durably and return their SHA-256; the same bytes again only become young again."""

    def bulk(self) -> AbstractContextManager["Adder"]:
        """Adds many from any thread, at less cost: they are there, durably, once the block has ended."""

    def read(self, sha256: str, *, ext: str) -> bytes:
        """The bytes of that name. Raises FileNotFoundError, also for what is no name of ours."""

    def listing(self, shard: str) -> Iterator[Found]:
        """The files of ours in a shard, and what writers that were stopped left there; never anybody else's."""

    def remove(self, found: Found, *, older_than: datetime) -> bool:
        """Delete a file unless it was added since then; whether it was deleted."""

    def owner(self) -> str | None:
        """What the last `own` said; None for a place that nobody owns yet."""

    def own(self, name: str) -> None:
        """Write durably, in place of whoever's it was, whose this place is."""


def open_blobs(url: str) -> Blobs:
    """The place of a BLOB_URL: `file:` and a path, or `s3://` and a bucket with a prefix, if you like.

    Raises LocationError for any other, and for a bucket when its client is not installed.
    """
    # Imported when named: a gallery in a folder needs no client for buckets.
    scheme, _, rest = url.partition(":")
    if scheme == "s3" and rest.strip("/"):
        from gallery.bucket import Bucket

        return Bucket(url)
    if scheme == "file" and rest:
        from gallery.folder import Folder, folder_of

        return Folder(folder_of(url))
    raise LocationError(f"BLOB_URL must be file:<folder> or s3://<bucket>/<prefix>, not {url}")


def digest(data: bytes) -> str:
    """SHA-256 in hex: the name of these bytes."""
    return hashlib.sha256(data).hexdigest()


def is_blob_name(name: str) -> bool:
    """Whether a file of ours could be called that."""
    return _NAME.fullmatch(name) is not None


def path_of(name: str) -> str:
    """Where a file is in any place. Raises FileNotFoundError for what is no name of ours."""
    # Only hex names get this far, so that no request can walk out of the place.
    if not is_blob_name(name):
        raise FileNotFoundError(name)
    return f"{name[:2]}/{name}"
