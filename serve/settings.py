"""The operating numbers of the system: the `args` and the `user_config` of serve_config.yaml."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from gallery.settings import GallerySettings


class Settings(BaseModel):
    """The `args` block of serve_config.yaml. Every value is written there; there are no hidden defaults."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    releases: tuple[str, ...] = Field(
        min_length=1,
        description="releases to paint with: names of folders in model/releases/, or paths of other folders; "
        "free draws come from the first",
    )
    device: Literal["auto", "cpu", "cuda"] = Field(
        description="where the network runs; `auto`: the GPU that Ray lent to the painter, else the CPU"
    )
    decoders: int = Field(
        ge=1, description="uploads that a preprocessor reads at once, each in a process and in a thread of its own"
    )
    painter_cache: int = Field(ge=0, description="recent sketches whose content codes a painter keeps, in sketches")
    max_pending: int = Field(
        ge=16, description="paintings waiting or in work before a front answers 503 `busy`, in paintings"
    )
    preparing_timeout_s: float = Field(
        gt=0, description="time for one upload to become a sketch, waiting included, in seconds"
    )
    painting_timeout_s: float = Field(
        gt=0,
        description="time for one sketch to become a painting, waiting and retries after a painter's death "
        "included, in seconds",
    )
    probe_timeout_s: float = Field(
        gt=0, description="how long /readyz waits for the preprocessor and the painter to answer, in seconds"
    )
    gallery: GallerySettings = Field(description="the gallery's own part")


class Batching(BaseModel):
    """The Painter's `user_config`: taken over by running painters without a restart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_batch_size: int = Field(ge=1, description="most paintings made in one go, in paintings")
    batch_wait_timeout_s: float = Field(
        ge=0, description="how long a painting waits for company before it is painted, in seconds"
    )
