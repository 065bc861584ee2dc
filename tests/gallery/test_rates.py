"""Who counts as one client, and what happens to one that comes too often."""

import asyncio

import pytest

from gallery.problems import TooManyRequests
from gallery.rates import RateLimit, client_of
from gallery.settings import GallerySettings
from gallery.site import create_site


class Keeper:
    """Admits what it is told to, and remembers who asked."""

    def __init__(self, wait_s: float = 0.0):
        self.wait_s, self.asked = wait_s, []

    async def admit(self, who: str, per_minute: int) -> float:
        self.asked.append((who, per_minute))
        return self.wait_s


@pytest.fixture
def visit_limited(data, catalogue, painters, visit):
    """Makes a client of a site with this keeper and these settings."""
    sites = []

    def opened(keeper, **settings):
        site = create_site(GallerySettings(**settings), catalogue, painters.paint, painters.check, keeper.admit)
        sites.append(site)
        return visit(site)

    yield opened
    for site in sites:
        site.state.store.close()


def scope(address: str | None, *forwarded: str) -> dict:
    return {
        "type": "http",
        "client": (address, 1) if address else None,
        "headers": [(b"x-forwarded-for", line.encode("latin-1")) for line in forwarded],
    }


def test_who_comes_too_often_is_told_when_to_come_again(visit_limited, doodle):
    client = visit_limited(Keeper(wait_s=12.3), paintings_per_minute=5)

    answer = client.post("/api/v1/paintings", files={"sketch": ("a.png", doodle)})

    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/too-many-requests")
    assert answer.headers["retry-after"] == "13"
    assert "13 seconds" in answer.json()["detail"]


def test_paintings_and_other_writes_are_counted_apart_and_reading_is_not(visit_limited, doodle):
    keeper = Keeper()
    client = visit_limited(keeper, paintings_per_minute=5, writes_per_minute=9)

    client.get("/")
    client.get("/api/v1/artworks")
    client.post("/api/stylize", files={"contentImage": ("a.png", doodle)})
    client.post("/api/v1/artworks", json={})

    assert [(who.split()[0], per_minute) for who, per_minute in keeper.asked] == [("paintings", 5), ("writes", 9)]


@pytest.mark.parametrize("path", ["/moderation/sign-in", "/api/v1/session"])
def test_attempts_to_sign_in_are_counted_for_themselves_and_refused_alike(visit_limited, path):
    keeper = Keeper(wait_s=7)
    client = visit_limited(keeper)

    answers = [client.post(path, json={"name": name, "password": "x"}) for name in ("Mina", "Nobody")]

    assert [answer.status_code for answer in answers] == [429, 429]
    assert answers[0].json() == answers[1].json()
    assert {(who.split()[0], per_minute) for who, per_minute in keeper.asked} == {("sign-ins", 10)}


def test_without_a_limit_nobody_is_asked(visit_limited, doodle):
    keeper = Keeper(wait_s=99)

    answer = visit_limited(keeper).post("/api/stylize", files={"contentImage": ("a.png", doodle)})

    assert (answer.status_code, keeper.asked) == (200, [])


def test_a_refused_upload_is_not_even_read():
    async def nobody(*_):
        raise AssertionError("somebody read or answered it")

    middleware = RateLimit(nobody, Keeper(wait_s=1).admit, GallerySettings(paintings_per_minute=1))
    request = {**scope("203.0.113.9"), "method": "POST", "path": "/api/v1/paintings"}

    with pytest.raises(TooManyRequests):
        asyncio.run(middleware(request, nobody, nobody))


@pytest.mark.parametrize(
    ("address", "forwarded", "proxies", "client"),
    [
        ("203.0.113.9", [], 0, "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], 0, "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1"], 1, "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.66, 198.51.100.1"], 1, "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.66", "198.51.100.1"], 1, "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.66, 198.51.100.1, 10.0.0.2"], 2, "198.51.100.1"),
        ("10.0.0.1", ["198.51.100.1"], 2, "10.0.0.1"),
        ("10.0.0.1", [], 1, "10.0.0.1"),
        ("10.0.0.1", ["no address"], 1, "10.0.0.1"),
        ("10.0.0.1", ["\xff\xfe, "], 1, "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", [], 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", [], 0, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", [], 0, "203.0.113.9"),
        (None, [], 0, "unknown"),
    ],
)
def test_a_client_is_who_the_nearest_trusted_proxy_saw(address, forwarded, proxies, client):
    assert client_of(scope(address, *forwarded), proxies) == client


def test_looking_at_sketches_is_counted_apart_from_painting_as_often(visit_limited, doodle):
    keeper = Keeper()
    client = visit_limited(keeper, paintings_per_minute=5)

    for path in ("sketches", "paintings"):
        client.post(f"/api/v1/{path}", files={"sketch": ("a.png", doodle)})

    assert [(who.split()[0], per_minute) for who, per_minute in keeper.asked] == [("sketches", 5), ("paintings", 5)]
