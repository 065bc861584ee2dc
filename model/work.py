"""The work folder of a preparation: a small file per picture, so that nothing is lost and nothing done twice."""

import fcntl
import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np


class WorkError(RuntimeError):
    """The work folder cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Made:
    """What came of one picture. facts: its row in the manifest. blobs: encoded pictures, none if it was rejected."""

    facts: Mapping[str, object]
    blobs: Mapping[str, bytes]


class Work:
    """Open for one process at a time; the lock goes with the process, however it ends."""

    def __init__(self, folder: Path, settings: Mapping[str, object], *, fresh: bool = False):
        """Raises WorkError if another preparation is at work here, or if one with other settings was."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._lock = (folder / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise WorkError(f"Another preparation is at work in {folder}.") from error
        if fresh:
            shutil.rmtree(folder / "pictures", ignore_errors=True)
            (folder / "settings.json").unlink(missing_ok=True)
        self._agree_on(settings)

    def close(self) -> None:
        self._lock.close()

    def path(self, *key: str) -> Path:
        """Where the picture of that key is, or will be."""
        digest = hashlib.sha256("/".join(key).encode()).hexdigest()
        return self.folder / "pictures" / digest[:2] / f"{digest[2:20]}.npz"

    def _agree_on(self, settings: Mapping[str, object]) -> None:
        noted, now = self.folder / "settings.json", json.loads(json.dumps(settings))
        if noted.exists() and (before := json.loads(noted.read_text())) != now:
            self.close()
            raise WorkError(
                f"{self.folder} was begun with other settings ({before}, now {now}): "
                "use the same, another --out, or --fresh to begin again."
            )
        noted.write_text(json.dumps(now))


def save(path: Path, made: Made) -> None:
    """All or nothing."""
    file = io.BytesIO()
    facts = np.frombuffer(json.dumps(made.facts).encode(), np.uint8)
    np.savez(file, facts=facts, **{name: np.frombuffer(blob, np.uint8) for name, blob in made.blobs.items()})
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")
    half.write_bytes(file.getvalue())
    os.replace(half, path)


def load(path: Path) -> Made | None:
    """None if it is not there, or not whole."""
    try:
        with np.load(io.BytesIO(path.read_bytes())) as arrays:
            blobs = {name: arrays[name].tobytes() for name in arrays.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None
    return Made(json.loads(blobs.pop("facts")), blobs)
