"""What search engines are told."""

import re
from xml.etree import ElementTree as xml

import pytest
from sqlalchemy import text

SITES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ORIGIN = "http://gallery.test"


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


def places(client, path: str) -> list[str]:
    answer = client.get(path.removeprefix(ORIGIN))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
    return [place.text for place in xml.fromstring(answer.content).iterfind(".//s:loc", SITES)]


def test_robots_are_led_to_the_works(client):
    text = client.get("/robots.txt").text

    assert f"Sitemap: {ORIGIN}/sitemap.xml" in text
    assert "Disallow: /moderation" in text


def test_every_work_is_in_the_file_of_its_month(client, site, artwork):
    with site.state.store.database.writing() as session:
        session.execute(text("UPDATE artworks SET hung_at = '2026-01-31 23:59:59.999999'"))

    assert places(client, "/sitemap.xml") == [f"{ORIGIN}/sitemaps/{name}.xml" for name in ("pages", "2026-01")]
    assert places(client, "/sitemaps/2026-01.xml") == [f"{ORIGIN}/artworks/{artwork['id']}"]
    assert places(client, "/sitemaps/2026-02.xml") == []


def test_months_without_works_lie_between_those_that_have_some(client, site, painted, submission):
    for painting, month in zip(painted["paintings"], ("2025-11", "2026-02"), strict=True):
        work = client.post("/api/v1/artworks", json={**submission, "painting": painting["id"]}).json()["artwork"]
        with site.state.store.database.writing() as session:
            changed = text("UPDATE artworks SET hung_at = :at WHERE id = :id")
            session.execute(changed, {"at": f"{month}-15 00:00:00.000000", "id": work["id"]})

    months = [re.search(r"\d{4}-\d\d", place) for place in places(client, "/sitemap.xml")]
    assert [month[0] for month in months if month] == ["2026-02", "2026-01", "2025-12", "2025-11"]


def test_what_was_taken_down_is_not_in_it(client, site, artwork):
    with site.state.store.database.writing() as session:
        session.execute(text("UPDATE artworks SET status = 'withdrawn'"))

    assert places(client, "/sitemap.xml") == [f"{ORIGIN}/sitemaps/pages.xml"]
    assert f"{ORIGIN}/draw" in places(client, "/sitemaps/pages.xml")


@pytest.mark.parametrize("month", ["2026-13", "x", "0000-01", "2026-1", "9999-12"])
def test_a_month_that_is_none_is_not_there(client, month):
    assert client.get(f"/sitemaps/{month}.xml").status_code == 404
