"""model.features: the recogniser recognises, whatever batch a picture is in."""

import cv2
import numpy as np
import pytest

from model.features import NoRecogniser, Recogniser

ANALOG_CLOCK = 409


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


def _clock(side: int) -> np.ndarray:
    page = np.full((256, 256, 3), 255, np.uint8)
    cv2.circle(page, (128, 128), 110, (40, 40, 40), 8, cv2.LINE_AA)
    for hour in range(1, 13):
        x, y = 128 + 90 * np.sin(hour * np.pi / 6), 128 - 90 * np.cos(hour * np.pi / 6)
        place = (int(x) - 10, int(y) + 8)
        cv2.putText(page, str(hour), place, cv2.FONT_HERSHEY_SIMPLEX, 0.7, (20, 20, 20), 2, cv2.LINE_AA)
    cv2.line(page, (128, 128), (128, 60), (0, 0, 0), 6, cv2.LINE_AA)
    cv2.line(page, (128, 128), (175, 150), (0, 0, 0), 8, cv2.LINE_AA)
    return cv2.resize(page, (side, side), interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize("side", [160, 256])
def test_a_drawn_clock_is_a_clock_and_no_cat(recogniser, side):
    seen = recogniser.look([_clock(side)])

    assert seen.top5[0, 0] == ANALOG_CLOCK
    assert not seen.cats()[0]


def test_a_picture_is_seen_alike_in_company(recogniser):
    others = list(np.random.default_rng(0).integers(0, 256, (17, 64, 64, 3), np.uint8))

    alone, among = recogniser.look([_clock(256)]), recogniser.look([*others, _clock(256)])

    assert among.features.shape == (18, 1280)
    assert np.allclose(among.features[-1], alone.features[0], atol=1e-4)


def test_the_weights_are_named(recogniser):
    assert recogniser.sha256.startswith("579344248a93e230")


def test_missing_weights_are_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        Recogniser(tmp_path / "nothing.pth")
    assert issubclass(NoRecogniser, FileNotFoundError)
