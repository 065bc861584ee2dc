"""model.look: palette and texture tell the ways of painting apart, whatever is painted."""

import cv2
import numpy as np
import pytest

from model import look, painterly, scene, sketch
from model.palettes import WAYS

KNOWN, UNSEEN = 5, 3


def _drawn(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A few random shapes, flat colours and ink: uint8 (320, 320, 4) and (320, 320)."""
    rgba, ink = np.zeros((320, 320, 4), np.uint8), np.zeros((320, 320), np.uint8)
    for number in range(rng.integers(2, 6)):
        centre, colour = rng.integers(90, 230, 2), (*rng.integers(0, 256, 3).tolist(), 255)
        corners = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(3, 9)))
        reach = (95 if number == 0 else 45) * rng.uniform(0.6, 1, len(corners))
        shape = (centre + np.stack([reach * np.cos(corners), reach * np.sin(corners)], axis=1)).astype(np.int32)
        if rng.random() < 0.4:
            shape = cv2.ellipse2Poly(centre.tolist(), (int(reach[0]), int(reach[1])), 0, 0, 360, 10)
        cv2.fillPoly(rgba, [shape], colour)
        cv2.fillPoly(ink, [shape], 0)
        cv2.polylines(ink, [shape], True, 255, 6, cv2.LINE_AA)
    return rgba, ink


def _seen(way, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rgba, ink = _drawn(rng)
    made = scene.of(rgba, ink, sketch.from_ink(ink).crop, way, rng, kind=("shaded", "flat", "photo")[seed % 3])
    return look.features(painterly.paint(made, way, rng))


@pytest.fixture(scope="module")
def looks() -> tuple[np.ndarray, np.ndarray]:
    """(pictures, ways, d) features, no two of the same picture, and (pictures, ways) the ways' numbers."""
    pictures, ways = KNOWN + UNSEEN, len(WAYS)
    features = [[_seen(way, 1000 * number + i) for i, way in enumerate(WAYS)] for number in range(pictures)]
    return np.array(features), np.tile(np.arange(ways), (pictures, 1))


@pytest.mark.parametrize(("part", "least"), [("both", 0.9), ("palette", 0.8), ("texture", 0.8)])
def test_the_ways_are_told_apart_nine_times_in_ten_on_unseen_pictures(looks, part, least):
    features, labels = looks
    colours = len(look.palette(np.zeros((256, 256, 3), np.uint8)))
    chosen = {"both": slice(None), "palette": slice(colours), "texture": slice(colours, None)}[part]
    known, unseen = features[:KNOWN, :, chosen], features[KNOWN:, :, chosen]

    guessed = look.guess(known.reshape(-1, known.shape[2]), labels[:KNOWN].ravel(), unseen.reshape(-1, known.shape[2]))

    assert (guessed == labels[KNOWN:].ravel()).mean() >= least


@pytest.mark.parametrize("size", [128, 256])
def test_any_picture_has_finite_numbers(size):
    even = look.features(np.full((size, size, 3), 255, np.uint8))
    wild = look.features(np.random.default_rng(0).integers(0, 256, (size, size, 3), np.uint8))

    assert np.isfinite(even).all()
    assert np.isfinite(wild).all()
    assert even.shape == wild.shape


def test_a_tint_changes_the_palette_more_than_the_texture():
    picture = np.random.default_rng(0).integers(60, 190, (256, 256, 3), np.uint8)
    tinted = (picture * np.array([1.0, 0.8, 0.6])).astype(np.uint8)

    palette = np.abs(look.palette(picture) - look.palette(tinted)).max()
    blurred = np.abs(look.texture(picture) - look.texture(cv2.GaussianBlur(picture, (0, 0), 2))).max()

    assert palette > 0.1
    assert blurred > np.abs(look.texture(picture) - look.texture(tinted)).max()
