"""Uploads that get the better of their decoder, for which these tests write decoders of their own."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest
from PIL import Image

from model.images import MAX_SIDE_PX, TooManyPixels, UndecodableImage, UnsupportedImage
from model.sketch import BlankSketch, from_upload
from serve.decoders import Decoders

HOSTILE = """
import os, signal, sys, time
import numpy as np
from serve import decoder

def sketch(upload, ink):
    if upload == b"segfault": os.kill(os.getpid(), signal.SIGSEGV)
    if upload == b"killed every time": os.kill(os.getpid(), signal.SIGKILL)
    if upload == b"killed once" and not os.path.exists("{mark}"):
        os.mkdir("{mark}")
        os.kill(os.getpid(), signal.SIGKILL)
    if upload == b"bomb": np.ones(3 * 2**30, np.uint8)
    if upload == b"endless":
        while True: pass
    if upload == b"asleep": time.sleep(60)
    if upload == b"chatter": print("libpng warning: on stdout", flush=True)
    if upload == b"nonsense": os.write({answers}, b"[]\\n" * 9); time.sleep(60)
    if upload == b"flood": return [np.zeros(2**21, np.uint8)], {{"crop": (0, 0, 1)}}
    if upload == b"writes": os.write(os.open("{mark}", os.O_CREAT | os.O_WRONLY), b"x")
    if upload == b"bug": raise KeyError("ours")
    page = np.full((256, 256), len(upload), np.uint8)
    return [page, page], {{"crop": (os.getpid(), 0, 1)}}

decoder.CPU_S = 1
decoder.main({{"sketch": sketch}})
"""
FATAL = ["segfault", "killed every time", "bomb", "endless", "asleep", "nonsense", "flood", "writes", "bug"]
ANSWERS_FD = 3
"""The first that is free when the decoder duplicates its standard output."""


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Decoders]:
    """Decoders that do what the upload says. The crop's x is the process that answered."""
    code = HOSTILE.format(mark=tmp_path / "mark", answers=ANSWERS_FD)
    decoders = Decoders((sys.executable, "-c", code), wall_s=3)
    yield decoders
    decoders.close()


@pytest.fixture
def shipped_decoders() -> Iterator[Decoders]:
    decoders = Decoders()
    yield decoders
    decoders.close()


def png(page: np.ndarray) -> bytes:
    return cv2.imencode(".png", page)[1].tobytes()


def ring() -> np.ndarray:
    return cv2.circle(np.full((400, 500), 255, np.uint8), (200, 200), 120, 0, 8)


@pytest.mark.parametrize("upload", FATAL)
def test_an_upload_that_kills_its_decoder_is_undecodable_and_the_next_one_is_read(
    hostile: Decoders, upload: str
) -> None:
    before = hostile.sketch(b"fine").crop[0]

    with pytest.raises(UndecodableImage, match="could not be read"):
        hostile.sketch(upload.encode())

    assert hostile.sketch(b"fine").crop[0] != before
    assert not psutil.pid_exists(before)


def test_a_decoder_is_used_again(hostile: Decoders) -> None:
    assert len({hostile.sketch(b"fine").crop[0] for _ in range(5)}) == 1


def test_an_upload_whose_decoder_is_killed_by_others_is_read_by_the_next(hostile: Decoders) -> None:
    assert hostile.sketch(b"killed once").lines[0, 0] == len(b"killed once")


def test_a_decoder_that_died_while_idle_is_nobodys_misfortune(hostile: Decoders) -> None:
    idle = psutil.Process(hostile.sketch(b"fine").crop[0])
    idle.send_signal(signal.SIGTERM)
    psutil.wait_procs([idle], timeout=10)

    assert hostile.sketch(b"fine").lines[0, 0] == 4


def test_what_libraries_print_is_no_answer(hostile: Decoders) -> None:
    assert hostile.sketch(b"chatter").lines[0, 0] == len(b"chatter")


def test_a_death_in_one_thread_leaves_the_others_alone(hostile: Decoders) -> None:
    uploads = [b"segfault" if place % 4 == 0 else b"x" * place for place in range(1, 24)]
    uploads += [b"segfault"]

    def read(upload: bytes) -> int:
        try:
            return int(hostile.sketch(upload).lines[0, 0])
        except UndecodableImage:
            return -1

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(read, uploads)) == [-1 if up == b"segfault" else len(up) for up in uploads]


def test_a_decoder_that_cannot_start_is_no_uploads_fault() -> None:
    with pytest.raises(RuntimeError, match="did not start: exit status 3"):
        Decoders((sys.executable, "-c", "raise SystemExit(3)"))


def test_decoders_end_when_their_owner_does(hostile: Decoders) -> None:
    idle = hostile.sketch(b"fine").crop[0]

    hostile.close()

    assert not psutil.pid_exists(idle)


def test_decoders_end_when_their_owner_is_killed(tmp_path: Path) -> None:
    code = "import time; from serve.decoders import Decoders; Decoders(); print('ready', flush=True); time.sleep(60)"
    owner = psutil.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert owner.stdout.readline() == b"ready\n"
    (decoder,) = owner.children()

    owner.kill()
    owner.communicate()

    assert psutil.wait_procs([decoder], timeout=10)[1] == []


def test_a_sketch_is_the_same_from_a_process_of_its_own(shipped_decoders: Decoders) -> None:
    upload = png(ring())

    apart, here = shipped_decoders.sketch(upload), from_upload(upload)

    assert apart.crop == here.crop
    assert np.array_equal(apart.lines, here.lines)
    assert np.array_equal(apart.mask, here.mask)


@pytest.mark.parametrize(
    ("upload", "error"),
    [
        (lambda: b"", UnsupportedImage),
        (lambda: b"no picture", UnsupportedImage),
        (lambda: png(ring())[:300], UndecodableImage),
        (lambda: png(np.full((300, 300), 255, np.uint8)), BlankSketch),
        (lambda: png(np.zeros((1, MAX_SIDE_PX + 1), np.uint8)), TooManyPixels),
    ],
)
def test_a_refusal_comes_through_in_its_own_words(
    shipped_decoders: Decoders, upload: Callable[[], bytes], error: type[Exception]
) -> None:
    with pytest.raises(error) as apart:
        shipped_decoders.sketch(upload())
    with pytest.raises(error) as here:
        from_upload(upload())

    assert str(apart.value) == str(here.value)


def test_the_largest_honest_picture_fits_into_a_decoders_memory(shipped_decoders: Decoders) -> None:
    page = Image.fromarray(cv2.resize(ring(), (4096, 4096))).convert("RGBA")
    file = io.BytesIO()
    page.save(file, "PNG", compress_level=1)

    assert shipped_decoders.sketch(file.getvalue()).lines.min() == 0


def test_a_decoder_knows_nothing_of_the_environment(shipped_decoders: Decoders) -> None:
    (child,) = [found for found in psutil.Process().children() if "serve.decoder" in found.cmdline()]

    assert set(child.environ()) <= {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LC_CTYPE"}
    assert os.environ.keys() - set(child.environ())
