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
