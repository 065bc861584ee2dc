"""python -m model.export: a run's averaged weights -> a release folder that serving reads."""

import argparse
import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save
from torch import Tensor

from model import checkpoint, release, samples
from model.config import NetworkConfig
from model.dataset import Pairs
from model.networks import SketchPainter
from model.palettes import WAYS
from model.sketch import Sketch, from_ink
from model.strokes import render
from model.transforms import to_tensor, view

_SAMPLE_PX = 256
_SHEET_PX = 144
_PAINTINGS_A_STYLE = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="the run's folder")
    parser.add_argument("--data", type=Path, required=True, help="the archive it was trained on")
    parser.add_argument("--name", required=True, help="name of the release, e.g. anything-128")
    parser.add_argument("--licence", required=True, help="as the training data demands")
    parser.add_argument("--first-id", type=int, default=1, help="id of the first named style")
    parser.add_argument(
        "--drawings", type=Path, default=Path("tests/model/drawings"), help="stroke JSON that samples and sheet show"
    )
    parser.add_argument("--out", type=Path, help="default: model/releases/NAME")
    args = parser.parse_args()
    folder = args.out or release.RELEASES / args.name
    drawings = [from_ink(255 - render(json.loads(path.read_text()))) for path in sorted(args.drawings.glob("*.json"))]
    data = Pairs(args.data)
    export(args.run, data, folder, name=args.name, licence=args.licence, first_id=args.first_id, drawings=drawings)
    print(f"{folder}: {(folder / release.WEIGHTS).stat().st_size / 2**20:.1f} MiB of weights")


def export(
    run: Path, data: Pairs, folder: Path, *, name: str, licence: str, first_id: int, drawings: Sequence[Sketch]
) -> None:
    """Writes weights (fp16), description, styles, the log of losses, and what the styles make of the drawings."""
    state = checkpoint.read(run / "checkpoint.pt")
    network = NetworkConfig(**state["network"])
    painter = SketchPainter(network)
    halved = {key: value.half() for key, value in state["modules"]["averaged"].items()}
    painter.load_state_dict(halved)  # what is exported is what is looked at, rounding included
    (folder / "samples").mkdir(parents=True, exist_ok=True)
    weights = save(halved)
    (folder / release.WEIGHTS).write_bytes(weights)
    config = {
        "name": name,
        "licence": licence,
        "sha256": hashlib.sha256(weights).hexdigest(),
        "network": asdict(network),
        "training": state["train"] | {"step": state["step"]},
    }
    _write_json(folder / release.CONFIG, config)
    codes = samples.way_codes(painter, data, count=_PAINTINGS_A_STYLE)
    _write_json(folder / release.STYLES, {"prior": _prior(painter, data), "styles": _named(codes, first_id)})
    _write_pictures(painter, codes, drawings, network.image_px, folder)
    shutil.copy(run / "log.csv", folder / "losses.csv")


def _named(codes: Tensor, first_id: int) -> list[dict]:
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


@torch.no_grad()
def _prior(painter: SketchPainter, data: Pairs, *, count: int = 1500) -> dict[str, list]:
    """The normal distribution that real paintings' codes follow: what free draws are drawn from."""
    chosen = data.paintings[:: max(1, len(data.paintings) // count)]
    codes = torch.cat([painter.style(to_tensor(part)) for part in np.array_split(chosen, 30)]).double().numpy()
    root = np.linalg.cholesky(np.cov(codes.T) + 1e-6 * np.eye(codes.shape[1]))
    return {"mean": codes.mean(axis=0).round(5).tolist(), "root": root.round(5).tolist()}


def _write_pictures(
    painter: SketchPainter, codes: Tensor, drawings: Sequence[Sketch], image_px: int, folder: Path
) -> None:
    """samples/: the first drawing in each style; sheet.webp: every drawing in every style."""
    rows = []
    for drawing in drawings:
        sketch = to_tensor(view(drawing.lines, drawing.mask, image_px)[None])
        rows.append([Image.fromarray(painted) for painted in samples.in_every_style(painter, sketch, codes)])
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
