"""Everything that can be set about a network and its training, as frozen dataclasses."""

import argparse
import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

Architecture = Literal["munit", "munit_prime", "munit_prime_pono_ms"]


@dataclass(frozen=True)
class NetworkConfig:
    """One word for the architecture, the rest are sizes; the defaults are MUNIT's own."""

    arch: Architecture = "munit_prime_pono_ms"
    image_px: int = 256
    channels: int = 64
    style_dim: int = 8
    res_blocks: int = 4
    mlp_dim: int = 256


@dataclass(frozen=True)
class TrainConfig:
    """One training run. Weights of losses: 0 leaves the term out of the computation."""

    steps: int = field(default=4000, metadata={"help": "last step of the run"})
    minutes: float = field(default=0.0, metadata={"help": "stop with a checkpoint after this long; 0: no limit"})
    batch: int = field(default=4, metadata={"help": "pairs a step"})
    warm_steps: int = field(default=0, metadata={"help": "the first steps, taken at half the image size"})
    warm_batch: int = field(default=8, metadata={"help": "pairs a step meanwhile"})
    seed: int = 0
    lr: float = field(default=2e-4, metadata={"help": "falls to a tenth over the run's last third"})
    discriminator_lr: float = 2e-4
    ema: float = field(default=0.998, metadata={"help": "decay a step of the averaged weights"})
    anchor_weight: float = field(default=10.0, metadata={"help": "L1 to the known painting of a sketch"})
    perceptual_weight: float = field(default=1.0, metadata={"help": "VGG16 feature distance to the same"})
    gan_weight: float = 0.3
    style_weight: float = field(default=1.0, metadata={"help": "recon_s: the drawn style is found again"})
    prior_weight: float = field(default=0.01, metadata={"help": "keeps encoded styles near the unit normal"})
    content_weight: float = field(default=0.5, metadata={"help": "recon_c: content and moments are found again"})
    image_weight: float = field(default=5.0, metadata={"help": "recon_x of paintings"})
    slow_every: int = field(default=4, metadata={"help": "recon_x and recon_c are computed every so many steps"})
    doodle_share: float = field(default=0.5, metadata={"help": "share of people's doodles in the unpaired branch"})
    checkpoint_every: int = 100
    sample_every: int = 250


def add_flags(parser: argparse.ArgumentParser, config: type) -> None:
    """One --flag per field, with its type and default."""
    for item in dataclasses.fields(config):
        kind = item.type if item.type in (int, float, str) else str
        parser.add_argument(
            "--" + item.name.replace("_", "-"),
            type=kind,
            default=item.default,
            help=f"{item.metadata.get('help', '')} (default {item.default})".strip(),
        )


def from_flags(config: type, flags: argparse.Namespace) -> Any:
    """The config that the parsed flags say."""
    return config(**{item.name: getattr(flags, item.name) for item in dataclasses.fields(config)})
