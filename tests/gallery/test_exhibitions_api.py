"""Exhibitions by API: what is on view, its rooms, and that what is hidden is in none of them."""

import pytest
from sqlalchemy import text

from gallery.exhibits import MOST_LIKED, NEWEST
from gallery.visitors import Visitor


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def hang(hang_many):
    """Hangs so many works and gives their ids back, the oldest first."""
    return lambda count, **said: [done.artwork.id for done in hang_many(count, **said)]


def on_view(client) -> dict:
    answer = client.get("/api/v1/exhibitions/now")
    assert answer.status_code == 200, answer.text
    return answer.json()["exhibition"]


def shown(exhibition: dict) -> set[str]:
    return {hanging["artwork"]["id"] for room in exhibition["rooms"] for hanging in room["hangings"]}


def test_an_empty_gallery_has_an_exhibition_without_rooms(client):
    (listed,) = client.get("/api/v1/exhibitions").json()["exhibitions"]

    assert (listed["slug"], listed["status"], listed["works"], listed["cover"]) == ("now", "open", 0, None)
    assert on_view(client)["rooms"] == []


def test_a_single_work_has_a_room(client, hang):
    (work,) = hang(1, emotion="calm")

    (room,) = on_view(client)["rooms"]

    assert [hanging["artwork"]["id"] for hanging in room["hangings"]] == [work]
    assert (room["number"], room["emotion"], room["doors"]) == (1, "calm", [])
    assert client.get("/api/v1/exhibitions").json()["exhibitions"][0]["works"] == 1


def test_rooms_lead_into_each_other(client, hang):
    hang(20)

    rooms = on_view(client)["rooms"]

    assert [[door["to"] for door in room["doors"]] for room in rooms] == [[2], [1]]
    assert [room["url"] for room in rooms] == ["/exhibitions/now/rooms/1", "/exhibitions/now/rooms/2"]


def test_what_is_on_view_are_the_newest_and_the_most_liked(client, hang, site):
    works = hang(NEWEST + 9)
    site.state.store.like(works[0], Visitor("v" * 32, is_new=True))

    seen = shown(on_view(client))

    assert len(seen) == NEWEST + 1 <= NEWEST + MOST_LIKED
    assert works[0] in seen
    assert not seen & set(works[1:9])


@pytest.mark.parametrize("status", ["hidden", "withdrawn", "pending"])
def test_what_is_not_to_be_seen_is_in_no_room_from_that_moment_on(client, hang, site, status):
    works = hang(3)
    before = client.get("/api/v1/exhibitions/now")

    with site.state.store.database.writing() as session:
        session.execute(text("UPDATE artworks SET status = :status WHERE id = :id"), {"status": status, "id": works[0]})

    again = client.get("/api/v1/exhibitions/now", headers={"If-None-Match": before.headers["etag"]})
    assert again.status_code == 200
    assert shown(again.json()["exhibition"]) == set(works[1:])


def test_what_a_client_has_is_not_sent_again(client, hang):
    hang(2)
    first = client.get("/api/v1/exhibitions/now")

    again = client.get("/api/v1/exhibitions/now", headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


def test_titles_are_said_in_the_language_that_is_asked_for(client, hang):
    hang(9, emotion="calm")

    korean = client.get("/api/v1/exhibitions/now", headers={"Accept-Language": "ko"})

    assert korean.headers["content-language"] == "ko"
    assert "Accept-Language" in korean.headers["vary"]
    assert korean.json()["exhibition"]["title"] != on_view(client)["title"] == "Now on view"


@pytest.mark.parametrize("slug", ["nothing", "NOW", "a%00b", "x" * 200, "ㅎ"])
def test_there_is_no_other_exhibition(client, slug):
    answer = client.get(f"/api/v1/exhibitions/{slug}")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


def test_a_work_knows_its_neighbours(client, site, hang):
    hang(9)
    room = on_view(client)["rooms"][0]
    ids = [hanging["artwork"]["id"] for hanging in room["hangings"]]

    found = site.state.exhibitions.beside(ids[1])

    assert (found.before, found.after) == (ids[0], ids[2])
    assert found.url == "/exhibitions/now/rooms/1#place-2"
    assert site.state.exhibitions.beside(ids[0]).before is None
    assert site.state.exhibitions.beside("x" * 22) is None
