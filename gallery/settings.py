"""What the gallery is told: its part of serve_config.yaml, and the environment's locations."""

import os

from pydantic import BaseModel, ConfigDict, Field


class GallerySettings(BaseModel):
    """The `gallery` block of serve_config.yaml's `args`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    moderation: bool = Field(False, description="`off`: a submitted artwork is public at once; `on`: it waits")
    page_size: int = Field(24, ge=1, le=100, description="artworks a page when no `limit` is asked for")
    max_upload_bytes: int = Field(10 * 2**20, ge=1, description="largest uploaded file, in bytes")
    max_body_bytes: int = Field(11 * 2**20, ge=1, description="largest request body, in bytes")
    painting_ttl_s: int = Field(86_400, ge=60, description="life of a painting that nobody submits, in seconds")
    retry_after_s: int = Field(2, ge=1, description="what `Retry-After` says when there is no room, in seconds")


def database_url() -> str:
    """Where the rows are: DATABASE_URL, by default SQLite in ./data."""
    return os.environ.get("DATABASE_URL", "sqlite:///data/gallery.db")


def blob_url() -> str:
    """Where the images are: BLOB_URL, by default a folder in ./data."""
    return os.environ.get("BLOB_URL", "file:data/blobs")
