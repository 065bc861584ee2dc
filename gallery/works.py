"""What the store hands out: pictures, paintings and artworks as plain values, free of sessions."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from gallery.painting import Failed, Lineage

_RANDOM_ID = re.compile("[A-Za-z0-9_-]{22}")


def random_id() -> str:
    """A new id: 128 random bits as 22 characters that need no quoting in an address."""
    return secrets.token_urlsafe(16)


def is_random_id(text: str) -> bool:
    """Whether `random_id` could have made this; nothing else need be asked of a database."""
    return _RANDOM_ID.fullmatch(text) is not None


def utc_now() -> datetime:
    """Now, with its time zone, as every instant in this room is."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Picture:
    """An image that our encoder wrote. width, height: pixels; ext: png, jpg, webp or avif."""

    sha256: str
    ext: str
    width: int
    height: int

    @property
    def url(self) -> str:
        return f"/media/{self.sha256}.{self.ext}"


@dataclass(frozen=True)
class Painting:
    """A painting and the prepared sketch it was made from.

    crop: x, y, side of the sketch's square on the upright upload, in the upload's pixels.
    by_reference: style 0 was a picture's; variation, lineage: see gallery.painting.Wish.
    """

    id: str
    style: int
    seed: int
    release: str
    picture: Picture
    sketch: Picture
    crop: tuple[int, int, int]
    created_at: datetime
    expires_at: datetime
    by_reference: bool = False
    variation: float = 0.0
    lineage: Lineage = ()


@dataclass(frozen=True)
class PaintingSet:
    """All that came of one request; at least one painting, in the order of the wishes."""

    sketch: Picture
    crop: tuple[int, int, int]
    paintings: tuple[Painting, ...]
    failed: tuple[Failed, ...]


@dataclass(frozen=True)
class Artwork:
    """A submitted painting as the gallery shows it.

    palette: five colours as #rrggbb; colour: the name of the one it is known by (gallery.colours); preview: a
    tiny WebP in base64, or empty; hung_at: when everybody could see it first.
    """

    id: str
    status: str
    title: str
    artist: str
    emotion: str | None
    alt: str
    licence: str
    consent_training: bool
    painting: Painting
    variants: tuple[Picture, ...]
    palette: tuple[str, ...]
    colour: str
    preview: str
    likes: int
    created_at: datetime
    hung_at: datetime | None
    updated_at: datetime


@dataclass(frozen=True)
class Submitted:
    """A fresh artwork and the only showing of its edit token."""

    artwork: Artwork
    edit_token: str


@dataclass(frozen=True)
class Page:
    """One page of the wall; `next` is the opaque cursor of the page after it, None on the last."""

    artworks: Sequence[Artwork]
    next: str | None
