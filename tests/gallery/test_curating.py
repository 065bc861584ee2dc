"""What curators make of exhibitions, by API: who may, when they open, and what hangs where."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from gallery.office_tables import LogRow
from gallery.sweep import sweep_rows
from gallery.works import utc_now

TITLES = {"en": "Blue hours", "ko": "푸른 시간"}


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def works(hang_many) -> list[str]:
    """The ids of 20 artworks."""
    return [done.artwork.id for done in hang_many(20, emotion="calm")]


@pytest.fixture
def curator(site, sign_in):
    return sign_in(site, "Ada", "curator")


def create(curator, **said) -> dict:
    answer = curator.post("/api/v1/exhibitions", json={"titles": TITLES, "published": True, **said})
    assert answer.status_code == 201, answer.text
    return answer.json()["exhibition"]


def seen(client, slug: str) -> dict:
    return client.get(f"/api/v1/exhibitions/{slug}").json()["exhibition"]


def hung(exhibition: dict) -> list[list[str]]:
    return [[hanging["artwork"]["id"] for hanging in room["hangings"]] for room in exhibition["rooms"]]


def at(days: int) -> str:
    return (utc_now() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("role", ["nobody", "moderator"])
def test_only_curators_may(client, site, sign_in, curator, role):
    create(curator)
    other, status = (client, 401) if role == "nobody" else (sign_in(site, "Mina", role), 403)

    assert other.post("/api/v1/exhibitions", json={"titles": TITLES}).status_code == status
    assert other.patch("/api/v1/exhibitions/blue-hours", json={"titles": TITLES}).status_code == status
    assert other.delete("/api/v1/exhibitions/blue-hours").status_code == status


def test_chosen_works_are_arranged_in_rooms(client, curator, works):
    made = create(curator, artworks=works)

    assert made["slug"] == "blue-hours"
    assert sorted(one for room in hung(made) for one in room) == sorted(works)
    assert all(8 <= len(room) <= 16 for room in hung(made))
    assert seen(client, "blue-hours") == made


def test_rooms_arranged_by_hand_stay_as_they_are(client, curator, works):
    plans = [
        {"artworks": works[3:0:-1], "titles": {"en": "Three"}, "theme": {"wall": "#203040", "ambience": "none"}},
        {"artworks": works[5:7]},
    ]

    made = create(curator, rooms=plans, theme={"ambience": "wind"})

    assert hung(made) == [works[3:0:-1], works[5:7]]
    assert made["rooms"][0]["title"] == "Three"
    assert made["rooms"][0]["theme"]["wall"] == "#203040"
    assert [room["theme"]["ambience"] for room in made["rooms"]] == [None, "wind"]


def test_what_is_open_is_current_and_listed_instead_of_what_nobody_chose(client, curator, works, site):
    create(curator, artworks=works[:3])

    listed = client.get("/api/v1/exhibitions").json()["exhibitions"]

    assert [(one["slug"], one["status"], one["rooms"], one["works"]) for one in listed] == [
        ("blue-hours", "open", 1, 3)
    ]
    assert listed[0]["cover"]["url"].startswith("/media/")
    assert site.state.exhibitions.current().slug == "blue-hours"
    assert client.get("/api/v1/exhibitions/now").status_code == 200


@pytest.mark.parametrize(
    ("dates", "status"), [((-2, -1), "closed"), ((1, 2), "upcoming"), ((1, None), "upcoming"), ((-1, 1), "open")]
)
def test_exhibitions_open_and_close_by_date(client, curator, works, site, dates, status):
    opens, closes = dates
    create(curator, artworks=works[:3], opens_at=at(opens), closes_at=closes and at(closes))

    found = seen(client, "blue-hours")

    assert found["status"] == status
    assert bool(found["rooms"]) is (status == "open")
    assert client.get("/exhibitions/blue-hours/rooms/1").status_code == (200 if status == "open" else 404)
    assert client.get("/exhibitions/blue-hours").status_code == 200
    assert (site.state.exhibitions.current().slug == "blue-hours") is (status == "open")
    assert len(seen(curator, "blue-hours")["rooms"]) == 1


def test_a_draft_is_seen_by_curators_alone(client, curator, works):
    create(curator, artworks=works[:3], published=False)

    assert client.get("/api/v1/exhibitions/blue-hours").status_code == 404
    assert "blue-hours" not in client.get("/exhibitions").text
    assert seen(curator, "blue-hours")["status"] == "draft"
    shown = curator.get("/exhibitions/blue-hours/rooms/1")
    assert (shown.status_code, shown.headers["cache-control"]) == (200, "private, no-store")


@pytest.mark.parametrize("status", ["hidden", "withdrawn"])
def test_what_is_taken_down_is_gone_and_a_room_without_works_too(client, curator, works, site, status):
    create(curator, rooms=[{"artworks": works[:2]}, {"artworks": works[2:3]}, {"artworks": works[3:5]}])

    with site.state.store.database.writing() as session:
        takes_down = text("UPDATE artworks SET status = :status WHERE id IN (:one, :other)")
        session.execute(takes_down, {"status": status, "one": works[0], "other": works[2]})

    found = seen(client, "blue-hours")
    assert hung(found) == [works[1:2], works[3:5]]
    assert [room["number"] for room in found["rooms"]] == [1, 2]
    assert client.get("/api/v1/exhibitions").json()["exhibitions"][0]["rooms"] == 2


def test_what_was_withdrawn_is_swept_off_the_wall_for_good(curator, works, site):
    create(curator, artworks=works[:3])
    with site.state.store.database.writing() as session:
        takes_down = text("UPDATE artworks SET status = 'withdrawn' WHERE id = :id")
        session.execute(takes_down, {"id": works[0]})
    site.state.store.clock = lambda: utc_now() + timedelta(days=3)

    while sweep_rows(site.state.store):
        """The next batch."""

    assert sorted(site.state.curating.draft("blue-hours").works) == sorted(works[1:3])


def test_what_is_sent_changes_and_what_is_left_out_stays(client, curator, works):
    create(curator, artworks=works[:3], descriptions={"en": "At dusk."})

    curator.patch("/api/v1/exhibitions/blue-hours", json={"titles": {"en": "Grey hours"}})

    found = seen(client, "blue-hours")
    assert (found["title"], found["description"], len(hung(found)[0])) == ("Grey hours", "At dusk.", 3)


def test_titles_come_in_the_language_asked_for_or_in_the_one_there_is(client, curator):
    create(curator)
    create(curator, titles={"en": "Only English"})

    titles = [
        client.get(f"/api/v1/exhibitions/{slug}", headers={"Accept-Language": "ko"}).json()["exhibition"]["title"]
        for slug in ("blue-hours", "only-english")
    ]

    assert titles == ["푸른 시간", "Only English"]


def test_addresses_differ_and_none_is_that_of_what_nobody_chose(curator):
    slugs = [create(curator, titles={"en": title})["slug"] for title in ("Now", "Ébène!", "ebene", "x" * 80)]
    korean = create(curator, titles={"ko": "밤"})["slug"]

    assert slugs[:3] == ["now-2", "ebene", "ebene-2"]
    assert len(slugs[3]) <= 60
    assert korean == f"{utc_now():%Y-%m-%d}"


def test_an_exhibition_that_ended_leaves_its_works_in_the_gallery(client, curator, works):
    create(curator, artworks=works[:3])

    assert curator.delete("/api/v1/exhibitions/blue-hours").status_code == 204

    assert client.get("/api/v1/exhibitions/blue-hours").status_code == 404
    assert client.get(f"/api/v1/artworks/{works[0]}").status_code == 200
    assert curator.delete("/api/v1/exhibitions/blue-hours").status_code == 404


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"titles": {}}, "titles"),
        ({"titles": {"en": " "}}, "titles.en"),
        ({"titles": {"xx": "a"}}, "titles.xx.[key]"),
        ({"artworks": ["x" * 22]}, "artworks"),
        ({"opens_at": "2026-05-01T00:00:00Z", "closes_at": "2026-04-01T00:00:00Z"}, "closes_at"),
        ({"opens_at": "0001-01-01T00:00:00+14:00"}, "opens_at"),
        ({"opens_at": "2026-05-01T00:00:00"}, "opens_at"),
        ({"theme": {"wall": "red"}}, "theme.wall"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(client, curator, said, field):
    answer = curator.post("/api/v1/exhibitions", json={"titles": TITLES, **said})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert curator.get("/api/v1/exhibitions/blue-hours").status_code == 404


def test_a_work_hangs_once(curator, works):
    answer = curator.post("/api/v1/exhibitions", json={"titles": TITLES, "rooms": [{"artworks": works[:1] * 2}]})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "rooms")


def test_every_act_is_written_down(site, curator, works):
    create(curator, artworks=works[:3])
    curator.patch("/api/v1/exhibitions/blue-hours", json={"published": False})
    curator.delete("/api/v1/exhibitions/blue-hours")

    with site.state.store.database.reading() as session:
        lines = session.execute(select(LogRow.actor, LogRow.action, LogRow.about).order_by(LogRow.at)).all()
    acts = [tuple(line) for line in lines if line.about == "blue-hours"]
    assert acts == [("Ada", f"{act}-exhibition", "blue-hours") for act in ("create", "revise", "remove")]
