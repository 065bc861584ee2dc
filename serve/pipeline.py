"""The road of a request over the two handles: the gallery's `Paint` and `Check`, made of Ray's calls.

The one place where the errors of the model and of Ray become the gallery's problems.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ray.exceptions import RayActorError, RayError, RayTaskError, TaskCancelledError, WorkerCrashedError
from ray.serve.exceptions import BackPressureError, RayServeException, ReplicaUnavailableError

from gallery import problems
from gallery.painting import FREE_DRAW, USUAL_INK, Catalogue, Event, Failed, Painted, Prepared, Wish
from model import images
from model.item import Item, PaintingError
from model.sketch import BlankSketch, Sketch

from .metrics import FAILURES, FRONT, PAINTINGS, REFUSALS, STAGE_SECONDS, Meters
from .painter import ForeignRelease
from .settings import Settings

ATTEMPTS = 3
"""How often a call is made when replicas die under it: an upload that kills them must not kill them all."""

RETRY_PAUSE_S = 0.1
"""Time for the handle to learn of a death before it is asked for another replica."""

CHANGE_PAUSE_S = 0.5
"""While releases are changed: time until the painter that knows ours may be there, or be the one that is asked."""

REPLICA_DIED = (RayActorError, WorkerCrashedError, ReplicaUnavailableError, TaskCancelledError)

PROBLEMS: dict[type[Exception], type[problems.Problem]] = {
    images.UnsupportedImage: problems.UnsupportedImage,
    images.UndecodableImage: problems.UndecodableImage,
    images.TooManyPixels: problems.TooManyPixels,
    BlankSketch: problems.BlankSketch,
    PaintingError: problems.PaintingFailed,
}
"""The model's errors as the gallery's problems; their sentences are for the client already."""

logger = logging.getLogger(__name__)


class Pipeline:
    """Paints through a Preprocessor's and a Painter's handle; one for each front."""

    def __init__(self, preprocessor: Any, painter: Any, *, settings: Settings, catalogue: Catalogue) -> None:
        self._preprocessor, self._painter = preprocessor, painter
        self._settings, self._meters = settings, Meters(FRONT)
        self._releases = {style.id: style.release for style in catalogue.styles}
        self._releases[FREE_DRAW] = catalogue.releases[0].name
        self._pending = 0
        self._painted_at = -float("inf")

    async def paint(
        self, upload: bytes, wishes: Sequence[Wish], reference: bytes | None = None, ink: float = USUAL_INK
    ) -> AsyncGenerator[Event, None]:
        """See gallery.painting.Paint. Closing the generator cancels what has not been painted yet."""
        with self._counting_refusals(), self._room(wishes):
            sketch = await self._prepare(upload, ink)
            shown = None if reference is None else await self._look(reference)
            paintings = [asyncio.create_task(self._paint(sketch, wish, shown)) for wish in wishes]
            try:
                yield Prepared(sketch.lines, sketch.crop)
                for painting in asyncio.as_completed(paintings):
                    yield await painting
            finally:
                for task in paintings:
                    task.cancel()

    async def check(self) -> Sequence[str]:
        """See gallery.painting.Check. A painter at work answers late: a fresh painting is an answer too."""
        timeout_s = self._settings.probe_timeout_s
        if asyncio.get_running_loop().time() - self._painted_at < timeout_s:
            return []
        answers = await asyncio.gather(
            _answers(self._preprocessor.ready, timeout_s), _answers(self._painter.ready, timeout_s)
        )
        reasons = ("The preprocessor does not answer.", "The painter does not answer.")
        return [reason for reason, answered in zip(reasons, answers, strict=True) if not answered]

    def _refuse_unknown_styles(self, wishes: Sequence[Wish]) -> None:
        unknown = sorted({wish.style for wish in wishes} - self._releases.keys())
        if unknown:
            raise problems.UnknownStyle(f"There is no style {', '.join(map(str, unknown))}: choose another one.")

    @contextmanager
    def _counting_refusals(self) -> Iterator[None]:
        try:
            yield
        except problems.Problem as problem:
            self._meters.count(REFUSALS, {"problem": problem.slug})
            raise

    @contextmanager
    def _room(self, wishes: Sequence[Wish]) -> Iterator[None]:
        self._refuse_unknown_styles(wishes)
        if self._pending + len(wishes) > self._settings.max_pending:
            retry_after_s = self._settings.gallery.retry_after_s
            raise problems.Full("All painters are busy: try again in a moment.", retry_after_s=retry_after_s)
        self._pending += len(wishes)
        try:
            yield
        finally:
            self._pending -= len(wishes)

    async def _prepare(self, upload: bytes, ink: float) -> Sketch:
        with self._timing("prepare"):
            within_s = self._settings.preparing_timeout_s
            sketch = await self._ask(self._preprocessor.prepare, upload, ink, within_s=within_s)
        if isinstance(sketch, images.ImageError):
            raise self._problem(sketch)
        return sketch

    async def _look(self, reference: bytes) -> NDArray[np.uint8]:
        with self._timing("prepare"):
            shown = await self._ask(self._preprocessor.look, reference, within_s=self._settings.preparing_timeout_s)
        if isinstance(shown, images.ImageError):
            problem = self._problem(shown)
            problem.errors = (problems.FieldError("reference", problem.detail),)
            raise problem
        return shown

    async def _paint(self, sketch: Sketch, wish: Wish, shown: NDArray[np.uint8] | None) -> Painted | Failed:
        release = self._releases[wish.style]
        reference = shown if wish.by_reference else None
        what = (release, wish.style, wish.seed, reference, wish.variation, wish.lineage)
        item = Item(sketch.lines, sketch.mask, *what)
        try:
            with self._timing("paint"):
                pixels = await self._ask(self._painter.paint, item, within_s=self._settings.painting_timeout_s)
        except problems.Problem as problem:
            self._meters.count(FAILURES, {"release": release, "problem": problem.slug})
            return Failed(wish, problem)
        self._meters.count(PAINTINGS, {"style": str(wish.style), "release": release})
        self._painted_at = asyncio.get_running_loop().time()
        return Painted(wish, release, pixels)

    @contextmanager
    def _timing(self, stage: str) -> Iterator[None]:
        """Tells how long a stage took that went well."""
        started = asyncio.get_running_loop().time()
        yield
        self._meters.observe(STAGE_SECONDS, asyncio.get_running_loop().time() - started, {"stage": stage})

    async def _ask(self, method: Any, *arguments: object, within_s: float) -> Any:
        """The answer to a call that may safely be made again. Raises a Problem and nothing else."""
        try:
            async with asyncio.timeout(within_s):
                while isinstance(answer := await _insist(method, *arguments), ForeignRelease):
                    await asyncio.sleep(CHANGE_PAUSE_S)
                return answer
        except Exception as error:
            raise self._problem(_cause(error)) from error

    def _problem(self, error: BaseException) -> problems.Problem:
        for known, problem in PROBLEMS.items():
            if isinstance(error, known):
                return problem(str(error))
        if isinstance(error, BackPressureError | TimeoutError):
            return self._busy("All painters are busy: try again in a moment.")
        if isinstance(error, (*REPLICA_DIED, RayServeException)):
            return self._busy("The painters are being replaced: try again in a moment.")
        logger.error("A call to the model failed unexpectedly.", exc_info=error)
        return problems.PaintingFailed("The painting did not work out, and that is our fault: try again.")

    def _busy(self, detail: str) -> problems.Busy:
        return problems.Busy(detail, retry_after_s=self._settings.gallery.retry_after_s)


async def _insist(method: Any, *arguments: object) -> Any:
    """Calls again when the replica died: all calls of this room give the same answer twice."""
    for _ in range(ATTEMPTS - 1):
        try:
            return await _call(method, *arguments)
        except Exception as error:
            if not isinstance(_cause(error), REPLICA_DIED):
                raise
            await asyncio.sleep(RETRY_PAUSE_S)
    return await _call(method, *arguments)


async def _call(method: Any, *arguments: object) -> Any:
    response = method.remote(*arguments)
    try:
        return await response
    except asyncio.CancelledError:
        response.cancel()  # else the replica goes on with what nobody waits for
        raise


async def _answers(method: Any, timeout_s: float) -> bool:
    try:
        async with asyncio.timeout(timeout_s):
            return bool(await _call(method))
    except (RayError, RayServeException, TimeoutError):
        return False


def _cause(error: BaseException) -> BaseException:
    """What was raised on the replica: Ray wraps it, and the wrapper's text is a traceback."""
    while isinstance(error, RayTaskError) and isinstance(error.cause, BaseException):
        error = error.cause
    return error
