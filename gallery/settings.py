"""What the gallery is told: its part of serve_config.yaml, and the environment's locations."""

import os

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request


class LocationError(ValueError):
    """DATABASE_URL or BLOB_URL names no place that this gallery can use; the message says what to write."""


class GallerySettings(BaseModel):
    """The `gallery` block of serve_config.yaml's `args`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    moderation: bool = Field(
        True, description="`on`: a submitted artwork waits for a moderator; `off`: it is public at once"
    )
    public_origin: str = Field(
        "",
        pattern=r"^(https?://[A-Za-z0-9.\-\[\]:]+)?$",
        description="scheme and host that the public knows, like https://gallery.example, for links from outside; "
        "empty: what each request says",
    )
    page_size: int = Field(24, ge=1, le=100, description="artworks a page when no `limit` is asked for")
    max_upload_bytes: int = Field(10 * 2**20, ge=1, description="largest uploaded file, in bytes")
    max_body_bytes: int = Field(11 * 2**20, ge=1, description="largest request body, in bytes")
    painting_ttl_s: int = Field(86_400, ge=60, description="life of a painting that nobody submits, in seconds")
    sweep_every_s: int = Field(3_600, ge=1, description="time between two looks for what nobody owns, in seconds")
    retry_after_s: int = Field(2, ge=1, description="what `Retry-After` says when there is no room, in seconds")

    paintings_per_minute: int = Field(
        0, ge=0, description="requests for paintings that one client may send in a minute; 0: as many as it likes"
    )
    writes_per_minute: int = Field(
        0, ge=0, description="other writes that one client may send in a minute; 0: as many as it likes"
    )
    sign_ins_per_minute: int = Field(
        10, ge=0, description="attempts to sign in that one client may make in a minute; 0: as many as it likes"
    )
    trusted_proxies: int = Field(
        0, ge=0, description="proxies in front that add to X-Forwarded-For; 0: a client is who the connection is from"
    )

    def origin(self, request: Request) -> str:
        """Scheme and host for links that are followed from elsewhere, without a slash."""
        return self.public_origin or str(request.base_url).rstrip("/")


def database_url() -> str:
    """Where the rows are: DATABASE_URL, by default SQLite in ./data."""
    return os.environ.get("DATABASE_URL", "sqlite:///data/gallery.db")


def blob_url() -> str:
    """Where the images are: BLOB_URL, by default a folder in ./data."""
    return os.environ.get("BLOB_URL", "file:data/blobs")


def kept_by_one_machine() -> tuple[str, ...]:
    """What of the gallery only processes of one machine can share, as half a sentence each."""
    rows, images = database_url(), blob_url()
    local = {
        "DATABASE_URL keeps the rows in an SQLite file": rows.startswith("sqlite"),
        "BLOB_URL keeps the images in a folder": images.startswith("file:"),
    }
    return tuple(reason for reason, holds in local.items() if holds)
