"""Sessions: how one begins, what it opens, and that it really ends."""

from datetime import timedelta

import argon2
import pytest
from sqlalchemy import select, text, update

from gallery import moderators, passwords
from gallery.office_tables import LogRow, ModeratorRow, SignInRow
from gallery.sessions import IDLE, LIFE
from gallery.sweep import sweep_rows
from gallery.works import utc_now

PASSWORD = "four words at a window"


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def client(client):
    """A browser: it says which page it was on."""
    client.headers["Origin"] = "http://gallery.test"
    return client


@pytest.fixture
def mina(site) -> str:
    """Somebody who may moderate."""
    add(site, "Mina", "moderator")
    return "Mina"


def add(site, name: str, role: str) -> None:
    hashed = passwords.hash_password(PASSWORD)
    with site.state.store.database.writing() as session:
        assert moderators.add(session, name, role, hashed, now=utc_now())


def sign_in(client, name: str = "Mina", password: str = PASSWORD, **more):
    return client.post("/moderation/sign-in", data={"name": name, "password": password, **more})


def rows(site, kind) -> list:
    with site.state.store.database.reading() as session:
        found = list(session.scalars(select(kind)))
        session.expunge_all()
        return found


def later(site, by: timedelta) -> None:
    site.state.store.clock = lambda: utc_now() + by


def test_who_is_not_signed_in_is_asked_to_and_comes_back_afterwards(client, mina):
    asked = client.get("/moderation?page=2", headers={"Accept": "text/html"})
    assert (asked.status_code, asked.headers["location"]) == (303, "/moderation/sign-in?back=%2Fmoderation%3Fpage%3D2")
    assert 'value="/moderation?page=2"' in client.get(asked.headers["location"]).text

    entered = sign_in(client, back="/moderation?page=2")

    assert (entered.status_code, entered.headers["location"]) == (303, "/moderation?page=2")
    assert "Mina" in client.get("/moderation").text


