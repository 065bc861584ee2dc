"""python -m model.to_onnx RELEASE --out FILE: a release as one ONNX graph, checked against torch under onnxruntime.

Inputs: `sketch`, float32 (1, 3, S, S) in [-1, 1] as model.transforms.view has it (for a release with `parts` as
model.hints.with_parts tones it), and `style`, float32 (1, style_dim). Output: `painting`, float32 (1, 3, P, P),
P as large as S or, with a last level, twice that.
"""

import argparse
import json
import warnings
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from model import hints
from model.painter import load_release
from model.release import RELEASES, ReleaseError
from model.sketch import Sketch, from_ink
from model.strokes import render
from model.transforms import to_tensor, view

_OPSET = 18
_WORST = 2.0
"""Of 255: how far a value may be off; rounding to pixels hides half of it."""


class NotAlike(ValueError):
    """The graph does not paint what torch paints."""


class OneGraph(nn.Module):
    """Sketch and style in, painting out."""

    def __init__(self, network: nn.Module):
        super().__init__()
        self.content, self.decoder = network.content, network.decoder
        self.content.parts = False  # told by the caller: counting parts is no tensor arithmetic

    def forward(self, sketch: Tensor, style: Tensor) -> Tensor:
        return self.decoder(self.content(sketch), style)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", help="a release's folder, or its name under model/releases")
    parser.add_argument("--out", type=Path, help="default: NAME.onnx")
    parser.add_argument("--drawings", type=Path, default=Path("tests/model/drawings"), help="stroke JSON to check with")
    args = parser.parse_args(argv)
    folder = Path(args.release) if Path(args.release).is_dir() else RELEASES / args.release
    try:
        print(convert(folder, args.out or Path(f"{folder.name}.onnx"), sorted(args.drawings.glob("*.json"))))
    except (ReleaseError, NotAlike, OSError, ModuleNotFoundError) as error:
        parser.exit(1, f"{error}\n")


def convert(folder: Path, out: Path, drawings: Sequence[Path]) -> str:
    """Writes the graph; returns a line on its size and parity. Raises ReleaseError or NotAlike."""
    loaded = load_release(folder, torch.device("cpu"))
    told, size = loaded.release.network.parts, loaded.release.image_px
    graph = OneGraph(loaded.network).eval()
    code = torch.tensor(loaded.release.styles[0].code)[None]
    ring = _ring(size, told)
    out.parent.mkdir(parents=True, exist_ok=True)
    graph(ring, code)  # draws the fixed noise: the graph shall hold it, not how it is drawn
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own, about itself
        torch.onnx.export(
            graph,
            (ring, code),
            out,
            input_names=["sketch", "style"],
            output_names=["painting"],
            opset_version=_OPSET,
            dynamo=False,
        )
    sketches = [_read(path, size, told) for path in drawings] or [ring]
    codes = [torch.tensor(style.code)[None] for style in loaded.release.styles]
    worst = max(_apart(graph, out, sketch, code) for sketch in sketches for code in codes)
    if not worst <= _WORST:
        raise NotAlike(f"{out} paints otherwise than torch: {worst:.2f} of 255 at the worst pixel.")
    return f"{out}: {out.stat().st_size / 2**20:.1f} MiB; at most {worst:.3f} of 255 from torch's paintings"


def _apart(graph: OneGraph, file: Path, sketch: Tensor, code: Tensor) -> float:
    """The largest difference, of 255."""
    with torch.inference_mode():
        wanted = graph(sketch, code).numpy()
    (found,) = _session(file).run(None, {"sketch": sketch.numpy(), "style": code.numpy()})
    return float(np.abs(found - wanted).max() * 127.5)


def _session(file: Path):
    import onnxruntime  # an extra of its own: nothing else needs it

    return onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])


def _read(path: Path, size: int, told: bool) -> Tensor:
    return _seen(from_ink(255 - render(json.loads(path.read_text()))), size, told)


def _ring(size: int, told: bool) -> Tensor:
    """Something drawn: next to blank paper every norm makes noise of the last bit."""
    page = np.zeros((256, 256), np.uint8)
    cv2.circle(page, (128, 128), 80, 255, 5)
    return _seen(from_ink(page), size, told)


def _seen(drawn: Sketch, size: int, told: bool) -> Tensor:
    sketch = to_tensor(view(drawn.lines, drawn.mask, size)[None])
    return hints.with_parts(sketch) if told else sketch


if __name__ == "__main__":
    main()
