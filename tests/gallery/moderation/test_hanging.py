"""Where on the wall a work hangs that was looked at first."""

from datetime import datetime, timedelta
from xml.etree import ElementTree as xml

import pytest

from gallery.answers import instant
from gallery.works import utc_now
from tests.gallery.moderating import decide, hang, hide

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def later(site):
    """Lets seconds go by, and tells the moment."""

    def pass_by(seconds: int) -> datetime:
        now = utc_now() + timedelta(seconds=seconds)
        site.state.store.clock = lambda: now
        return now

    return pass_by


def wall(client, query: str = "") -> list[str]:
    return [work["title"] for work in client.get(f"/api/v1/artworks?{query}").json()["artworks"]]


def test_what_was_approved_last_hangs_first_whenever_it_was_sent_in(client, mina, later):
    early, late = hang(client, "Early"), hang(client, "Late", seed=2)

    for seconds, work in ((10, late), (20, early)):
        later(seconds)
        decide(mina, work, "approve")

    assert wall(client) == wall(client, "sort=liked") == wall(client, "q=leo") == ["Early", "Late"]
    first = client.get("/api/v1/artworks?limit=1").json()
    assert [work["title"] for work in client.get(first["next"]).json()["artworks"]] == ["Late"]
    feed = xml.fromstring(client.get("/feed.atom").content)
    assert [title.text for title in feed.findall("a:entry/a:title", ATOM)] == ["Early", "Late"]


def test_a_work_tells_when_it_was_hung_beside_when_it_was_sent_in(client, mina, later):
    work = hang(client)
    assert work["hung_at"] is None
    hung = later(90)
    decide(mina, work, "approve")

    told = client.get(f"/api/v1/artworks/{work['id']}").json()

    assert (told["created_at"], told["hung_at"]) == (work["created_at"], instant(hung))
    assert f'<time datetime="{hung.isoformat()}"' in client.get(f"/artworks/{work['id']}").text
    assert f"/artworks/{work['id']}" in client.get(f"/sitemaps/{hung:%Y-%m}.xml").text
    entry = xml.fromstring(client.get("/feed.atom").content).find("a:entry", ATOM)
    assert entry.findtext("a:published", namespaces=ATOM) == instant(hung)


def test_a_work_that_comes_back_hangs_where_it_did(client, mina, later):
    works = [hang(client, title, seed=seed) for seed, title in enumerate(("First", "Second"))]
    for seconds, work in enumerate(works):
        later(seconds)
        decide(mina, work, "approve")

    later(60)
    hide(mina, works[0])
    decide(mina, works[0], "restore")
    decide(mina, works[0], "requeue")
    decide(mina, works[0], "approve")

    assert wall(client) == ["Second", "First"]


def test_the_works_of_a_trusted_artist_hang_when_they_are_sent_in(client, mina, later):
    decide(mina, hang(client), "approve", trust="trusted")
    sent = later(60)

    work = hang(client, seed=2)

    assert work["hung_at"] == work["created_at"] == instant(sent)
