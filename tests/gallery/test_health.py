"""Alive and ready."""

import asyncio

from sqlalchemy import text

from gallery import health


def test_the_process_answers(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_when_database_schema_and_painters_are(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "reasons": []})


def test_not_ready_says_what_the_painters_lack(client, painters):
    painters.reasons = ["The painter is loading its release."]

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["reasons"]) == (503, painters.reasons)
    assert answer.headers["retry-after"] == "2"


def test_painters_that_do_not_answer_are_a_reason(client, site, monkeypatch):
    monkeypatch.setattr(health, "_CHECK_TIMEOUT_S", 0.05)
    site.state.check = lambda: asyncio.sleep(60)

    assert client.get("/readyz").json()["reasons"] == ["The painters do not answer."]


def test_a_schema_that_is_not_ours_is_a_reason(client, site):
    with site.state.store.database.writing() as session:
        session.execute(text("DELETE FROM alembic_version"))

    assert client.get("/readyz").json()["reasons"] == ["The database's schema is not the one of this code."]


def test_a_database_that_cannot_be_opened_is_a_reason(client, site, data):
    site.state.store.close()
    for path in data.glob("gallery.db*"):
        path.unlink()
    (data / "gallery.db").mkdir()

    assert client.get("/readyz").json()["reasons"] == ["The database does not answer."]
    assert client.get("/healthz").status_code == 200
