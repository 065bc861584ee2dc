"""Files of a folder or of a tar, read alike; a member of a tar is found once and then read directly."""

import tarfile
from dataclasses import dataclass
from pathlib import Path

PICTURES = (".png", ".jpg", ".jpeg", ".webp")


class NothingFound(ValueError):
    """The folder or tar is missing, broken, or holds no file of the wanted kind; the message says which."""


@dataclass(frozen=True)
class File:
    """A file on its own or inside a tar. name: its path seen from the folder or tar."""

    name: str
    path: Path
    start: int = 0
    size: int = -1

    @property
    def stem(self) -> str:
        return Path(self.name).stem

    def read(self) -> bytes:
        with self.path.open("rb") as file:
            file.seek(self.start)
            return file.read(self.size)


def find(place: Path, endings: tuple[str, ...] = PICTURES) -> list[File]:
    """All files below a folder, or in a tar, with one of the endings; sorted by name. Raises NothingFound."""
    if place.is_dir():
        found = [File(str(path.relative_to(place)), path) for path in place.rglob("*") if path.is_file()]
    elif place.is_file():
        found = _members(place)
    else:
        raise NothingFound(f"There is neither a folder nor a tar at {place}.")
    wanted = sorted((file for file in found if file.name.lower().endswith(endings)), key=lambda file: file.name)
    if not wanted:
        raise NothingFound(f"{place} holds no file that ends in {', '.join(endings)}.")
    return wanted


def _members(tar: Path) -> list[File]:
    try:
        with tarfile.open(tar, "r:") as members:  # a compressed tar could not be read from the middle
            return [File(m.name, tar, m.offset_data, m.size) for m in members if m.isfile()]
    except tarfile.TarError as error:
        raise NothingFound(f"{tar} cannot be read as an uncompressed tar: {error}") from error
