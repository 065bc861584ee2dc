"""Images in a folder, sharded by the first two hex characters of their names."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from gallery.blobs import OWNER, Found, digest, is_blob_name, path_of
from gallery.settings import LocationError

_WRITING = ".writing-"


def folder_of(url: str) -> Path:
    """The folder of a `file:` URL, absolute or relative to the current one. Raises LocationError for another host's."""
    path = url.removeprefix("file:")
    if path.startswith("//"):
        host, slash, rest = path[2:].partition("/")
        if host not in ("", "localhost") or not rest:
            raise LocationError(f"BLOB_URL must name a folder of this machine, like file:///srv/blobs, not {url}")
        path = slash + rest
    return Path(path)


class Folder:
    """A `gallery.blobs.Blobs` on a file system."""

    def __init__(self, folder: Path):
        self.folder = folder

    def add(self, data: bytes, *, ext: str) -> str:
        sha256 = digest(data)
        target = self.folder / path_of(f"{sha256}.{ext}")
        _make(target.parent)
        with _locked(target.parent, fcntl.LOCK_SH) as shard:
            if not _renewed(target):
                _write(target, data)
            # A rename is on disk only once its folder is. Also for a file that was there: whoever
            # renamed it may not have come to this line yet.
            os.fsync(shard)
        return sha256

    @contextmanager
    def bulk(self) -> Iterator["Bulk"]:
        bulk = Bulk(self)
        try:
            yield bulk
            bulk.settle()
        finally:
            bulk.give_up()

    def read(self, sha256: str, *, ext: str) -> bytes:
        return (self.folder / path_of(f"{sha256}.{ext}")).read_bytes()

    def listing(self, shard: str) -> Iterator[Found]:
        folder = self.folder / shard
        if not folder.is_dir():
            return
        with os.scandir(folder) as entries:
            for entry in entries:
                if is_blob_name(entry.name) or entry.name.startswith(_WRITING):
                    try:
                        yield Found(f"{shard}/{entry.name}", _instant(entry.stat().st_mtime))
                    except FileNotFoundError:
                        continue  # a writer has just finished, or somebody else sweeps

    def remove(self, found: Found, *, older_than: datetime) -> bool:
        path = self.folder / found.path
        # No writer can come between the look and the deed and rely on what is about to go.
        with _locked(path.parent, fcntl.LOCK_EX):
            try:
                if _instant(path.stat().st_mtime) >= older_than:
                    return False
                path.unlink()
            except FileNotFoundError:
                return False
        return True

    def owner(self) -> str | None:
        try:
            return (self.folder / OWNER).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def own(self, name: str) -> None:
        _make(self.folder)
        with _locked(self.folder, fcntl.LOCK_SH) as folder:
            _write(self.folder / OWNER, name.encode())
            os.fsync(folder)


class Bulk:
    """Adds to a folder. Names appear a thousand at a time, after one sync of them all: a file's own sync
    takes a disk as long as writing a hundred of them."""

    _AT_ONCE = 1_000

    def __init__(self, place: Folder):
        self._place = place
        self._waiting: list[tuple[Path, Path]] = []
        self._turn = Lock()

    def add(self, data: bytes, *, ext: str) -> str:
        sha256 = digest(data)
        target = self._place.folder / path_of(f"{sha256}.{ext}")
        _make(target.parent)
        with _locked(target.parent, fcntl.LOCK_SH):
            there = _renewed(target)
        if not there:
            self._wait(_spool(target, data), target)
        return sha256

    def settle(self) -> None:
        """Bring all that waits under its name, and those names to disk."""
        with self._turn:
            self._name()
        os.sync()

    def give_up(self) -> None:
        """Delete what still waits."""
        for temporary, _ in self._waiting:
            temporary.unlink(missing_ok=True)

    def _wait(self, temporary: Path, target: Path) -> None:
        with self._turn:
            self._waiting.append((temporary, target))
            if len(self._waiting) >= self._AT_ONCE:
                self._name()

    def _name(self) -> None:
        os.sync()
        while self._waiting:
            os.replace(*self._waiting[-1])
            self._waiting.pop()


def _make(shard: Path) -> None:
    if not shard.exists():
        shard.mkdir(parents=True, exist_ok=True)
        with _locked(shard.parent, fcntl.LOCK_SH) as parent:
            os.fsync(parent)


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[int]:
    """The folder's descriptor, with its lock, which goes when the descriptor does."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, how)
        yield descriptor
    finally:
        os.close(descriptor)


def _renewed(path: Path) -> bool:
    """Whether the file was there; it now counts as just written."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _write(target: Path, data: bytes) -> None:
    temporary = _spool(target, data, os.fsync)
    try:
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _spool(target: Path, data: bytes, settle: Callable[[int], None] = lambda _: None) -> Path:
    """Bytes in a file beside `target`, settled before it is closed."""
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=_WRITING)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            settle(file.fileno())
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Path(temporary)


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
