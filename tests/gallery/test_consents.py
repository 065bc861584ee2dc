"""What people agreed to: which words they had read, and when."""

import hashlib
import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from gallery import consents
from gallery.consents import _TEXTS, versions
from gallery.i18n import _catalogue
from gallery.works import utc_now

WORDS = {
    ("publish", 1, "en"): "e9b59858e0107d58",
    ("publish", 1, "ko"): "a4d3db95215bad34",
    ("training", 1, "en"): "939238821085bd1f",
    ("training", 1, "ko"): "950555f753a25ec4",
}
"""A text that people agreed to stays what it was: another one is a new version, with lines of its own here."""


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


def answers(site) -> list[tuple]:
    with site.state.store.database.reading() as session:
        query = "SELECT purpose, given, text_version FROM consents ORDER BY at, purpose"
        return [(purpose, bool(given), words) for purpose, given, words in session.execute(text(query))]


def test_no_text_that_was_shown_is_ever_changed():
    shown = {
        (purpose, version, language): _catalogue(language).gettext(str(said))
        for (purpose, version), said in _TEXTS.items()
        for language in ("en", "ko")
    }

    assert {key: hashlib.sha256(said.encode()).hexdigest()[:16] for key, said in shown.items()} == WORDS
    assert set(versions()) == {f"{version}-{language}" for _, version, language in shown}


def test_an_answer_is_kept_with_the_words_that_were_shown(client, site, submission):
    said = {**submission, "consent_publish": True, "consent_training": True, "consent_text": "1-ko"}

    assert client.post("/api/v1/artworks", json=said).status_code == 201

    assert answers(site) == [("publish", True, "1-ko"), ("training", True, "1-ko")]


def test_who_says_nothing_agrees_to_be_shown_and_to_nothing_else(client, site, artwork):
    assert answers(site) == [("publish", True, None), ("training", False, None)]


def test_a_changed_mind_is_a_line_more(client, site, submission):
    hung = client.post("/api/v1/artworks", json={**submission, "consent_training": True}).json()
    mine = {"Authorization": f"Bearer {hung['edit_token']}"}
    address = f"/api/v1/artworks/{hung['artwork']['id']}"
    for hours, said in enumerate([{"title": "New"}, {"consent_training": True}, {"consent_training": False}], start=1):
        site.state.store.clock = lambda later=hours: utc_now() + timedelta(hours=later)
        assert client.patch(address, json={**said, "consent_text": "1-en"}, headers=mine).status_code == 200
    site.state.store.clock = lambda: utc_now() + timedelta(hours=9)
    client.delete(address, headers=mine)

    assert answers(site)[2:] == [("training", False, "1-en"), ("publish", False, None)]


def test_taking_a_work_down_takes_back_all_that_was_agreed_to(client, site, submission):
    hung = client.post("/api/v1/artworks", json={**submission, "consent_training": True}).json()
    site.state.store.clock = lambda: utc_now() + timedelta(hours=1)
    for _ in range(2):
        client.delete(
            f"/api/v1/artworks/{hung['artwork']['id']}", headers={"Authorization": f"Bearer {hung['edit_token']}"}
        )

    assert answers(site)[2:] == [("publish", False, None), ("training", False, None)]


@pytest.mark.parametrize(
    ("said", "field"),
    [({"consent_publish": False}, "consent_publish"), ({"consent_text": "0-en"}, "consent_text")],
)
def test_what_nobody_can_have_read_or_agreed_to_is_refused_by_name(client, submission, said, field):
    refused = client.post("/api/v1/artworks", json={**submission, **said})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


def test_the_label_shows_both_questions_and_ticks_neither(client):
    page = client.get("/draw", headers={"Accept-Language": "ko"}).text

    assert 'name="consent_text" value="1-ko"' in page
    assert len(re.findall('<input type="checkbox"[^>]* name="consent_', page)) == 2
    questions = page[page.index('name="consent_text"') :].partition("</fieldset>")[0]
    assert "checked" not in questions
    assert consents.text("training") not in page
