"""A curator's day with plain forms: begin, choose, arrange, move, name, publish, remove."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from gallery.works import utc_now

HOME = "/moderation/exhibitions"


@pytest.fixture
def works(hang_many) -> list[str]:
    """The ids of ten artworks."""
    return [done.artwork.id for done in hang_many(10)]


@pytest.fixture
def curator(site, sign_in):
    """The browser of somebody who may arrange exhibitions."""
    browser = sign_in(site, "Ada", "curator")
    browser.headers["Accept"] = "text/html"
    return browser


def tell(curator, path: str, **fields) -> str:
    """Send a form; the page it leads to."""
    answer = curator.post(path, data=fields)
    assert answer.status_code == 303, answer.text
    page = curator.get(answer.headers["location"])
    assert page.status_code == 200, page.text
    return page.text


@pytest.fixture
def desk(curator, works) -> str:
    """The address of an exhibition in which five works hang in a room."""
    tell(curator, HOME, title_en="Quiet lines", title_ko="조용한 선")
    tell(curator, f"{HOME}/quiet-lines/hangings", artwork=works[:5])
    return f"{HOME}/quiet-lines"


def hung(page: str) -> list[str]:
    return re.findall(r'<li id="work-([\w-]{22})">', page)


def rooms(site) -> list[list[str]]:
    return [hall.artworks for hall in site.state.curating.draft("quiet-lines").halls]


def test_works_are_chosen_from_the_wall(curator, works, desk):
    page = curator.get(f"{desk}/works").text

    assert page.count('type="checkbox"') == 10
    assert page.count("disabled checked") == 5
    assert hung(tell(curator, f"{desk}/hangings", artwork=works[4:7])) == works[:7]


def test_works_are_arranged_on_request(curator, desk, works, site):
    tell(curator, f"{desk}/hangings", artwork=works)

    page = tell(curator, f"{desk}/arrangement")

    assert sorted(hung(page)) == sorted(works)
    assert [len(room) for room in rooms(site)] == [10]


@pytest.mark.parametrize(
    ("work", "step", "after"),
    [
        (1, "earlier", [[1, 0, 2, 3, 4]]),
        (0, "earlier", [[0, 1, 2, 3, 4]]),
        (1, "later", [[0, 2, 1, 3, 4]]),
        (4, "later", [[0, 1, 2, 3, 4]]),
        (2, "on", [[0, 1, 3, 4], [2]]),
        (2, "back", [[0, 1, 2, 3, 4]]),
        (2, "down", [[0, 1, 3, 4]]),
    ],
)
def test_a_step_moves_a_work(curator, desk, works, site, work, step, after):
    tell(curator, f"{desk}/moves", artwork=works[work], step=step)

    assert rooms(site) == [[works[place] for place in room] for room in after]


def test_the_last_work_that_leaves_closes_its_room(curator, desk, works, site):
    tell(curator, f"{desk}/moves", artwork=works[2], step="on")
    tell(curator, f"{desk}/moves", artwork=works[2], step="back")

    assert rooms(site) == [[works[place] for place in (0, 1, 3, 4, 2)]]


def test_a_room_is_named_and_painted(curator, desk, site):
    (hall,) = site.state.curating.draft("quiet-lines").halls

    page = tell(curator, f"{desk}/rooms", room=hall.id, title_en="Five", walls="own", wall="#AA3322", ambience="rain")

    assert "1 · Five" in page
    (room,) = site.state.exhibitions.find("quiet-lines", as_curator=True).rooms
    assert (room.room.theme.wall, room.room.theme.ambience) == ("#aa3322", "rain")


def test_an_exhibition_is_a_draft_until_it_is_published(client, curator, desk):
    assert client.get("/exhibitions/quiet-lines").status_code == 404

    tell(curator, f"{desk}/publication", published="1")
    assert "Quiet lines" in client.get("/exhibitions/quiet-lines").text

    tell(curator, f"{desk}/publication", published="0")
    assert client.get("/exhibitions/quiet-lines").status_code == 404


def test_days_are_whole_and_the_last_one_counts(client, curator, desk, site):
    today = utc_now().date()
    days = {"opens_on": today - timedelta(days=1), "last_day": today}

    tell(curator, f"{desk}/publication", published="1")
    page = tell(curator, desk, title_en="Quiet lines", **{name: day.isoformat() for name, day in days.items()})

    assert f'value="{days["opens_on"]}"' in page
    assert f'value="{today}"' in page
    assert site.state.exhibitions.current().slug == "quiet-lines"
    site.state.store.clock = lambda: utc_now() + timedelta(days=1)
    assert site.state.exhibitions.current().slug == "now"


def test_a_day_that_stays_the_same_keeps_its_hour(curator, desk, site):
    before = site.state.curating.draft("quiet-lines").opens_at

    tell(curator, desk, title_en="Loud lines", opens_on=before.date().isoformat())

    after = site.state.curating.draft("quiet-lines")
    assert (after.opens_at, after.titles) == (before, {"en": "Loud lines"})


def test_removing_needs_no_script_and_keeps_the_works(client, curator, desk, works):
    tell(curator, f"{desk}/removal")

    assert curator.get(desk).status_code == 404
    assert client.get(f"/artworks/{works[0]}").status_code == 200


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("", {"title_en": ""}),
        ("", {"title_en": "a", "opens_on": "soon"}),
        ("", {"title_en": "a", "walls": "own", "wall": "red"}),
        ("/moves", {"artwork": "x", "step": "sideways"}),
        ("/hangings", {"artwork": "x" * 22}),
    ],
)
def test_what_makes_no_sense_is_told_kindly_and_changes_nothing(curator, desk, site, path, fields):
    before = site.state.curating.draft("quiet-lines")

    answer = curator.post(desk + path, data=fields)

    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
    assert site.state.curating.draft("quiet-lines") == before


def test_a_work_that_is_hidden_can_still_be_taken_down(client, curator, desk, works, site):
    with site.state.store.database.writing() as session:
        session.execute(text("UPDATE artworks SET status = 'hidden' WHERE id = :id"), {"id": works[0]})

    page = curator.get(desk).text

    assert "A work that is not to be seen now" in page
    assert works[0] not in hung(tell(curator, f"{desk}/moves", artwork=works[0], step="down"))
