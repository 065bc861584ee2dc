"""The pages of exhibitions: complete without scripts, dressed in the colours of their rooms."""

import re

import pytest

from gallery.rooms.colour import contrast
from gallery.works import Submitted


@pytest.fixture
def hung(hang_many) -> list[Submitted]:
    """Twenty artworks: enough for two rooms."""
    return hang_many(20, title="Line <1>", emotion="calm")


def linked(page: str) -> list[str]:
    return re.findall(r'href="/artworks/([\w-]{22})"', page)


def test_an_empty_gallery_has_an_exhibition_that_invites(client):
    assert "Now on view" in client.get("/exhibitions").text
    shown = client.get("/exhibitions/now")

    assert shown.status_code == 200
    assert 'href="/draw"' in shown.text
    assert client.get("/exhibitions/now/rooms/1").status_code == 404


def test_every_work_is_linked_in_its_room_in_hanging_order(client, hung):
    rooms = client.get("/api/v1/exhibitions/now").json()["exhibition"]["rooms"]

    assert len(rooms) == 2
    for room in rooms:
        page = client.get(room["url"]).text
        assert linked(page) == [hanging["artwork"]["id"] for hanging in room["hangings"]]
        assert re.findall(r'<li id="place-(\d+)">', page) == [str(hanging["place"]) for hanging in room["hangings"]]


def test_the_plan_leads_to_every_room_and_each_room_to_the_next(client, hung):
    plan = client.get("/exhibitions/now").text
    first, second = (client.get(f"/exhibitions/now/rooms/{number}").text for number in (1, 2))

    assert 'href="/exhibitions/now/rooms/1"' in plan
    assert 'href="/exhibitions/now/rooms/2"' in plan
    assert re.search(r'data-to="2" rel="next" href="/exhibitions/now/rooms/2"', first)
    assert re.search(r'data-to="1" rel="prev" href="/exhibitions/now/rooms/1"', second)


def test_a_room_wears_its_theme_by_day_and_by_night(client, hung):
    theme = client.get("/api/v1/exhibitions/now").json()["exhibition"]["rooms"][0]["theme"]
    answer = client.get("/exhibitions/now/rooms/1")
    (nonce, sheet) = re.search(r'<style nonce="([^"]+)">(.*?)</style>', answer.text, re.DOTALL).groups()
    day, night = sheet.split("@media (prefers-color-scheme: dark)")

    assert f"'nonce-{nonce}'" in answer.headers["content-security-policy"]
    assert answer.text.count("<style") == 1
    assert " style=" not in answer.text
    for surface in ("wall", "floor", "ceiling", "frame"):
        assert f"--{surface}: {theme[surface]};" in day
    for part in (day, night):
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part))
        assert contrast(colours["ink"], colours["wall"]) >= 4.5
        assert contrast(colours["label-ink"], colours["label-paper"]) >= 4.5
        assert contrast(colours["floor-ink"], colours["floor"]) >= 4.5


def test_titles_are_words_and_no_markup(client, hung):
    page = client.get("/exhibitions/now/rooms/1").text

    assert "&lt;" in page
    assert re.search(r"Line <\d", page) is None


@pytest.mark.parametrize(
    "path",
    [
        "/exhibitions/nothing",
        "/exhibitions/now/rooms/0",
        "/exhibitions/now/rooms/99999999999999999999",
        "/exhibitions/nothing/rooms/1",
    ],
)
def test_what_is_not_there_says_so_kindly(client, hung, path):
    answer = client.get(path, headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


def test_a_work_that_is_taken_down_leaves_its_room_at_once(client, hung):
    before = client.get("/exhibitions/now/rooms/1").text
    gone = next(one for one in hung if one.artwork.id in linked(before))

    authorised = {"Authorization": f"Bearer {gone.edit_token}"}
    client.delete(f"/api/v1/artworks/{gone.artwork.id}", headers=authorised)

    for number in (1, 2):
        assert gone.artwork.id not in linked(client.get(f"/exhibitions/now/rooms/{number}").text)
