"""The Preprocessor: uploads become sketches, in a process of its own and without torch."""

import cv2
from ray import serve

from model.images import ImageError
from model.sketch import Sketch, from_upload


@serve.deployment
class Preprocessor:
    """Cleans uploads. Its parallelism is `max_ongoing_requests`: Serve runs each call in a thread."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)  # many sketches at once, not many threads on one: the painter wants the cores

    def prepare(self, upload: bytes) -> Sketch | ImageError:
        """An image file becomes the sketch that the network sees.

        An upload that shows no drawing is an answer, not a failure: Serve logs a traceback of what is raised.
        """
        try:
            return from_upload(upload)
        except ImageError as error:
            return error

    def ready(self) -> bool:
        """Answers as soon as a thread is free."""
        return True
