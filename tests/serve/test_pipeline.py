"""The road over two handles, with handles that are ours."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import Any

import numpy as np
import pytest
from ray.exceptions import RayActorError
from ray.serve.exceptions import BackPressureError

from gallery import problems
from gallery.painting import FREE_DRAW, Event, Failed, Painted, Prepared, Wish
from model import images
from model.item import Item, PaintingError
from model.sketch import BlankSketch, Sketch
from serve.pipeline import Pipeline
from tests.serve.roads import CATALOGUE, SETTINGS, WISHES, Fakes, collect, failing, picture, pipeline, raised_remotely


def test_the_sketch_comes_first_and_every_wish_after_it_as_it_is_ready(fake_replica: Fakes, sketch: Sketch) -> None:
    async def paint(item: Item) -> np.ndarray:
        await asyncio.sleep((30 - item.seed) / 100)
        return picture(item.seed)

    prepared, *painted = asyncio.run(collect(pipeline(fake_replica(paint=paint))))

    assert isinstance(prepared, Prepared)
    assert prepared.crop == sketch.crop
    assert [event.wish for event in painted] == WISHES[::-1]
    assert [event.release for event in painted] == ["first", "second", "first"]
    assert [event.pixels[0, 0, 0] for event in painted] == [30, 20, 10]


def test_a_free_draw_comes_from_the_first_release(fake_replica: Fakes) -> None:
    _, painted = asyncio.run(collect(pipeline(fake_replica()), [Wish(FREE_DRAW, 1)]))

    assert isinstance(painted, Painted)
    assert painted.release == "first"


def test_a_style_that_nobody_serves_is_refused_before_anything_is_done(fake_replica: Fakes) -> None:
    replica = fake_replica()

    with pytest.raises(problems.UnknownStyle, match="9"):
        asyncio.run(collect(pipeline(replica), [Wish(9, 1)]))
    assert replica.prepare.calls == []


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (images.UnsupportedImage("Send a PNG."), problems.UnsupportedImage),
        (images.UndecodableImage("It is damaged."), problems.UndecodableImage),
        (images.TooManyPixels("Make it smaller."), problems.TooManyPixels),
        (BlankSketch("Draw something."), problems.BlankSketch),
    ],
)
def test_an_upload_that_shows_no_drawing_is_refused_in_the_models_words(
    fake_replica: Fakes, error: Exception, problem: type[problems.Problem]
) -> None:
    replica = fake_replica(prepare=failing(then=error))

    with pytest.raises(problem) as refusal:
        asyncio.run(collect(pipeline(replica)))
    assert refusal.value.detail == str(error)


def test_how_far_a_wish_may_go_reaches_the_painter(fake_replica: Fakes) -> None:
    asked: list[Item] = []

    async def paint(item: Item) -> np.ndarray:
        asked.append(item)
        return picture(0)

    wish = Wish(2, 9, variation=0.5, lineage=((7, 0.25),))
    asyncio.run(collect(pipeline(fake_replica(paint=paint)), [wish]))

    assert [(item.style, item.seed, item.variation, item.lineage) for item in asked] == [(2, 9, 0.5, ((7, 0.25),))]



@pytest.mark.parametrize("error", [BackPressureError(9, 9), TimeoutError(), raised_remotely(BackPressureError(9, 9))])
def test_a_full_preprocessor_is_busy_and_says_when_to_come_back(fake_replica: Fakes, error: Exception) -> None:
    with pytest.raises(problems.Busy) as refusal:
        asyncio.run(collect(pipeline(fake_replica(prepare=failing(error)))))
    assert refusal.value.retry_after_s == 3


def test_a_painting_that_takes_too_long_is_busy(fake_replica: Fakes) -> None:
    async def paint(item: Item) -> np.ndarray:
        await asyncio.sleep(60)
        return picture(0)

    _, failed = asyncio.run(collect(pipeline(fake_replica(paint=paint), painting_timeout_s=0.05), WISHES[:1]))

    assert isinstance(failed, Failed)
    assert isinstance(failed.problem, problems.Busy)


def test_one_painting_that_fails_leaves_its_neighbours_alone(fake_replica: Fakes) -> None:
    async def paint(item: Item) -> np.ndarray:
        if item.seed == 20:
            raise raised_remotely(PaintingError("The painting did not work out."))
        return picture(item.seed)

    _, *events = asyncio.run(collect(pipeline(fake_replica(paint=paint))))

    (failed,) = [event for event in events if isinstance(event, Failed)]
    assert failed.wish == WISHES[1]
    assert isinstance(failed.problem, problems.PaintingFailed)
    assert failed.problem.detail == "The painting did not work out."
    assert len([event for event in events if isinstance(event, Painted)]) == 2


def test_an_error_that_nobody_foresaw_tells_the_client_nothing_of_it(
    fake_replica: Fakes, caplog: pytest.LogCaptureFixture
) -> None:
    replica = fake_replica(paint=failing(raised_remotely(KeyError("a secret path"))))

    _, failed = asyncio.run(collect(pipeline(replica), WISHES[:1]))

    assert isinstance(failed, Failed)
    assert isinstance(failed.problem, problems.PaintingFailed)
    assert "secret" not in failed.problem.detail
    assert "secret" in caplog.text


def test_room_for_all_wishes_is_taken_before_anything_is_done(fake_replica: Fakes) -> None:
    async def two_at_once() -> tuple[list[Event], Any]:
        gate = asyncio.Event()

        async def paint(item: Item) -> np.ndarray:
            await gate.wait()
            return picture(item.seed)

        replica = fake_replica(paint=paint)
        road = pipeline(replica, max_pending=4)
        first = asyncio.create_task(collect(road))
        await asyncio.sleep(0)
        with pytest.raises(problems.Full) as refusal:
            await collect(road, WISHES[:2])
        assert refusal.value.retry_after_s == 3
        assert len(replica.prepare.calls) == 1
        gate.set()
        await first
        return await collect(road, WISHES[:2]), replica

    events, _ = asyncio.run(two_at_once())

    assert len(events) == 3


def test_an_upload_that_is_refused_gives_its_room_back(fake_replica: Fakes) -> None:
    road = pipeline(fake_replica(prepare=failing(then=BlankSketch("Draw something."))), max_pending=3)

    for _ in range(2):
        with pytest.raises(problems.BlankSketch):
            asyncio.run(collect(road))


def test_who_leaves_takes_what_is_unpainted_along(fake_replica: Fakes) -> None:
    async def leave() -> Any:
        async def paint(item: Item) -> np.ndarray:
            if item.seed > 10:
                await asyncio.Event().wait()
            return picture(item.seed)

        replica = fake_replica(paint=paint)
        road = pipeline(replica, max_pending=3)
        async with aclosing(road.paint(b"upload", WISHES)) as events:
            await anext(events)
            await anext(events)
        await asyncio.sleep(0)
        await collect(road, WISHES[:1])
        return replica

    replica = asyncio.run(leave())

    assert [call.cancelled for call in replica.paint.calls] == [False, True, True, False]


def test_the_style_of_a_picture_travels_with_the_wish_for_it_and_no_other(fake_replica: Fakes) -> None:
    items: list[Item] = []

    async def paint(item: Item) -> np.ndarray:
        items.append(item)
        return picture(item.seed)

    async def collect_all() -> list[Event]:
        wishes = [Wish(FREE_DRAW, 1, by_reference=True), Wish(FREE_DRAW, 2), Wish(2, 3)]
        return [event async for event in pipeline(fake_replica(paint=paint)).paint(b"upload", wishes, b"postcard")]

    events = asyncio.run(collect_all())

    assert len(events) == 4
    by_seed = {item.seed: item for item in items}
    assert by_seed[1].reference is not None
    assert by_seed[1].reference[0, 0, 0] == len(b"postcard")
    assert by_seed[1].release == "first"
    assert [by_seed[seed].reference for seed in (2, 3)] == [None, None]


@pytest.mark.parametrize("error", [images.UnsupportedImage("Send a PNG."), images.TooManyPixels("Make it smaller.")])
def test_a_picture_that_cannot_be_looked_at_is_named_and_gives_the_room_back(
    fake_replica: Fakes, error: Exception
) -> None:
    replica = fake_replica(look=failing(then=error))
    road = pipeline(replica, max_pending=1)

    async def ask() -> None:
        async for _ in road.paint(b"upload", [Wish(FREE_DRAW, 1, by_reference=True)], b"postcard"):
            pytest.fail("it was painted")

    for _ in range(2):
        with pytest.raises(problems.Problem) as refusal:
            asyncio.run(ask())
        assert refusal.value.detail == str(error)
        assert [fault.field for fault in refusal.value.errors] == ["reference"]
    assert replica.paint.calls == []


def test_the_painters_are_ready_when_both_answer(fake_replica: Fakes) -> None:
    assert asyncio.run(pipeline(fake_replica()).check()) == []


@pytest.mark.parametrize("error", [RayActorError(), BackPressureError(9, 9)])
def test_who_does_not_answer_is_named(fake_replica: Fakes, error: Exception) -> None:
    dead = fake_replica(ready=failing(error))
    road = Pipeline(fake_replica(), dead, settings=SETTINGS, catalogue=CATALOGUE)

    assert asyncio.run(road.check()) == ["The painter does not answer."]


def test_a_painter_too_busy_to_answer_is_ready_while_paintings_come(fake_replica: Fakes) -> None:
    async def silence() -> bool:
        await asyncio.sleep(60)
        return True

    async def checks() -> tuple[Sequence[str], Sequence[str]]:
        road = pipeline(fake_replica(ready=silence))
        before = await road.check()
        await collect(road)
        return before, await road.check()

    before, after = asyncio.run(checks())

    assert len(before) == 2
    assert after == []
