"""Replicas that die, and painters that know other releases than the front does."""

import asyncio
from typing import Any

import pytest
from ray.exceptions import RayActorError

from gallery import problems
from gallery.painting import Failed, Painted
from model.item import Item
from model.sketch import Sketch
from serve.painter import ForeignRelease
from tests.serve.roads import WISHES, Fakes, collect, failing, picture, pipeline, raised_remotely


@pytest.mark.parametrize("death", [RayActorError(), raised_remotely(RayActorError())])
def test_a_replica_that_dies_costs_a_retry_and_not_an_error(
    fake_replica: Fakes, sketch: Sketch, death: Exception
) -> None:
    replica = fake_replica(prepare=failing(death, then=sketch), paint=failing(death, death, then=picture(7)))

    _, painted = asyncio.run(collect(pipeline(replica), WISHES[:1]))

    assert isinstance(painted, Painted)
    assert (len(replica.prepare.calls), len(replica.paint.calls)) == (2, 3)


def test_a_painter_of_other_releases_is_asked_again_until_its_successor_is_there(fake_replica: Fakes) -> None:
    replies = [ForeignRelease("Not here."), ForeignRelease("Not here."), picture(7)]

    async def paint(item: Item) -> Any:
        return replies.pop(0)

    _, painted = asyncio.run(collect(pipeline(fake_replica(paint=paint)), WISHES[:1]))

    assert isinstance(painted, Painted)
    assert replies == []


def test_a_release_that_no_painter_ever_has_is_busy_and_not_an_error(fake_replica: Fakes) -> None:
    async def paint(item: Item) -> Any:
        return ForeignRelease("Not here.")

    _, failed = asyncio.run(collect(pipeline(fake_replica(paint=paint), painting_timeout_s=0.05), WISHES[:1]))

    assert isinstance(failed, Failed)
    assert isinstance(failed.problem, problems.Busy)


def test_what_kills_every_painter_is_not_tried_for_ever(fake_replica: Fakes) -> None:
    replica = fake_replica(paint=failing(*[RayActorError()] * 9))

    _, failed = asyncio.run(collect(pipeline(replica), WISHES[:1]))

    assert isinstance(failed, Failed)
    assert isinstance(failed.problem, problems.Busy)
    assert len(replica.paint.calls) == 3
