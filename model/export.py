"""python -m model.export: a run's averaged weights -> a release folder that serving reads."""

import argparse
import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save

from model import checkpoint, release, samples
from model.config import NetworkConfig
from model.dataset import Pairs, sketch_tensor
from model.networks import SketchPainter
from model.palettes import WAYS
from model.transforms import to_pixels, to_tensor

_SAMPLE_PX = 256


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="the run's folder")
    parser.add_argument("--data", type=Path, required=True, help="the archive it was trained on")
    parser.add_argument("--name", required=True, help="name of the release, e.g. anything-128")
    parser.add_argument("--licence", required=True, help="as the training data demands")
    parser.add_argument("--first-id", type=int, default=1, help="id of the first named style")
    parser.add_argument("--out", type=Path, help="default: model/releases/NAME")
    args = parser.parse_args()
    folder = args.out or release.RELEASES / args.name
    export(args.run, Pairs(args.data), folder, name=args.name, licence=args.licence, first_id=args.first_id)
    print(f"{folder}: {(folder / release.WEIGHTS).stat().st_size / 2**20:.1f} MiB of weights")


def export(run: Path, data: Pairs, folder: Path, *, name: str, licence: str, first_id: int) -> None:
    """Writes weights (fp16), description, styles, samples and the log of losses."""
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
    _write_json(folder / release.STYLES, _styles(painter, data, first_id))
    _write_samples(painter, data, folder / "samples")
    shutil.copy(run / "log.csv", folder / "losses.csv")


def _styles(painter: SketchPainter, data: Pairs, first_id: int) -> dict:
    codes = samples.way_codes(painter, data, count=200).numpy()
    named = [
        {
            "id": first_id + i,
            "slug": way.slug,
            "names": dict(zip(("en", "ko"), way.names, strict=True)),
            "moods": list(way.moods),
            "code": [round(float(value), 5) for value in codes[i]],
        }
        for i, way in enumerate(WAYS)
    ]
    return {"prior": _prior(painter, data), "styles": named}


@torch.no_grad()
def _prior(painter: SketchPainter, data: Pairs, *, count: int = 1500) -> dict[str, list]:
    """The normal distribution that real paintings' codes follow: what free draws are drawn from."""
    chosen = data.paintings[:: max(1, len(data.paintings) // count)]
    codes = torch.cat([painter.style(to_tensor(part)) for part in np.array_split(chosen, 30)]).double().numpy()
    root = np.linalg.cholesky(np.cov(codes.T) + 1e-6 * np.eye(codes.shape[1]))
    return {"mean": codes.mean(axis=0).round(5).tolist(), "root": root.round(5).tolist()}


@torch.no_grad()
def _write_samples(painter: SketchPainter, data: Pairs, folder: Path) -> None:
    """One drawing in every named style."""
    sketch = sketch_tensor(data.views[:1])
    content = painter.content(sketch)
    for way, code in zip(WAYS, samples.way_codes(painter, data, count=200), strict=True):
        picture = Image.fromarray(to_pixels(painter.decoder(content, code[None]))[0])
        picture.resize((_SAMPLE_PX,) * 2, Image.Resampling.LANCZOS).save(folder / f"{way.slug}.webp", quality=82)


def _write_json(path: Path, data: dict) -> None:
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
