import asyncio
import threading

import cv2
import numpy as np
import pytest

from model.images import UnsupportedImage
from model.sketch import BlankSketch, Sketch
from serve.preprocess import Preprocessor


def png(*, ring: bool) -> bytes:
    page = np.full((400, 400), 255, np.uint8)
    if ring:
        cv2.circle(page, (200, 200), 120, 0, 8)
    return cv2.imencode(".png", page)[1].tobytes()


@pytest.fixture
def preprocessor():
    return Preprocessor.func_or_class(decoders=2)


def test_a_drawing_becomes_a_sketch(preprocessor) -> None:
    answer = asyncio.run(preprocessor.prepare(png(ring=True)))

    assert isinstance(answer, Sketch)
    assert answer.lines.shape == (256, 256)
    assert answer.lines.min() == 0


def test_an_upload_without_a_drawing_is_answered_and_not_raised(preprocessor) -> None:
    assert isinstance(asyncio.run(preprocessor.prepare(png(ring=False))), BlankSketch)
    assert isinstance(asyncio.run(preprocessor.prepare(b"no picture")), UnsupportedImage)


def test_a_picture_is_looked_at_in_another_process_and_by_the_same_rules(preprocessor) -> None:
    picture = np.zeros((300, 400, 3), np.uint8)
    picture[:, :, 2] = 200  # red, in OpenCV's order

    shown = asyncio.run(preprocessor.look(cv2.imencode(".jpg", picture)[1].tobytes()))

    assert isinstance(shown, np.ndarray)
    assert shown.shape == (256, 256, 3)
    assert np.abs(shown[128, 128].astype(int) - [200, 0, 0]).max() < 8
    assert isinstance(asyncio.run(preprocessor.look(b"no picture")), UnsupportedImage)


def test_uploads_beyond_the_decoders_wait_and_are_left_out_when_cancelled(preprocessor, monkeypatch) -> None:
    begun, go_on = [], threading.Event()
    monkeypatch.setattr(preprocessor._decoders, "sketch", lambda upload, _: begun.append(upload) or go_on.wait(30))

    async def crowd() -> None:
        tasks = [asyncio.create_task(preprocessor.prepare(bytes([number]))) for number in range(4)]
        while len(begun) < 2:
            await asyncio.sleep(0.01)
        tasks[2].cancel()
        await asyncio.sleep(0.05)
        assert len(begun) == 2
        go_on.set()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(crowd())

    assert sorted(begun) == [b"\x00", b"\x01", b"\x03"]
