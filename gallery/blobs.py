"""Images on disk, named by the SHA-256 of their bytes. Written so that a name always means whole bytes."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{64}\.(png|jpg|webp)", re.ASCII)


def digest(data: bytes) -> str:
    """SHA-256 in hex: the name of these bytes."""
    return hashlib.sha256(data).hexdigest()


def is_blob_name(name: str) -> bool:
    """Whether a file of ours could be called that."""
    return _NAME.fullmatch(name) is not None


class Blobs:
    """A folder of immutable files, sharded by the first two hex characters.

    url: `file:` and a path, absolute or relative to the current folder.
    """

    def __init__(self, url: str):
        scheme, _, path = url.partition(":")
        if scheme != "file" or not path:
            raise ValueError(f"BLOB_URL must be file:<folder>, not {url}")
        self.folder = Path(path)

    def add(self, data: bytes, *, ext: str) -> str:
        """Write bytes durably and return their SHA-256; the same bytes again cost nothing."""
        sha256 = digest(data)
        target = self._path(f"{sha256}.{ext}")
        if not target.exists():
            self._write(target, data)
        # Also for a file that is there: whoever renamed it may not have come to this line yet.
        _sync_folder(target.parent)
        return sha256

    def read(self, sha256: str, *, ext: str) -> bytes:
        """The bytes of that name. Raises FileNotFoundError, also for what is no name of ours."""
        return self._path(f"{sha256}.{ext}").read_bytes()

    def _path(self, name: str) -> Path:
        # Only hex names reach the file system, so that no request can walk out of the folder.
        if not is_blob_name(name):
            raise FileNotFoundError(name)
        return self.folder / name[:2] / name

    def _write(self, target: Path, data: bytes) -> None:
        shard = target.parent
        if not shard.exists():
            shard.mkdir(parents=True, exist_ok=True)
            _sync_folder(shard.parent)
        handle, temporary = tempfile.mkstemp(dir=shard, prefix=".writing-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _sync_folder(folder: Path) -> None:
    # A rename is on disk only once its folder is.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
