"""Decoders to hand uploads to: processes of their own, so that an upload that kills its reader kills nothing else."""

import contextlib
import json
import logging
import math
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from model import images, sketch
from model.ink import USUAL
from model.sketch import Sketch

from .decoder import READY, Answer

WALL_S = 30
"""Seconds after which a decoder is killed that neither answers nor runs into its limit of CPU time."""

ANSWER_BYTES = 2**20
"""No answer is larger: whoever sends more is not our decoder any more."""

ACCOUNT_CHARS = 2_000
"""What of a decoder's own account of its failure goes into the log."""

EXIT_S = 1
"""A process is gone only a moment after its pipes."""

COMMAND = (sys.executable, "-m", "serve.decoder")
ROOT = Path(__file__).parents[1]
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""All of it: where the database is and who may ask it is nothing that a decoder should know."""

ERRORS: dict[str, type[images.ImageError]] = {
    error.__name__: error
    for error in (images.UnsupportedImage, images.TooManyPixels, images.UndecodableImage, sketch.BlankSketch)
}

logger = logging.getLogger(__name__)


class DecoderDied(Exception):
    """It went away over an upload. `blameless`: it was killed from outside, and the upload may be sound."""

    def __init__(self, reason: str, *, blameless: bool):
        super().__init__(reason)
        self.blameless = blameless


class Decoder:
    """One process, for one upload at a time; it starts while nobody waits for it yet."""

    def __init__(self, command: Sequence[str], wall_s: float):
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._wall_s, self._is_ready, self._late = wall_s, False, False

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Raises RuntimeError when it could not start: that is no upload's fault."""
        if not self._is_ready and self._pipes()[1].readline(len(READY)) != READY:
            status = self._process.wait()
            self.close()
            raise RuntimeError(f"A decoder did not start: exit status {status}.")
        self._is_ready = True

    def ask(self, task: str, upload: bytes, *how: float) -> Answer:
        """The answer to one of serve.decoder.TASKS. Raises ImageError, DecoderDied."""
        self.wait_until_ready()
        timer = threading.Timer(self._wall_s, self._give_up)
        timer.start()
        try:
            arrays, facts = self._exchange(" ".join(map(str, (task, len(upload), *how))).encode() + b"\n", upload)
        except (OSError, EOFError, ValueError, TypeError, AttributeError) as error:
            raise self._death() from error
        finally:
            timer.cancel()
        if "broke" in facts:
            self.close()
            raise DecoderDied(f"failed ({str(facts['broke'])[:ACCOUNT_CHARS]})", blameless=False)
        if "error" in facts:
            raise ERRORS.get(str(facts["error"]), images.UndecodableImage)(facts.get("detail"))
        return arrays, facts

    def close(self) -> None:
        """Ends the process. Not to be asked any more."""
        self._process.kill()
        self._process.wait()
        for pipe in self._pipes():
            with contextlib.suppress(BrokenPipeError):  # what was not sent any more
                pipe.close()

    def _exchange(self, request: bytes, upload: bytes) -> Answer:
        requests, answers = self._pipes()
        requests.write(request)
        requests.write(upload)
        requests.flush()
        facts = json.loads(answers.readline(ANSWER_BYTES) or _end())
        return [_read_array(answers, shape) for shape in facts.pop("shapes", ())], facts

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None
        assert answers is not None
        return requests, answers

    def _give_up(self) -> None:
        self._late = True
        self._process.kill()

    def _death(self) -> DecoderDied:
        try:
            status: int | None = self._process.wait(EXIT_S)
        except subprocess.TimeoutExpired:
            status = None
        self.close()
        if self._late:
            return DecoderDied(f"did not answer within {self._wall_s} s", blameless=False)
        if status is None:
            return DecoderDied("answered what nobody understands", blameless=False)
        return DecoderDied(f"ended with status {status}", blameless=status == -signal.SIGKILL)


class Decoders:
    """As many decoders as are needed at once. Safe to call from several threads."""

    def __init__(
        self, command: Sequence[str] = COMMAND, *, wall_s: float = WALL_S, on_death: Callable[[], None] = lambda: None
    ):
        self._command, self._wall_s, self._on_death = command, wall_s, on_death
        self._idle = [self._start()]
        self._idle[0].wait_until_ready()

    def sketch(self, upload: bytes, ink: float = USUAL) -> Sketch:
        """What model.sketch.from_upload makes of it. Raises ImageError, RuntimeError when no decoder starts."""
        (lines, mask), facts = self._ask("sketch", upload, ink)
        x, y, side = facts["crop"]
        return Sketch(lines, mask, (x, y, side))

    def reference(self, upload: bytes) -> NDArray[np.uint8]:
        """What model.reference.from_upload makes of it. Raises as `sketch` does."""
        (pixels,), _ = self._ask("reference", upload)
        return pixels

    def close(self) -> None:
        """Ends those that are idle; one at work ends with its upload, when its pipes are gone."""
        while self._idle:
            self._idle.pop().close()

    def _ask(self, task: str, upload: bytes, *how: float) -> Answer:
        try:
            return self._ask_once(task, upload, *how)
        except DecoderDied as death:
            if not death.blameless:
                raise _undecodable() from death
        try:
            return self._ask_once(task, upload, *how)
        except DecoderDied as death:
            raise _undecodable() from death

    def _ask_once(self, task: str, upload: bytes, *how: float) -> Answer:
        decoder = self._take()
        try:
            return decoder.ask(task, upload, *how)
        except DecoderDied as death:
            logger.warning("A decoder %s over an upload of %d bytes; it is replaced.", death, len(upload))
            self._on_death()
            decoder = self._start()
            raise
        finally:
            self._idle.append(decoder)

    def _take(self) -> Decoder:
        while self._idle:
            with contextlib.suppress(IndexError):  # another thread was quicker
                decoder = self._idle.pop()
                if decoder.alive:
                    return decoder
                decoder.close()
        return self._start()

    def _start(self) -> Decoder:
        return Decoder(self._command, self._wall_s)


def _undecodable() -> images.UndecodableImage:
    return images.UndecodableImage("The picture could not be read. Please save it again as PNG and retry.")


def _read_array(answers: IO[bytes], shape: Sequence[int]) -> NDArray[np.uint8]:
    size = math.prod(shape)
    if not 0 <= size <= ANSWER_BYTES:
        raise ValueError(f"an array of {size} bytes")
    data = answers.read(size)
    if len(data) < size:
        _end()
    return np.frombuffer(data, np.uint8).reshape(shape)


def _end() -> bytes:
    raise EOFError("the decoder's answer ends early")
