"""The living demo, run against a served gallery as any visitor would run it."""

import io
import json
import sys

import numpy as np
import pytest
from PIL import Image

from gallery.demo import __main__ as demo
from gallery.demo.hand import SIDE, Hand
from gallery.demo.labels import FEELINGS, TITLES
from gallery.demo.paper import png_of
from gallery.demo.subjects import SUBJECTS
from gallery.strokes import Strokes
from gallery.submission import EMOTIONS
from model.strokes import render
from tests.gallery.browser.visits import serving
from tests.gallery.conftest import PASSWORD


@pytest.fixture
def site(open_site):
    return open_site(moderation=True)


@pytest.fixture
def address(site):
    with serving(site) as address:
        yield address


def drawing(subject: str, seed: int = 1) -> dict:
    hand = Hand(seed)
    SUBJECTS[subject](hand)
    return hand.drawing


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_is_a_drawing_that_the_contract_takes(subject):
    drawn = drawing(subject)

    Strokes.model_validate_json(json.dumps(drawn))
    ink = np.asarray(Image.open(io.BytesIO(png_of(drawn)))) < 128
    assert 0.01 < ink.mean() < 0.2
    assert np.ptp(np.argwhere(ink), axis=0).min() > SIDE // 3  # a subject of some size, not a smudge


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_two_times_are_the_same_and_the_same_time_is(subject):
    assert drawing(subject, 1) == drawing(subject, 1) != drawing(subject, 2)


@pytest.mark.parametrize("subject", ["cat", "umbrella"])
def test_the_paper_shows_what_the_reference_rendering_shows(subject):
    drawn = drawing(subject)
    ours, reference = np.asarray(Image.open(io.BytesIO(png_of(drawn)))) < 128, render(drawn) < 128

    assert (ours & reference).sum() / (ours | reference).sum() > 0.9


def test_every_subject_has_words_in_both_languages_and_feelings_of_the_contract():
    assert set(SUBJECTS) == set(TITLES) == set(FEELINGS)
    assert {feeling for feelings in FEELINGS.values() for feeling in feelings} <= set(EMOTIONS)
    for titles in TITLES.values():
        assert any(title.isascii() for title in titles)
        assert any("가" <= char <= "힣" for title in titles for char in title)


def test_a_subject_is_painted_by_the_release_that_knows_it_best():
    names = ("anything-256", "cat-256")
    styles = [{"id": number, "release": name} for number, name in enumerate(names)]
    catalogue = {"releases": [{"name": name} for name in names], "styles": styles}

    assert demo._styles_for("cat", catalogue) == styles[1:]
    assert demo._styles_for("house", catalogue) == styles[:1]


def test_visitors_alone_fill_the_queue(address, client, capsys):
    assert demo.main(["--url", address, "--works", "3"]) == 0

    assert "wait" in capsys.readouterr().out
    assert client.get("/api/v1/artworks").json()["artworks"] == []


def test_with_an_admin_the_works_hang_in_an_exhibition(address, site, client, sign_in, monkeypatch, capsys):
    sign_in(site, "Mina", "admin")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))

    assert demo.main(["--url", address, "--works", "12", "--moderator", "Mina"]) == 0

    shown = client.get("/api/v1/artworks").json()["artworks"]
    assert len(shown) == 12
    assert len({work["artist"] for work in shown}) > 6
    path = capsys.readouterr().out.strip().rpartition(address)[2]
    exhibition = client.get(f"/api/v1{path}").json()["exhibition"]
    hung = {hanging["artwork"]["id"] for room in exhibition["rooms"] for hanging in room["hangings"]}
    assert hung == {work["id"] for work in shown}


@pytest.mark.parametrize(
    ("url", "piped", "told"),
    [
        ("http://127.0.0.1:1", PASSWORD, "Nothing answers"),
        ("", "not her password", "The name or the password is not right"),
    ],
)
def test_what_does_not_work_is_told_in_a_sentence(address, monkeypatch, url, piped, told):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{piped}\n"))

    with pytest.raises(SystemExit, match=told):
        demo.main(["--url", url or address, "--works", "1", "--moderator", "Mina"])
