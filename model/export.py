"""python -m model.export: a run's averaged weights -> a release folder that serving reads.

Names the styles (model.stylespace), checks that the rounded weights paint what the checkpoint paints, and
writes samples, the log of losses and MODEL_CARD.md. Export again with --evaluation once model.evaluate has run.
Where a last level was trained on top, --finishing names its run: the weights are that one's, all else the first one's.
"""

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from model import card, checkpoint, packing, release, samples, stylespace
from model.config import NetworkConfig
from model.dataset import Pairs, sketch_tensor
from model.networks import SketchPainter
from model.palettes import WAYS
from model.sketch import Sketch, from_ink
from model.strokes import render
from model.transforms import to_tensor, view

_SAMPLE_PX = 256
_SHEET_PX = 144
_LAST_LEVEL = "decoder.fine."
_PRIOR_PAINTINGS = 1500
_JUDGED_SKETCHES = 6


class ExportError(ValueError):
    """The run cannot become a release; the message says why."""


@dataclass(frozen=True)
class Wanted:
    """What the person who exports decides. limits: Markdown for the card; evaluation: evaluation.json; names: what it
    paints, by language, else what the folder's config.json said before; finishing: the last level's run."""

    name: str
    licence: str
    hardware: str
    first_id: int = 1
    limits: str = "Nobody has written this down yet."
    evaluation: dict[str, Any] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    finishing: Path | None = None


def main() -> None:
    args = _parse()
    wanted = Wanted(
        args.name,
        args.licence,
        args.hardware,
        args.first_id,
        args.limits.read_text() if args.limits else Wanted.limits,
        json.loads(args.evaluation.read_text()) if args.evaluation else None,
        dict(args.called or ()),
        args.finishing,
    )
    paths = sorted(args.drawings.glob("*.json"), key=lambda path: (path.stem != args.sample, path.stem))
    drawings = [from_ink(255 - render(json.loads(path.read_text()))) for path in paths]
    folder = args.out or release.RELEASES / args.name
    torch.set_num_threads(args.threads)
    try:
        print(export(args.run, args.data, folder, wanted, drawings))
    except ExportError as error:
        sys.exit(f"export: {error}")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="the run's folder")
    parser.add_argument("--data", type=Path, required=True, help="the archive it was trained on")
    parser.add_argument("--finishing", type=Path, help="the folder of the run that trained a last level on top of it")
    parser.add_argument("--name", required=True, help="name of the release, e.g. anything-256")
    parser.add_argument("--licence", required=True, help="as the training data demands")
    parser.add_argument("--hardware", required=True, help="for the card, e.g. 'one AVX2 core'")
    parser.add_argument(
        "--called",
        type=lambda said: tuple(said.split("=", 1)),
        action="append",
        metavar="LANGUAGE=WORDS",
        help="heading over its styles, e.g. 'en=For cats', once a language; default: what the release said before",
    )
    parser.add_argument("--first-id", type=int, default=1, help="id of the first named style")
    parser.add_argument("--limits", type=Path, help="Markdown for the card: what this release cannot do")
    parser.add_argument("--evaluation", type=Path, help="evaluation.json of model.evaluate, for the card")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--drawings", type=Path, default=Path("tests/model/drawings"), help="stroke JSON that samples and sheet show"
    )
    parser.add_argument("--sample", default="house", help="the drawing whose paintings stand for the styles")
    parser.add_argument("--out", type=Path, help="default: model/releases/NAME")
    return parser.parse_args()


def export(run: Path, archive: Path, folder: Path, wanted: Wanted, drawings: Sequence[Sketch]) -> str:
    """Writes the release folder and returns a line on its size and parity. Raises ExportError."""
    if not drawings:
        raise ExportError("There is no drawing to show: let --drawings name a folder of stroke JSON.")
    state = checkpoint.read(run / checkpoint.NAME)
    last = checkpoint.read(wanted.finishing / checkpoint.NAME) if wanted.finishing else state
    network = NetworkConfig(**last["network"])
    whole = _finished(state, last) if wanted.finishing else state
    exact = _painter(whole)
    weights = packing.packed(exact.state_dict())
    if len(weights) > packing.LIMIT_BYTES:
        raise ExportError(f"{len(weights) / 2**20:.1f} MiB of weights; a release may have 16. Train fewer channels.")
    kept = packing.unpacked(weights)  # what is exported is what is looked at, rounding included
    rounded, without_last = _painter(_holding(kept, whole)), _painter(_holding(kept, state))
    shown = [to_tensor(view(drawing.lines, drawing.mask, network.image_px)[None]) for drawing in drawings]
    data = Pairs(archive)
    pulled = bool(state["train"].get("way_weight"))
    codes = stylespace.of_each_way(without_last, data, _judged(Pairs(archive, "val"), shown), pulled=pulled)
    parity = _parity(exact, rounded, shown, codes)
    (folder / "samples").mkdir(parents=True, exist_ok=True)
    (folder / release.WEIGHTS).write_bytes(weights)
    config = _config(wanted, network, state, weights, sum(value.numel() for value in rounded.parameters()))
    config["names"] = dict(wanted.names) or _names_before(folder)
    if wanted.finishing:
        config["finishing"] = _training(last)
    if "blended" in state:
        config["blended"] = state["blended"]
    _write_json(folder / release.CONFIG, config)
    _write_json(folder / release.STYLES, {"prior": _prior(rounded, data), "styles": _named(codes, wanted.first_id)})
    _write_pictures(rounded, codes, drawings, shown, folder)
    made = card.Run(state, _logged(run, folder / "losses.csv"), wanted.hardware)
    if wanted.finishing:
        made = replace(made, finishing=(last["step"], _logged(wanted.finishing, folder / "finishing.csv")))
    limits, evaluation = wanted.limits, wanted.evaluation
    card.write(folder / "MODEL_CARD.md", config=config, run=made, data=data, evaluation=evaluation, limits=limits)
    return f"{folder}: {len(weights) / 2**20:.1f} MiB; {parity}"


