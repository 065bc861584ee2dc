"""Whom moderators trust, and that nobody else is."""

import pytest

from tests.gallery.moderating import artist_of, decide, hang, hide, logged


def test_trust_lets_the_works_of_a_browser_hang_at_once_and_of_no_impostor(client, visit, site, mina):
    work = hang(client)
    decide(mina, work, "approve", trust="trusted")

    assert hang(client, seed=2)["status"] == "approved"
    impostor = visit(site)
    assert hang(impostor, seed=3)["status"] == "pending"  # the same nickname
    impostor.cookies.set("visitor", "x" * 32, domain="gallery.test")
    assert hang(impostor, seed=4)["status"] == "pending"


def test_trust_that_verifies_hangs_at_once_and_is_looked_at_afterwards(client, mina):
    artist = artist_of(mina, hang(client))
    mina.post("/moderation/trust", data={"artist": artist, "level": "verify"})
    assert "Leo" in mina.get("/moderation/artists").text

    work = hang(client, "Look at me", seed=3)

    assert work["status"] == "approved"
    assert "Look at me" in mina.get("/moderation").text
    decide(mina, work, "approve")
    assert "Look at me" not in mina.get("/moderation").text.partition('class="cases"')[2]


def test_new_words_of_a_trusted_artist_hang_on(client, mina):
    work = hang(client)
    decide(mina, work, "approve", trust="trusted")

    mine = {"Authorization": f"Bearer {work['token']}"}
    answer = client.patch(f"/api/v1/artworks/{work['id']}", json={"title": "Better"}, headers=mine)

    assert answer.json()["status"] == "approved"


def test_a_hidden_work_ends_its_artists_trust(client, site, mina):
    work = hang(client)
    decide(mina, work, "approve", trust="trusted")

    hide(mina, work)

    assert hang(client, seed=2)["status"] == "pending"
    assert sorted(line[1] for line in logged(site)) == ["approve", "hide", "sign-in", "trust", "trust"]


@pytest.mark.parametrize(
    "said", [{"artist": "x", "level": "check"}, {"artist": "a" * 64, "level": "king"}, {"artist": "", "level": "check"}]
)
def test_trust_that_makes_no_sense_is_refused(mina, said):
    assert mina.post("/moderation/trust", data=said).status_code == 422
