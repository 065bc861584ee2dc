"""The stroke format, version 1: what a drawing board sends along with a submission."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gallery.phrases import Phrase

MAX_STROKES = 5_000
MAX_POINTS = 200_000
MAX_BYTES = 2 * 2**20
"""Of the strokes as compact JSON, the form in which they are kept."""

# Whole numbers stay whole, so that a drawing is kept as short as it was sent. The bounds lie far beyond
# any paper; they keep renderers and databases away from 1e308.
_COORDINATE = Field(ge=-100_000, le=100_000)
_PRESSURE = Field(ge=0, le=1)
_MILLISECONDS = Field(ge=0, le=10**12)
# Each half of a union has its bounds: the description would not show those of the whole.
Coordinate = Annotated[int, _COORDINATE] | Annotated[float, _COORDINATE]
Pressure = Annotated[int, _PRESSURE] | Annotated[float, _PRESSURE]
Milliseconds = Annotated[int, _MILLISECONDS] | Annotated[float, _MILLISECONDS]


class Stroke(BaseModel):
    """One movement of a tool. width: paper pixels; points: [x, y, pressure 0-1, t_ms], in order of time."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    tool: Literal["pen", "eraser"]
    width: float = Field(gt=0, le=1024)
    points: list[tuple[Coordinate, Coordinate, Pressure, Milliseconds]] = Field(max_length=MAX_POINTS, fail_fast=True)


class Strokes(BaseModel):
    """A whole drawing: ink only, no colour. width, height: the paper, in pixels."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    version: Literal[1]
    width: int = Field(ge=1, le=8192)
    height: int = Field(ge=1, le=8192)
    strokes: list[Stroke] = Field(max_length=MAX_STROKES, fail_fast=True)

    @model_validator(mode="after")
    def _is_not_too_much(self) -> "Strokes":
        if sum(len(stroke.points) for stroke in self.strokes) > MAX_POINTS:
            raise ValueError(Phrase("All strokes together have at most %(most)s points.", most=MAX_POINTS))
        if len(self.model_dump_json()) > MAX_BYTES:
            raise ValueError(Phrase("The strokes take at most %(most)s bytes.", most=MAX_BYTES))
        return self