def test_a_program_is_told_that_it_has_to_sign_in(client):
    answer = client.get("/moderation", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/sign-in-required")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_the_cookie_is_for_this_site_alone_and_only_its_hash_is_kept(visit, open_site):
    site = open_site(public_origin="https://gallery.example")
    add(site, "Mina", "admin")

    cookie = sign_in(visit(site)).headers["set-cookie"]

    name, _, value = cookie.partition(";")[0].partition("=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert name == "__Host-moderator"
    assert {"httponly", "secure", "samesite=lax", "path=/", f"max-age={int(LIFE.total_seconds())}"} <= parts
    assert "domain" not in cookie.lower()
    (row,) = rows(site, SignInRow)
    assert len(value) == 43
    assert value not in row.token_sha256


@pytest.mark.parametrize("name", ["mina", " MINA ", "Mina"])
def test_a_name_is_the_same_in_whatever_case(client, mina, name):
    assert sign_in(client, name).status_code == 303


def test_a_wrong_name_and_a_wrong_password_are_told_alike(client, site, mina):
    wrong = [sign_in(client, "Mina", "not her password"), sign_in(client, "Minb", "not her password")]

    assert [answer.status_code for answer in wrong] == [401, 401]
    assert wrong[0].text.replace("Mina", "Minb") == wrong[1].text
    assert all("set-cookie" not in answer.headers for answer in wrong)
    assert rows(site, SignInRow) == []


@pytest.mark.parametrize("name", ["", "\0", "\ud7ff" * 500, "a" * 30_000, "' OR 1=1 --"])
def test_a_hostile_name_is_nobodys(client, mina, name):
    assert sign_in(client, name).status_code == 401


def test_signing_out_ends_the_session_for_whoever_copied_the_cookie(client, visit, site, mina):
    sign_in(client)
    thief = visit(site)
    thief.cookies.update(client.cookies)
    assert thief.get("/moderation").status_code == 200

    assert client.post("/moderation/sign-out").headers["location"] == "/moderation/sign-in"

    assert thief.get("/moderation").status_code == 401
    assert "moderator" not in client.cookies
    assert rows(site, SignInRow) == []


def test_signing_in_again_is_another_session_and_ends_the_former(client, site, mina):
    sign_in(client)
    first = client.cookies["moderator"]

    sign_in(client)

    assert client.cookies["moderator"] != first
    assert len(rows(site, SignInRow)) == 1


def test_a_session_that_was_chosen_by_somebody_else_is_not_taken_over(client, site, mina):
    client.cookies.set("moderator", "x" * 43, domain="gallery.test")

    assert client.get("/moderation").status_code == 401
    assert "x" * 43 not in sign_in(client).headers["set-cookie"]


def test_a_session_ends_when_nobody_uses_it(client, site, mina):
    sign_in(client)
    later(site, IDLE - timedelta(minutes=1))
    assert client.get("/moderation").status_code == 200
    later(site, 2 * IDLE - timedelta(minutes=5))
    assert client.get("/moderation").status_code == 200

    later(site, 3 * IDLE)

    assert client.get("/moderation").status_code == 401


def test_a_session_ends_after_a_day_however_much_it_is_used(client, site, mina):
    sign_in(client)
    step = IDLE - timedelta(minutes=1)
    for times in range(1, int(LIFE / step) + 1):
        later(site, times * step)
        assert client.get("/moderation").status_code == 200

    later(site, LIFE + timedelta(minutes=1))

    assert client.get("/moderation").status_code == 401


def test_what_ended_by_itself_is_swept(client, site, mina):
    sign_in(client)
    later(site, IDLE + timedelta(minutes=1))

    sweep_rows(site.state.store)

    assert rows(site, SignInRow) == []


def test_reading_does_not_write_each_time(client, site, mina):
    sign_in(client)
    (before,) = rows(site, SignInRow)

    client.get("/moderation")

    assert rows(site, SignInRow)[0].seen_at == before.seen_at


def test_a_role_that_was_taken_holds_at_once(client, site, mina):
    sign_in(client)
    with site.state.store.database.writing() as session:
        moderators.remove(session, moderators.find(session, "Mina"))

    assert client.get("/moderation").status_code == 401
    assert sign_in(client).status_code == 401


def test_an_outdated_hash_is_renewed_when_its_owner_signs_in(client, site, mina):
    old = argon2.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    with site.state.store.database.writing() as session:
        session.execute(update(ModeratorRow).values(password_hash=old))

    assert sign_in(client, password="not her password").status_code == 401
    assert rows(site, ModeratorRow)[0].password_hash == old
    assert sign_in(client).status_code == 303

    assert not passwords.is_outdated(rows(site, ModeratorRow)[0].password_hash)
    assert sign_in(client).status_code == 303


def test_a_program_signs_in_for_a_token_and_ends_it(client, site, mina):
    answer = client.post("/api/v1/session", json={"name": "mina", "password": PASSWORD})
    said = answer.json()
    assert answer.status_code == 201
    assert said["moderator"] == {"name": "Mina", "role": "moderator"}
    bearer = {"Authorization": f"Bearer {said['token']}"}
    assert client.get("/moderation", headers=bearer).status_code == 200

    assert [client.delete("/api/v1/session", headers=bearer).status_code for _ in range(2)] == [204, 401]
    assert client.get("/moderation", headers=bearer).status_code == 401


def test_a_refused_sign_in_of_a_program_says_nothing_of_what_was_sent(client, mina):
    answer = client.post("/api/v1/session", json={"name": "Mina", "password": "hunter2 hunter2"})
    malformed = client.post("/api/v1/session", json={"name": "Mina", "password": ["hunter2"]})

    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/wrong-sign-in")
    assert malformed.status_code == 422
    assert "hunter2" not in answer.text + malformed.text


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:f()", "x"])
def test_nobody_is_sent_to_another_site_afterwards(client, mina, back):
    assert sign_in(client, back=back).headers["location"] == "/"


def test_coming_and_going_is_written_down(client, site, mina):
    sign_in(client)
    client.post("/moderation/sign-out")

    assert [(row.actor, row.action) for row in sorted(rows(site, LogRow), key=lambda row: row.at)] == [
        ("Mina", "sign-in"),
        ("Mina", "sign-out"),
    ]


@pytest.mark.parametrize("change", ["UPDATE moderation_log SET actor = 'Nobody'", "DELETE FROM moderation_log"])
def test_the_database_itself_keeps_the_log_as_it_was_written(client, site, mina, change):
    sign_in(client)

    with pytest.raises(Exception, match="append-only"), site.state.store.database.writing() as session:
        session.execute(text(change))

    assert [row.actor for row in rows(site, LogRow)] == ["Mina"]
