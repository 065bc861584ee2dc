import cv2
import numpy as np

from model.images import UnsupportedImage
from model.sketch import BlankSketch, Sketch
from serve.preprocess import Preprocessor


def png(*, ring: bool) -> bytes:
    page = np.full((400, 400), 255, np.uint8)
    if ring:
        cv2.circle(page, (200, 200), 120, 0, 8)
    return cv2.imencode(".png", page)[1].tobytes()


def test_a_drawing_becomes_a_sketch() -> None:
    answer = Preprocessor.func_or_class().prepare(png(ring=True))

    assert isinstance(answer, Sketch)
    assert answer.lines.shape == (256, 256)
    assert answer.lines.min() == 0


def test_an_upload_without_a_drawing_is_answered_and_not_raised() -> None:
    preprocessor = Preprocessor.func_or_class()

    assert isinstance(preprocessor.prepare(png(ring=False)), BlankSketch)
    assert isinstance(preprocessor.prepare(b"no picture"), UnsupportedImage)


def test_a_picture_is_looked_at_in_another_process_and_by_the_same_rules() -> None:
    preprocessor = Preprocessor.func_or_class()
    picture = np.zeros((300, 400, 3), np.uint8)
    picture[:, :, 2] = 200  # red, in OpenCV's order

    shown = preprocessor.look(cv2.imencode(".jpg", picture)[1].tobytes())

    assert isinstance(shown, np.ndarray)
    assert shown.shape == (256, 256, 3)
    assert np.abs(shown[128, 128].astype(int) - [200, 0, 0]).max() < 8
    assert isinstance(preprocessor.look(b"no picture"), UnsupportedImage)
