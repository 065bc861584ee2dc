"""Everything that can be set about a network and its training, as frozen dataclasses."""

import argparse
import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Adversarial = Literal["lsgan", "hinge"]
Architecture = Literal["munit", "munit_prime", "munit_prime_pono_ms"]
Normalised = Literal["none", "discriminator", "all"]
Precision = Literal["auto", "float32", "bfloat16"]
Measure = Literal["steps", "minutes"]


@dataclass(frozen=True)
class NetworkConfig:
    """One word for the architecture, the rest are sizes; the defaults are MUNIT's own."""

    arch: Architecture = "munit_prime_pono_ms"
    image_px: int = 256
    channels: int = 64
    style_dim: int = 8
    res_blocks: int = 4
    mlp_dim: int = 256
    patch: int = field(default=1, metadata={"help": "the outer layers take p x p pixels as one"})
    noise_maps: int = field(default=0, metadata={"help": "maps a style mixes into each upsampling level"})
    stroke_maps: int = field(default=0, metadata={"help": "of these so many are drawn out along the sketch's forms"})
    materials: bool = field(default=False, metadata={"help": "let a style mix rasters, panes, strokes, papers in too"})
    parts: bool = field(default=False, metadata={"help": "tell the encoder how large each closed part is"})
    masks: bool = field(default=False, metadata={"help": "dual mask injection at every decoder level"})
    composite: bool = field(default=False, metadata={"help": "lay the sketch's ink over the painting at the end"})
    fine_channels: int = field(
        default=0, metadata={"help": "of a last level, which paints at twice the size and learns alone; 0: none"}
    )

    @property
    def painting_px(self) -> int:
        """Side of the paintings; image_px is that of the sketches."""
        return self.image_px * (2 if self.fine_channels else 1)


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
    falling: Measure = field(
        default="steps", metadata={"help": "what that is a third of; minutes: of a lent machine, resumes are not exact"}
    )
    discriminator_lr: float = 2e-4
    ema: float = field(default=0.998, metadata={"help": "decay a step of the averaged weights"})
    precision: Precision = field(default="auto", metadata={"help": "auto: bfloat16 convolutions where that gains"})
    anchor_weight: float = field(
        default=10.0, metadata={"help": "L1 to the known painting of a sketch; 0: unpaired, as the original"}
    )
    fine_share: float = field(default=1.0, metadata={"help": "of the anchor at full size, the rest without texture"})
    coarse_px: int = field(default=8, metadata={"help": "finer than this is texture: wider than a stroke is best"})
    perceptual_weight: float = field(default=1.0, metadata={"help": "VGG16 feature distance to the same"})
    deep_weight: float = field(
        default=0.0, metadata={"help": "VGG16 distance after blocks 3 to 5, where what things are is told; needs --vgg"}
    )
    texture_weight: float = field(default=0.0, metadata={"help": "VGG16 Gram distance to the same, on a crop"})
    detail_weight: float = field(default=0.0, metadata={"help": "of the last level: as much fine detail in each place"})
    gan_weight: float = 0.3
    gan: Adversarial = "lsgan"
    projected_weight: float = field(
        default=0.0, metadata={"help": "a second judge, of what VGG16 sees, always by hinge; needs --vgg"}
    )
    lite_weight: float = field(
        default=0.0, metadata={"help": "a third judge, of what EfficientNet-Lite1 sees, always by hinge; needs --lite"}
    )
    spectral_norm: Normalised = field(default="none", metadata={"help": "of which networks' convolutions"})
    diff_augment: str = field(default="", metadata={"help": "what judges see is changed: color,translation,cutout"})
    two_way: bool = field(default=False, metadata={"help": "painting -> sketch too, with a judge of sketches"})
    cycle_weight: float = field(default=0.0, metadata={"help": "style-augmented cycle; needs two-way"})
    prior_share: float = field(default=0.5, metadata={"help": "of wished styles drawn from N(0, I); 1: all, as MUNIT"})
    style_weight: float = field(default=1.0, metadata={"help": "recon_s: the drawn style is found again"})
    way_weight: float = field(default=0.0, metadata={"help": "pulls a painting's code to its way's own point"})
    prior_weight: float = field(default=0.01, metadata={"help": "keeps encoded styles near the unit normal"})
    content_weight: float = field(default=0.5, metadata={"help": "recon_c: content and moments are found again"})
    image_weight: float = field(default=5.0, metadata={"help": "recon_x"})
    slow_every: int = field(default=4, metadata={"help": "recon_x, recon_c, cycle are computed every so many steps"})
    cross_every: int = field(default=1, metadata={"help": "the unpaired branch is computed every so many steps"})
    doodle_share: float = field(default=0.5, metadata={"help": "share of people's doodles in the unpaired branch"})
    checkpoint_every: int = 100
    sample_every: int = 250

    @property
    def looks_deep(self) -> bool:
        """Whether VGG16's blocks 4 and 5 are needed."""
        return self.projected_weight > 0 or self.deep_weight > 0


def add_flags(parser: argparse.ArgumentParser, config: type) -> None:
    """One --flag per field, with its type, choices and default."""
    for item in dataclasses.fields(config):
        parser.add_argument(
            "--" + item.name.replace("_", "-"),
            default=item.default,
            help=f"{item.metadata.get('help', '')} (default {item.default})".strip(),
            **_kind(item.type),
        )


def _kind(kind: Any) -> dict[str, Any]:
    if kind is bool:
        return {"action": argparse.BooleanOptionalAction}
    return {"choices": get_args(kind)} if get_args(kind) else {"type": kind}


def from_flags(config: type, flags: argparse.Namespace) -> Any:
    """The config that the parsed flags say."""
    return config(**{item.name: getattr(flags, item.name) for item in dataclasses.fields(config)})
