"""Weights alone, small enough to travel: float16 safetensors, in files under 16 MiB.

A snapshot starts a new run; it does not continue one (that is what a checkpoint is for). The averaged painter is what
it holds as `painter`. A release's weights can be read the same way.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from model import packing, widen
from model.networks import Networks

_SKETCHES = "painter.content."

FILE_BYTES = 15 * 2**20
"""What a file's tensors take at most; the rest of the 16 MiB is for the header."""


def write(folder: Path, networks: Networks) -> list[Path]:
    """Writes snapshot-1.safetensors and so on, in place of those that were there; returns them in order."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("snapshot-*.safetensors"):
        old.unlink()
    files = []
    for number, part in enumerate(_parts(_weights(networks)), start=1):
        files.append(folder / f"snapshot-{number}.safetensors")
        save_file(part, files[-1])
    return files


def start_from(networks: Networks, files: Iterable[Path]) -> list[str]:
    """Takes over all weights whose name and shape fit, of a narrower network too (model.widen); returns the names of
    those that don't, or are missing."""
    files = [file / "model.safetensors" if file.is_dir() else file for file in files]
    read = [packing.unpacked(file.read_bytes()) for file in files]
    stored = {_plain(_full(name)): weight for part in read for name, weight in part.items()}
    own = {"painting_content." + name.removeprefix(_SKETCHES): w for name, w in stored.items() if _is_content(name)}
    averaged = {"averaged." + name.removeprefix("painter."): w for name, w in stored.items() if _is_painters(name)}
    stored = own | stored | averaged
    modules = networks.modules().items()
    wanted = {_plain(f"{part}.{name}"): w for part, module in modules for name, w in module.state_dict().items()}
    stored |= widen.widened(stored, wanted)
    fitting = {name for name, weight in wanted.items() if name in stored and stored[name].shape == weight.shape}
    with torch.no_grad():
        for name in fitting:
            wanted[name].copy_(stored[name])
    return sorted(name for name in wanted.keys() | stored.keys() if name not in fitting)


def _weights(networks: Networks) -> Iterator[tuple[str, Tensor]]:
    for part, module in networks.modules().items():
        source = networks.averaged if part == "painter" else module
        if part != "averaged":
            for name, weight in source.state_dict().items():
                yield f"{part}.{name}", weight.detach().to("cpu", torch.float16).contiguous()


def _parts(weights: Iterable[tuple[str, Tensor]]) -> Iterator[dict[str, Tensor]]:
    part: dict[str, Tensor] = {}
    for name, weight in weights:
        if part and sum(other.nbytes for other in part.values()) + weight.nbytes > FILE_BYTES:
            yield part
            part = {}
        part[name] = weight
    yield part


def _is_content(name: str) -> bool:
    """A release has no encoder of paintings; the one of sketches is a nearer start for it than chance."""
    return name.startswith(_SKETCHES)


def _is_painters(name: str) -> bool:
    return name.startswith("painter.")


def _plain(name: str) -> str:
    """Spectral norm keeps a weight under another name."""
    return name.replace(".parametrizations.weight.original", ".weight")


def _full(name: str) -> str:
    """A release names its weights from the painter on."""
    return "painter." + name if name.split(".")[0] in ("content", "style", "decoder") else name