def _logged(run: Path, copy: Path) -> float:
    """Minutes of a run, whose log is taken along."""
    shutil.copy(run / "log.csv", copy)
    return card.minutes_of(copy)


def _finished(state: dict, last: dict) -> dict:
    """A checkpoint's painter with another's last level: it may have learned on since that was laid on top of it."""
    levels = {name: weight for name, weight in last["modules"]["averaged"].items() if name.startswith(_LAST_LEVEL)}
    return {"network": last["network"], "modules": {"averaged": state["modules"]["averaged"] | levels}}


def _painter(state: dict) -> SketchPainter:
    """A checkpoint's averaged painter. Raises ExportError."""
    painter = SketchPainter(NetworkConfig(**state["network"]))
    try:
        painter.load_state_dict(state["modules"]["averaged"])
    except RuntimeError as error:
        raise ExportError(f"The last level belongs to another network: {error}") from error
    return painter.requires_grad_(False).eval()


def _holding(weights: Mapping[str, Tensor], state: dict) -> dict:
    """A checkpoint with these in place of its painter's own weights."""
    return state | {"modules": {"averaged": {name: weights[name] for name in state["modules"]["averaged"]}}}


def _judged(data: Pairs, shown: Sequence[Tensor]) -> list[Tensor]:
    """Sketches of pictures that were not trained on, or, where there are none, the drawings of the sheet."""
    places = np.linspace(0, len(data.views) - 1, min(_JUDGED_SKETCHES, len(data.views))).astype(int)
    return [sketch_tensor(data.views[i][None]) for i in places] or list(shown)


def _parity(exact: SketchPainter, rounded: SketchPainter, shown: Sequence[Tensor], codes: NDArray) -> str:
    """How far the rounded weights' paintings are from the checkpoint's, over all drawings and styles."""
    apart = np.concatenate([_differences(exact, rounded, sketch, torch.from_numpy(codes)) for sketch in shown])
    return f"rounded weights differ from the checkpoint by {apart.mean():.3f} of 255 on average, {apart.max()} at most"


def _differences(exact: SketchPainter, rounded: SketchPainter, sketch: Tensor, codes: Tensor) -> NDArray[np.int16]:
    one, other = (np.stack(samples.in_every_style(p, sketch, codes)).astype(np.int16) for p in (exact, rounded))
    return np.abs(one - other).ravel()


def _config(wanted: Wanted, network: NetworkConfig, state: dict, weights: bytes, count: int) -> dict:
    return {
        "name": wanted.name,
        "licence": wanted.licence,
        "sha256": hashlib.sha256(weights).hexdigest(),
        "weights": count,
        "bits": packing.bits(weights),
        "network": asdict(network),
        "training": _training(state),
    }


def _training(state: dict) -> dict:
    return state["train"] | {"step": state["step"]}


def _names_before(folder: Path) -> dict[str, str]:
    path = folder / release.CONFIG
    return json.loads(path.read_text()).get("names", {}) if path.exists() else {}


def _named(codes: NDArray[np.float32], first_id: int) -> list[dict]:
    return [
        {
            "id": first_id + i,
            "slug": way.slug,
            "names": dict(zip(("en", "ko"), way.names, strict=True)),
            "moods": list(way.moods),
            "code": [round(float(value), 5) for value in codes[i]],
        }
        for i, way in enumerate(WAYS)
    ]


def _prior(painter: SketchPainter, data: Pairs) -> dict[str, list]:
    """Mean and root covariance of real paintings' style codes: what free draws are drawn from."""
    chosen = data.paintings[:: max(1, len(data.paintings) // _PRIOR_PAINTINGS)]
    codes = stylespace.codes_of(painter, chosen).astype(np.float64)
    root = np.linalg.cholesky(np.cov(codes.T) + 1e-6 * np.eye(codes.shape[1]))
    return {"mean": codes.mean(axis=0).round(5).tolist(), "root": root.round(5).tolist()}


def _write_pictures(
    painter: SketchPainter, codes: NDArray, drawings: Sequence[Sketch], shown: Sequence[Tensor], folder: Path
) -> None:
    """samples/: the first drawing in each style; sheet.webp: every drawing in every style."""
    rows = [[Image.fromarray(p) for p in samples.in_every_style(painter, s, torch.from_numpy(codes))] for s in shown]
    for way, painting in zip(WAYS, rows[0], strict=True):
        _resized(painting, _SAMPLE_PX).save(folder / "samples" / f"{way.slug}.webp", quality=82)
    sheet = Image.new("RGB", (_SHEET_PX * (1 + len(WAYS)), _SHEET_PX * len(rows)))
    for y, (drawing, row) in enumerate(zip(drawings, rows, strict=True)):
        for x, picture in enumerate([Image.fromarray(drawing.lines), *row]):
            sheet.paste(_resized(picture, _SHEET_PX), (x * _SHEET_PX, y * _SHEET_PX))
    sheet.save(folder / "sheet.webp", quality=80)


def _resized(picture: Image.Image, size: int) -> Image.Image:
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def _write_json(path: Path, data: dict) -> None:
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
