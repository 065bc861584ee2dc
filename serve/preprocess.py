"""The Preprocessor: uploads become sketches, in processes that may die of them and without torch."""

import numpy as np
from numpy.typing import NDArray
from ray import serve

from model.images import ImageError
from model.ink import USUAL
from model.sketch import Sketch

from . import logs
from .decoders import Decoders
from .metrics import DECODER_DEATHS, PREPROCESSOR, Meters


@serve.deployment
class Preprocessor:
    """Cleans uploads. Its parallelism is `max_ongoing_requests`: Serve runs each call in a thread."""

    def __init__(self) -> None:
        logs.join()
        self._meters = Meters(PREPROCESSOR)
        self._decoders = Decoders(on_death=lambda: self._meters.count(DECODER_DEATHS))

    def __del__(self) -> None:
        self._decoders.close()

    def prepare(self, upload: bytes, ink: float = USUAL) -> Sketch | ImageError:
        """An image file becomes the sketch that the network sees. ink: how much of it to keep, 0-1.

        An upload that shows no drawing is an answer, not a failure: Serve logs a traceback of what is raised.
        """
        try:
            return self._decoders.sketch(upload, ink)
        except ImageError as error:
            return error

    def look(self, upload: bytes) -> NDArray[np.uint8] | ImageError:
        """A picture whose style is wanted becomes what the style encoder sees; answers as `prepare` does."""
        try:
            return self._decoders.reference(upload)
        except ImageError as error:
            return error

    def ready(self) -> bool:
        """Answers as soon as a thread is free."""
        return True
