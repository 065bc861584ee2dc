"""From one work to others, and to the strokes of its drawing."""

import re

import pytest

STROKES = {
    "version": 1,
    "width": 100,
    "height": 80,
    "strokes": [{"tool": "pen", "width": 5.0, "points": [[9, 42, 0.5, 0], [81, 43, 1, 16]]}],
}


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def drawn(client, submission) -> dict:
    """What hanging a work with its strokes answers."""
    return client.post("/api/v1/artworks", json={**submission, "strokes": STROKES}).json()


def strokes_of(client, hung: dict, **headers: str):
    return client.get(f"/api/v1/artworks/{hung['artwork']['id']}/strokes", headers=headers)


def set_status(site, status: str) -> None:
    with site.state.store.database.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE artworks SET status = '{status}'")


def test_the_strokes_come_back_as_they_were_sent(client, drawn):
    answer = strokes_of(client, drawn)

    assert (answer.status_code, answer.json()) == (200, STROKES)


@pytest.mark.parametrize("status", ["pending", "hidden"])
def test_the_strokes_are_seen_by_whoever_sees_the_work(client, visit, site, drawn, status):
    set_status(site, status)
    visitor = visit(site)

    assert strokes_of(client, drawn).status_code == (200 if status == "pending" else 404)
    assert strokes_of(visitor, drawn).status_code == 404
    assert strokes_of(visitor, drawn, Authorization="Bearer wrong").status_code == 404
    assert strokes_of(visitor, drawn, Authorization=f"Bearer {drawn['edit_token']}").json() == STROKES


def test_a_drawing_without_strokes_cannot_be_replayed(client, artwork):
    answer = client.get(f"/api/v1/artworks/{artwork['id']}/strokes")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
    assert "data-strokes" not in client.get(f"/artworks/{artwork['id']}").text


def test_the_page_knows_where_the_strokes_are_and_which_square_was_painted(client, drawn):
    page = client.get(f"/artworks/{drawn['artwork']['id']}").text

    crop = " ".join(str(number) for number in drawn["artwork"]["sketch"]["crop"])
    assert f'data-strokes="/api/v1/artworks/{drawn["artwork"]["id"]}/strokes" data-crop="{crop}"' in page


def test_beside_a_work_hang_the_newer_and_the_older_one(client, site, painted, submission):
    works = []
    for painting, at in zip(painted["paintings"], ("2026-01-01", "2026-01-02"), strict=True):
        works.append(client.post("/api/v1/artworks", json={**submission, "painting": painting["id"]}).json()["artwork"])
        with site.state.store.database.writing() as session:
            said = f"UPDATE artworks SET hung_at = '{at} 00:00:00.000000' WHERE id = '{works[-1]['id']}'"
            session.connection().exec_driver_sql(said)
    older, newer = (site.state.store.artwork(work["id"]) for work in works)

    browsing = site.state.browsing
    assert [work and work.id for work in browsing.beside(older)] == [newer.id, None]
    assert [work and work.id for work in browsing.beside(newer)] == [None, older.id]


def test_a_work_leads_to_a_drawing_in_its_style(client, artwork):
    page = client.get(f"/artworks/{artwork['id']}").text

    assert f'href="/draw?like={artwork["id"]}"' in page


def test_the_pages_of_works_lead_to_each_other(client, painted, submission):
    ids = [
        client.post("/api/v1/artworks", json={**submission, "painting": one["id"]}).json()["artwork"]["id"]
        for one in painted["paintings"]
    ]

    pages = [client.get(f"/artworks/{id}").text for id in ids]

    beside = [re.findall(r'<a class="hung" href="/artworks/([^"]+)"', page) for page in pages]
    assert beside == [[ids[1]], [ids[0]]]
