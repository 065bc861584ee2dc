"""model.likeness: a photo's painting looks like what was photographed, in every way."""

import cv2
import numpy as np
import pytest

from model import likeness, oklab, painterly, scene
from model.palettes import WAYS

CROP = (20, 20, 280)


def _face() -> tuple[np.ndarray, np.ndarray]:
    """A face lit from the right, with dark eyes: uint8 (320, 320, 4), and its outline (320, 320)."""
    x = np.indices((320, 320), np.float32)[1]
    rgba, ink = np.zeros((320, 320, 4), np.uint8), np.zeros((320, 320), np.uint8)
    rgba[..., :3] = np.clip(x - 20, 40, 230)[..., None]
    for place in ((130, 140), (190, 140)):
        cv2.circle(rgba, place, 12, (20, 20, 20, 255), cv2.FILLED)
    cv2.circle(ink, (160, 160), 100, 255, 6)
    alpha = np.zeros((320, 320), np.uint8)
    cv2.circle(alpha, (160, 160), 100, 255, cv2.FILLED)
    rgba[..., 3] = alpha
    return rgba, ink


def _lightness(picture: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(oklab.from_rgb(picture.astype(np.float32) / 255)[..., 0], (0, 0), 2)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.slug)
def test_a_photos_lights_and_darks_survive_every_way(way):
    rgba, ink = _face()
    seen = scene.of(rgba, ink, CROP, way, np.random.default_rng(0), kind="photo")
    painted = painterly.paint(seen, way, np.random.default_rng(1))
    inside = seen.figure > 0.95

    there = _lightness(cv2.resize(np.ascontiguousarray(rgba[20:300, 20:300, :3]), (256, 256)))
    kept = np.corrcoef(there[inside], _lightness(painted)[inside])[0, 1]

    assert kept > 0.85


def test_tones_reach_from_dark_to_light_whatever_the_photo():
    palette = np.array([[0.2, 0, 0], [0.9, 0, 0]], np.float32)
    inside = np.ones((64, 64), bool)
    pale = np.random.default_rng(0).integers(200, 240, (64, 64, 1), np.uint8).repeat(3, axis=2)

    tone = likeness.tones(pale, inside, palette)

    assert tone.min() == pytest.approx(0.2, abs=0.02)
    assert tone.max() == pytest.approx(0.9, abs=0.02)


def test_an_even_photo_has_finite_tones():
    palette = np.array([[0.2, 0, 0], [0.9, 0, 0]], np.float32)

    tone = likeness.tones(np.full((64, 64, 3), 128, np.uint8), np.zeros((64, 64), bool), palette)

    assert np.isfinite(tone).all()
    assert np.isfinite(likeness.cut(tone)).all()
