"""The port to the painters: what the site hands over, what comes back, how it fails.

The site is handed a `Paint` and a `Catalogue` and knows nothing else of how paintings are made.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gallery.problems import Problem

FREE_DRAW = 0
"""Style id of a code drawn from the style prior by the wish's seed; named styles start at 1."""

MAX_SEED = 2**31 - 1

USUAL_INK = 0.5
"""How much of an upload's ink is kept unless its sender says otherwise: 0 the darkest strokes alone, 1 all marks."""


@dataclass(frozen=True)
class Style:
    """A named style of one release; `sample` is a WebP of what it looks like."""

    id: int
    slug: str
    names: Mapping[str, str]
    release: str
    moods: tuple[str, ...]
    sample: bytes


@dataclass(frozen=True)
class Release:
    """A set of trained weights being served. names: what it paints, by language, as it says of itself."""

    name: str
    sha256: str
    licence: str
    image_px: int
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """All that can be wished for. The first release is the one that free draws come from."""

    styles: tuple[Style, ...]
    releases: tuple[Release, ...]


Lineage = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Wish:
    """One painting asked for: a named style, `FREE_DRAW` with the seed that decides it, or as id 0 too
    the style of the reference picture.

    variation: 0-1, how far from that style it may be, in a direction that the seed decides; lineage: seed and
    variation of the paintings that it is a variation of, the first one first.
    """

    style: int
    seed: int
    by_reference: bool = False
    variation: float = 0.0
    lineage: Lineage = ()


@dataclass(frozen=True)
class Prepared:
    """The sketch as the network sees it; always the first event.

    lines: uint8 (256, 256), ink 0 on paper 255.
    crop: x, y, side of that square on the upright upload, in the upload's pixels; the square may
        reach over the upload's edge (then x or y is negative).
    """

    lines: NDArray[np.uint8]
    crop: tuple[int, int, int]


@dataclass(frozen=True)
class Painted:
    """One painting. pixels: uint8 (S, S, 3), S the release's image size."""

    wish: Wish
    release: str
    pixels: NDArray[np.uint8]


@dataclass(frozen=True)
class Failed:
    """One wish that came to nothing while its neighbours did not."""

    wish: Wish
    problem: Problem


Event = Prepared | Painted | Failed

Paint = Callable[[bytes, Sequence[Wish], bytes | None, float], AsyncGenerator[Event, None]]
"""paint(upload, wishes, reference, ink): yields one Prepared, then one Painted or Failed per wish as each is ready.

`ink`: how much of the upload's ink to keep, 0-1. Without wishes, the Prepared is all there is.
`upload` and `reference` (a picture whose style a wish is for, if there is one) are image files as the
client sent them. Raises, before the first event, a `Problem`: UnsupportedImage, UndecodableImage,
TooManyPixels, BlankSketch for the files, or Full when there is no room for all wishes: once the first
event is there, all of them have their place, until the generator is closed.
"""

Check = Callable[[], Awaitable[Sequence[str]]]
"""check(): a sentence for each reason why nothing can be painted now; empty when ready."""
