"""The Preprocessor: uploads become sketches, in processes that may die of them and without torch."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from ray import serve

from model.images import ImageError
from model.ink import USUAL
from model.sketch import Sketch

from . import logs
from .decoders import Decoders
from .metrics import DECODER_DEATHS, PREPROCESSOR, Meters

Answer = TypeVar("Answer")


@serve.deployment
class Preprocessor:
    """Cleans uploads, `decoders` at once.

    The others wait here rather than in the fronts: a front that finds it full looks again after up to half a second.
    """

    def __init__(self, decoders: int) -> None:
        logs.join()
        self._meters = Meters(PREPROCESSOR)
        self._decoders = Decoders(on_death=lambda: self._meters.count(DECODER_DEATHS))
        self._threads = ThreadPoolExecutor(decoders, "upload")

    def __del__(self) -> None:
        self._decoders.close()

    async def prepare(self, upload: bytes, ink: float = USUAL) -> Sketch | ImageError:
        """An image file becomes the sketch that the network sees. ink: how much of it to keep, 0-1.

        An upload that shows no drawing is an answer, not a failure: Serve logs a traceback of what is raised.
        """
        return await self._in_turn(self._decoders.sketch, upload, ink)

    async def look(self, upload: bytes) -> NDArray[np.uint8] | ImageError:
        """A picture whose style is wanted becomes what the style encoder sees; answers as `prepare` does."""
        return await self._in_turn(self._decoders.reference, upload)

    async def ready(self) -> bool:
        """Answers as soon as a thread is free."""
        return await self._in_turn(bool, True)

    async def _in_turn(self, do: Callable[..., Answer], *arguments: object) -> Answer | ImageError:
        """Who is cancelled before its turn is left out."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, do, *arguments)
        except ImageError as error:
            return error
