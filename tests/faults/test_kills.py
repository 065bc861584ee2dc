"""A gallery that is killed, whenever and wherever, has kept all that it acknowledged and nothing by half."""

import itertools

import httpx
import pytest

from tests.faults.conftest import Gallery, upload
from tests.faults.victim import POINTS
from tests.faults.visitors import Visitors, hang
from tests.system import wait_until

on_both = pytest.mark.parametrize("gallery", ["sqlite", "postgresql"], indirect=True)
on_both_in_full = pytest.mark.parametrize(
    "gallery", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)], indirect=True
)


def visitors(gallery: Gallery, numbers: itertools.count) -> Visitors:
    return Visitors(gallery.address, gallery.history, sketch=upload, numbers=numbers)


def wait_for_more(gallery: Gallery, works: int) -> None:
    hung = len(gallery.history.of("submit", "ok"))
    wait_until(lambda: len(gallery.history.of("submit", "ok")) >= hung + works, 60)


@on_both
def test_what_was_acknowledged_survives_every_kill(gallery: Gallery, soak: bool) -> None:
    numbers = itertools.count()
    for _ in range(50 if soak else 2):
        gallery.start()
        with visitors(gallery, numbers):
            wait_for_more(gallery, 20 if soak else 3)
            gallery.kill()
    gallery.start()

    assert gallery.history.of("paint", "info")  # somebody was in the middle of it
    assert gallery.faults() == []
    assert gallery.is_sound()


@on_both_in_full
@pytest.mark.parametrize("point", POINTS)
def test_a_death_at_any_point_leaves_a_whole_gallery(gallery: Gallery, point: str, soak: bool) -> None:
    numbers = itertools.count()
    for times in range(7, 17) if soak else (7,):
        gallery.start(point, str(times))
        with visitors(gallery, numbers):
            gallery.process.wait(60)
    gallery.start()

    assert gallery.history.of("submit", "info") or gallery.history.of("paint", "info")
    assert gallery.faults() == []
    assert gallery.is_sound()


def test_what_a_death_left_behind_is_swept_once_it_is_old(gallery: Gallery) -> None:
    gallery.start("renamed", "7")
    with visitors(gallery, itertools.count()):
        gallery.process.wait(60)
    gallery.start()

    assert "0 deleted" in gallery.run("gallery.fsck", "--sweep").stdout
    swept = gallery.run("gallery.fsck", "--sweep", "--grace-s", "0").stdout
    assert "; 0 deleted" not in swept
    assert gallery.faults() == []


def test_an_answer_that_was_lost_with_its_giver_is_given_again(gallery: Gallery) -> None:
    gallery.start("answering", "1")
    form = {"files": {"sketch": ("a.png", upload(1))}, "data": {"styles": "1"}}
    painting = gallery.client.post("/api/v1/paintings", **form).json()["paintings"][0]["id"]
    key = {"Idempotency-Key": "a-house-by-the-sea"}

    lost = hang(gallery.client, gallery.history, painting, "house", **key)
    gallery.process.wait(60)
    gallery.start()
    again = hang(gallery.client, gallery.history, painting, "house", **key)

    assert (lost.outcome, again.outcome) == ("info", "ok")
    holder = {"Authorization": f"Bearer {again.said['edit_token']}"}
    address = f"/api/v1/artworks/{again.said['artwork']['id']}"
    assert httpx.patch(gallery.address + address, json={"title": "home"}, headers=holder).status_code == 200
