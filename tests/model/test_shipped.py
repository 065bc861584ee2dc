"""The releases in model/releases/: they load, their styles differ, and they fill what was drawn."""

import itertools
import json
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from model.item import Item
from model.painter import Painter
from model.release import RELEASES, describe
from model.sketch import Sketch, from_ink
from model.strokes import render

DRAWINGS = sorted((Path(__file__).parent / "drawings").glob("*.json"))
FOLDERS = sorted(config.parent for config in RELEASES.glob("*/config.json"))
WEIGHTS_LIMIT_BYTES = 16 * 2**20


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def painter(request) -> Painter:
    return Painter([request.param], device="cpu", cache_size=4)


@pytest.fixture(scope="module", params=DRAWINGS, ids=lambda path: path.stem)
def sketch(request) -> Sketch:
    return from_ink(255 - render(json.loads(request.param.read_text())))


def _in_all_styles(painter: Painter, sketch: Sketch) -> list[np.ndarray]:
    ((name, loaded),) = painter.loaded.items()
    styles = [style.id for style in loaded.release.styles]
    return painter.paint([Item(sketch.lines, sketch.mask, name, style, 0) for style in styles])


def test_there_is_a_release_and_it_is_small():
    assert FOLDERS
    for folder in FOLDERS:
        assert (folder / "model.safetensors").stat().st_size <= WEIGHTS_LIMIT_BYTES
        assert (folder / "MODEL_CARD.md").exists()
        assert (folder / "losses.csv").read_text().count("\n") > 500
        assert describe(folder).name == folder.name
        assert {"en", "ko"} <= {language for language, words in describe(folder).names.items() if words}


def test_at_least_six_styles_differ_visibly(painter, sketch):
    means = [painting.reshape(-1, 3).astype(float).mean(axis=0) for painting in _in_all_styles(painter, sketch)]

    def apart(chosen: tuple[np.ndarray, ...]) -> bool:
        return all(np.abs(a - b).max() > 12 for a, b in itertools.combinations(chosen, 2))

    assert any(apart(chosen) for chosen in itertools.combinations(means, 6))


def test_a_painting_is_sharper_than_it_would_be_enlarged(painter, sketch):
    ((_, loaded),) = painter.loaded.items()
    paintings = _in_all_styles(painter, sketch)[::4]
    with _no_last_level(loaded.network.decoder):
        enlarged = [_resized(small, 512) for small in _in_all_styles(painter, sketch)[::4]]

    assert {painting.shape for painting in paintings} == {(512, 512, 3)}
    assert np.mean([_finest(each) for each in paintings]) > 1.1 * np.mean([_finest(each) for each in enlarged])


@contextmanager
def _no_last_level(decoder):
    fine, decoder.fine = decoder.fine, None
    try:
        yield
    finally:
        decoder.fine = fine


def _finest(picture: np.ndarray) -> float:
    """How much of a picture is lost when it is made half as large."""
    return np.abs(picture.astype(int) - _resized(_resized(picture, len(picture) // 2), len(picture))).mean()


def _resized(picture: np.ndarray, side: int) -> np.ndarray:
    return cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA if side < len(picture) else cv2.INTER_CUBIC)


def test_insides_are_painted_apart_from_the_ground(painter, sketch):
    ((_, loaded),) = painter.loaded.items()
    mask, lines = (cv2.resize(plane, (loaded.release.painting_px,) * 2) for plane in (sketch.mask, sketch.lines))
    blank = lines > 250
    contrasts = [
        np.abs(painting[(mask > 250) & blank].mean(axis=0) - painting[(mask < 5) & blank].mean(axis=0)).max()
        for painting in (picture.astype(float) for picture in _in_all_styles(painter, sketch))
    ]

    assert np.median(contrasts) > 20


def test_the_further_a_variation_goes_the_more_it_differs_and_is_still_of_its_style(painter, sketch):
    ((name, loaded),) = painter.loaded.items()
    plain = [painting.astype(int) for painting in _in_all_styles(painter, sketch)]
    styles = [style.id for style in loaded.release.styles]

    def apart(variation: float) -> float:
        """From the style's own painting, on average over four styles."""
        items = [
            Item(sketch.lines, sketch.mask, name, style, seed, variation=variation)
            for style in styles[:16:4]
            for seed in (1, 2)
        ]
        own = [painting for painting in plain[:16:4] for _ in (1, 2)]
        return np.mean([np.abs(one - other).mean() for one, other in zip(painter.paint(items), own, strict=True)])

    between = np.mean([np.abs(one - other).mean() for one, other in itertools.combinations(plain, 2)])
    same, little, more, much = (apart(variation) for variation in (0, 0.25, 0.5, 1))
    assert same == 0
    assert 1 < little < 0.75 * more < 0.75 * much
    assert 10 < much < 0.6 * between
