"""A release: the folder that holds trained weights and all that serving must know about them.

model.safetensors (weights), config.json (architecture, licence, sha256 of the weights), styles.json (named
styles, prior), samples/<slug>.webp, MODEL_CARD.md. No torch here: any process may read the description.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.config import NetworkConfig
from model.item import FREE_DRAW

RELEASES = Path(__file__).parent / "releases"
WEIGHTS, CONFIG, STYLES = "model.safetensors", "config.json", "styles.json"


class ReleaseError(ValueError):
    """The folder is not a usable release; the message names it and what is wrong."""


@dataclass(frozen=True)
class Style:
    """A named style: its code in the release's style space, and a WebP of what it looks like."""

    id: int
    slug: str
    names: Mapping[str, str]
    moods: tuple[str, ...]
    code: tuple[float, ...]
    sample: bytes


@dataclass(frozen=True)
class Release:
    """What config.json and styles.json say.

    prior_mean: (style_dim,), prior_root: (style_dim, style_dim), lower triangle; a free draw is
    mean + root @ standard normal. names: what it paints, by language, as a heading over its styles ("For cats").
    """

    name: str
    sha256: str
    licence: str
    network: NetworkConfig
    styles: tuple[Style, ...]
    prior_mean: NDArray[np.float32]
    prior_root: NDArray[np.float32]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def image_px(self) -> int:
        """Side of the sketches it takes."""
        return self.network.image_px

    @property
    def painting_px(self) -> int:
        """Side of the paintings it makes."""
        return self.network.painting_px

    def code(self, style: int, seed: int) -> NDArray[np.float32]:
        """The style code of a named style, or of a free draw by seed. Raises KeyError for an unknown style."""
        if style == FREE_DRAW:
            drawn = np.random.default_rng(seed).standard_normal(self.network.style_dim)
            return (self.prior_mean + self.prior_root @ drawn).astype(np.float32)
        return np.array({known.id: known.code for known in self.styles}[style], np.float32)


def describe(folder: Path) -> Release:
    """Reads a release's description; the weights are not touched. Raises ReleaseError."""
    try:
        config = json.loads((folder / CONFIG).read_text())
        styles = json.loads((folder / STYLES).read_text())
        return Release(
            name=config["name"],
            sha256=config["sha256"],
            licence=config["licence"],
            network=NetworkConfig(**config["network"]),
            styles=tuple(_style(folder, entry) for entry in styles["styles"]),
            prior_mean=np.array(styles["prior"]["mean"], np.float32),
            prior_root=np.array(styles["prior"]["root"], np.float32),
            names=dict(config.get("names", {})),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"{folder} is not a release: {error}") from error


def _style(folder: Path, entry: Mapping[str, Any]) -> Style:
    return Style(
        id=int(entry["id"]),
        slug=entry["slug"],
        names=dict(entry["names"]),
        moods=tuple(entry["moods"]),
        code=tuple(entry["code"]),
        sample=(folder / "samples" / f"{entry['slug']}.webp").read_bytes(),
    )


def verify(folder: Path, release: Release) -> bytes:
    """The bytes of the weights. Raises ReleaseError unless they are the ones that config.json names."""
    try:
        data = (folder / WEIGHTS).read_bytes()
    except OSError as error:
        raise ReleaseError(f"{folder} has no weights: {error}") from error
    if hashlib.sha256(data).hexdigest() != release.sha256:
        raise ReleaseError(f"{folder / WEIGHTS} is damaged: its sha256 is not the one in {CONFIG}")
    return data
