"""The process that reads uploads, and that may die of them: `python -m serve.decoder`, see serve.decoders.

A hostile picture that gets the better of a decoder finds no secrets here, can write no file, and has no more
memory and no more seconds than the largest honest one needs. What goes out is bytes of a known size: nothing of
it is ever unpickled.
"""

import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from typing import BinaryIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from model.images import ImageError
from model.ink import USUAL
from model.reference import from_upload as look_at
from model.sketch import from_upload

MEMORY_BYTES = 2**30
"""Address space: 16.8 megapixels with an alpha channel take 600 MiB of it, Python and OpenCV's 280 included."""

CPU_S = 5
"""Seconds of one core for one upload: the largest honest ones take 0.6, and cores there are that are slower."""

READY = b"ready\n"

Answer = tuple[list[NDArray[np.uint8]], dict[str, object]]
"""Arrays, and facts beside them that JSON can say."""

Task = Callable[..., Answer]
"""What is made of an upload, and of numbers that say how."""


def sketch(upload: bytes, ink: float = USUAL) -> Answer:
    """Lines and mask of the Sketch, and its crop. Raises ImageError."""
    made = from_upload(upload, ink)
    return [made.lines, made.mask], {"crop": made.crop}


def reference(upload: bytes) -> Answer:
    """The square that a style is taken from. Raises ImageError."""
    return [look_at(upload)], {}


TASKS: Mapping[str, Task] = {"sketch": sketch, "reference": reference}


def main(tasks: Mapping[str, Task] = TASKS) -> None:
    """Answers one upload after another until its input ends, as it does when its Preprocessor dies."""
    uploads, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    _restrict()
    answers.write(READY)
    answers.flush()
    while words := uploads.readline().split():
        task, length, *how = words
        _allow_time()
        _answer(answers, tasks[task.decode()], uploads.read(int(length)), *map(float, how))


def _answer(answers: BinaryIO, task: Task, upload: bytes, *how: float) -> None:
    try:
        arrays, facts = task(upload, *how)
        header: dict[str, object] = {"shapes": [array.shape for array in arrays], **facts}
    except ImageError as error:
        arrays, header = [], {"error": type(error).__name__, "detail": str(error)}
    except Exception:  # memory that ran out, or a fault of ours: the parent writes it down and starts another one
        arrays, header = [], {"broke": traceback.format_exc(limit=-3)}
    answers.write(json.dumps(header).encode() + b"\n")
    for array in arrays:
        answers.write(array.tobytes())
    answers.flush()


def _restrict() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what libraries print belongs neither among the answers nor, from a stranger, in our log
        os.dup2(nowhere, stream)
    Image.init()  # Pillow finds its decoders by importing them: before files can't be opened any more
    cv2.setNumThreads(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends the input
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_time() -> None:
    """The limit counts from the start of the process: this upload's seconds are put on top."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + CPU_S, hard))


if __name__ == "__main__":
    main()
