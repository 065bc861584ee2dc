"""What can be wished for, read from the releases that are to be served."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from gallery.painting import Catalogue, Release, Style
from model import release as releases


class NoRoom(Exception):
    """One person's wish would never find room; the message says what to set."""


def require_room(max_pending: int, catalogue: Catalogue) -> None:
    """Raises NoRoom when a request for all styles and a picture's would be refused for ever."""
    most = len(catalogue.styles) + 1
    if max_pending < most:
        raise NoRoom(f"max_pending is {max_pending}, but one request may ask for {most} paintings: allow as many.")


def release_folders(names: Iterable[str]) -> list[Path]:
    """Where the releases named in Settings.releases lie: a path stays what it is."""
    return [releases.RELEASES / name for name in names]


def read_catalogue(folders: Iterable[Path]) -> Catalogue:
    """All styles of the releases in these folders. Raises model.release.ReleaseError."""
    return catalogue_of([releases.describe(folder) for folder in folders])


def catalogue_of(described: Sequence[releases.Release]) -> Catalogue:
    """All styles of these releases. Raises model.release.ReleaseError if two styles share an id."""
    catalogue = Catalogue(
        styles=tuple(_style(style, found.name) for found in described for style in found.styles),
        releases=tuple(
            Release(found.name, found.sha256, found.licence, found.painting_px, found.names) for found in described
        ),
    )
    _refuse_shared_ids(catalogue)
    return catalogue


def _style(style: releases.Style, release: str) -> Style:
    return Style(
        id=style.id,
        slug=style.slug,
        names=style.names,
        release=release,
        moods=tuple(style.moods),
        sample=style.sample,
    )


def _refuse_shared_ids(catalogue: Catalogue) -> None:
    uses = Counter(style.id for style in catalogue.styles)
    shared = sorted(style for style, count in uses.items() if count > 1)
    if shared:
        names = ", ".join(found.name for found in catalogue.releases)
        raise releases.ReleaseError(
            f"Two styles of the releases {names} have the same id ({', '.join(map(str, shared))}): "
            "a style id must name its release. Export one of them with other ids."
        )
