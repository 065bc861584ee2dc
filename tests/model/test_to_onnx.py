"""model.to_onnx: a release as one graph paints what torch paints."""

import hashlib
import json
import shutil

import onnxruntime
import pytest
import torch
from safetensors.torch import save

from model import to_onnx
from model.config import NetworkConfig
from model.networks import SketchPainter


@pytest.fixture
def written(tiny_release, tmp_path):
    return tmp_path / "tiny.onnx", to_onnx.convert(tiny_release, tmp_path / "tiny.onnx", [])


def test_the_graph_paints_what_torch_paints(written):
    file, line = written

    inputs = {entry.name: entry.shape for entry in onnxruntime.InferenceSession(file).get_inputs()}

    assert inputs == {"sketch": [1, 3, 16, 16], "style": [1, 8]}
    assert float(line.split("at most ")[1].split()[0]) < 0.5


def test_a_graph_that_paints_otherwise_is_refused(tiny_release, tmp_path, monkeypatch):
    monkeypatch.setattr(to_onnx, "_apart", lambda *_: float("nan"))

    with pytest.raises(to_onnx.NotAlike, match="otherwise"):
        to_onnx.convert(tiny_release, tmp_path / "tiny.onnx", [])


def test_strokes_along_the_forms_and_the_last_level_travel_too(tiny_release, tmp_path):
    folder = _with_strokes(tiny_release, tmp_path / "strokes")

    line = to_onnx.convert(folder, tmp_path / "strokes.onnx", [])

    assert float(line.split("at most ")[1].split()[0]) < 0.5


def _with_strokes(release, folder):
    """The same release with noise maps, two of them drawn out, parts, and a last level."""
    shutil.copytree(release, folder)
    config = json.loads((folder / "config.json").read_text())
    config["network"] |= {"noise_maps": 3, "stroke_maps": 2, "parts": True, "materials": True, "fine_channels": 4}
    torch.manual_seed(0)
    weights = save(SketchPainter(NetworkConfig(**config["network"])).state_dict())
    (folder / "model.safetensors").write_bytes(weights)
    (folder / "config.json").write_text(json.dumps(config | {"sha256": hashlib.sha256(weights).hexdigest()}))
    return folder
