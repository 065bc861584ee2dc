"""Images in a bucket of any S3: one object each, written whole or not at all, named as in a folder.

Endpoint, region and credentials come from the environment's AWS_* variables, as every S3 client reads them.
"""

import errno
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Self

from gallery.blobs import OWNER, Found, digest, is_blob_name, path_of
from gallery.pictures import SERVED_TYPES
from gallery.settings import LocationError

try:
    import obstore
    from obstore.exceptions import BaseError
    from obstore.store import S3Store
except ImportError as error:
    raise LocationError("BLOB_URL names a bucket; install its client with: pip install 'sketch2art[s3]'") from error

# Together under the 10 s in which a request has to be told that nothing can be stored.
_CONNECT_TIMEOUT, _TIMEOUT = "2s", "4s"
_RETRIES = {"max_retries": 1, "retry_timeout": timedelta(seconds=5)}
_NO_ROOM = ("507 Insufficient Storage", "XMinioStorageFull", "QuotaExceeded")
"""How servers say that they are full: RFC 4918, MinIO, Ceph."""


class Bucket:
    """A `gallery.blobs.Blobs` in an S3 bucket.

    Nothing locks an object: `remove` looks at its age a moment before it deletes, and a writer that adds
    the very same bytes within that moment loses them. Sweep buckets only of what is hours old.
    """

    def __init__(self, url: str):
        # http:// is spoken only where AWS_ENDPOINT_URL asks for it.
        options = {"connect_timeout": _CONNECT_TIMEOUT, "timeout": _TIMEOUT, "allow_http": True}
        self._store = S3Store.from_url(url, client_options=options, retry_config=_RETRIES)

    def add(self, data: bytes, *, ext: str) -> str:
        sha256 = digest(data)
        kind = {"Content-Type": SERVED_TYPES[ext]}
        with _told(missing=ConnectionError):  # what is missing for a writer is the bucket
            obstore.put(self._store, path_of(f"{sha256}.{ext}"), data, attributes=kind, use_multipart=False)
        return sha256

    def bulk(self) -> AbstractContextManager[Self]:
        return nullcontext(self)

    def read(self, sha256: str, *, ext: str) -> bytes:
        path = path_of(f"{sha256}.{ext}")
        with _told():
            return bytes(obstore.get(self._store, path).bytes())

    def listing(self, shard: str) -> Iterator[Found]:
        with _told(missing=ConnectionError):
            for chunk in obstore.list(self._store, prefix=f"{shard}/"):
                found = (Found(one["path"], one["last_modified"]) for one in chunk)
                # The bucket may have other things in it.
                yield from (one for one in found if is_blob_name(one.name) and one.path == path_of(one.name))

    def remove(self, found: Found, *, older_than: datetime) -> bool:
        try:
            with _told():
                if obstore.head(self._store, found.path)["last_modified"] >= older_than:
                    return False
                obstore.delete(self._store, found.path)
        except FileNotFoundError:
            return False
        return True

    def owner(self) -> str | None:
        try:
            with _told():
                return bytes(obstore.get(self._store, OWNER).bytes()).decode()
        except FileNotFoundError:
            return None

    def own(self, name: str) -> None:
        with _told(missing=ConnectionError):
            obstore.put(self._store, OWNER, name.encode(), use_multipart=False)


@contextmanager
def _told(*, missing: type[OSError] = FileNotFoundError) -> Iterator[None]:
    """Says in the words of `Blobs` what the client says in its own."""
    try:
        yield
    except FileNotFoundError as error:
        raise missing(_first_line(error)) from error
    except BaseError as error:
        if any(words in str(error) for words in _NO_ROOM):
            raise OSError(errno.ENOSPC, _first_line(error)) from error
        raise ConnectionError(_first_line(error)) from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
