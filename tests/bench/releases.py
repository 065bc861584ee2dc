"""A release as wide as the original's network: its speed is real, its weights are chance."""

import hashlib
import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import torch
from safetensors.torch import save

from model.networks import SketchPainter
from model.release import CONFIG, RELEASES, WEIGHTS, describe

WIDE = {"channels": 64, "patch": 1, "noise_maps": 0, "arch": "munit_prime_pono_ms"}


def wide_release(folder: Path, like: str) -> Path:
    """`like`'s styles on 64 channels and every pixel of 256: a release folder below `folder`."""
    made = Path(shutil.copytree(RELEASES / like, folder / "wide-256"))
    network = replace(describe(made).network, **WIDE)
    torch.manual_seed(0)
    weights = save({name: value.half() for name, value in SketchPainter(network).state_dict().items()})
    (made / WEIGHTS).write_bytes(weights)
    said = json.loads((made / CONFIG).read_text())
    said |= {"name": "wide-256", "sha256": hashlib.sha256(weights).hexdigest(), "network": asdict(network)}
    (made / CONFIG).write_text(json.dumps(said))
    return made
