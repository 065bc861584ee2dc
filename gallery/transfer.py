"""Images from one place to another, each looked at on the way."""

from collections.abc import Callable, Container, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import Connection, select

from gallery.blobs import Blobs, digest
from gallery.tables import ImageRow

WORKERS = 16
"""At once: disks that sync and servers that answer are waited for more than computed with."""

_BATCH = 1_000


class Damaged(Exception):
    """There are bytes under a name that they do not have."""


@dataclass
class Faults:
    """Names of images that rows speak of. missing: not there; damaged: other bytes than the name says."""

    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.damaged)

    def among(self, names: Container[str]) -> "Faults":
        """Those of them that have one of these names."""
        return Faults(*([name for name in kind if name in names] for kind in (self.missing, self.damaged)))

    def __str__(self) -> str:
        told = [f"missing: {name}" for name in self.missing] + [f"damaged: {name}" for name in self.damaged]
        return "\n".join(told)


def names(connection: Connection) -> Iterator[str]:
    """The names of all images that have a row."""
    images = select(ImageRow.sha256, ImageRow.ext)
    for sha256, ext in connection.execution_options(yield_per=_BATCH).execute(images):
        yield f"{sha256}.{ext}"


def read_whole(name: str, place: Blobs) -> bytes:
    """The bytes of an image, which are what its name says. Raises FileNotFoundError, Damaged."""
    sha256, _, ext = name.partition(".")
    data = place.read(sha256, ext=ext)
    if digest(data) != sha256:
        raise Damaged(name)
    return data


def transfer(wanted: Iterable[str], source: Blobs, target: Blobs) -> Faults:
    """Copy images; what is not whole is left out and named. Raises OSError when a place does not answer."""
    with target.bulk() as adder:
        return each(wanted, lambda name: adder.add(read_whole(name, source), ext=name.partition(".")[2]))


def each(wanted: Iterable[str], does: Callable[[str], object]) -> Faults:
    """Do something with every image, several at once; which of them are not whole."""
    faults, coming = Faults(), iter(wanted)

    def tried(name: str) -> list[str] | None:
        try:
            does(name)
        except FileNotFoundError:
            return faults.missing
        except Damaged:
            return faults.damaged
        return None

    with ThreadPoolExecutor(WORKERS) as pool:
        while batch := list(islice(coming, _BATCH)):
            for name, fault in zip(batch, pool.map(tried, batch), strict=True):
                if fault is not None:
                    fault.append(name)
    return faults
