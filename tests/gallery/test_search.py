"""Finding works by parts of words, whichever way the words are looked for."""

import random

import numpy as np
import pytest

from gallery import search
from gallery.painting import Wish
from gallery.pictures import encode_sketch
from gallery.search import first_ids
from gallery.store import Fresh
from gallery.submission import Submission
from gallery.tables import ArtworkRow
from gallery.wording import fold, tidy

BLANK = encode_sketch(np.full((8, 8), 255, np.uint8))
NEWEST = (ArtworkRow.hung_at, ArtworkRow.id)
LIKED = (ArtworkRow.likes, *NEWEST)
SYLLABLES = [
    "새",
    "벽",
    "녘",
    "바",
    "다",
    "고양이",
    "a",
    "an",
    "ana",
    "ba",
    "na",
    " ",
    " ",
    "é",
    "100%",
    "_",
    "'\"",
    "🐱",
]
WAYS = {
    "a glance": {},
    "the index": {"WALKS": ()},
    "a walk": {"WALKS": ((50, 1),)},
    "several walks": {"WALKS": ((2, 0), (9, 2))},
}


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def titles(site) -> list[str]:
    """Titles of works that hang, the oldest first, made of few syllables in many orders."""
    dice = random.Random(7)
    made = [tidy("".join(dice.choices(SYLLABLES, k=dice.randint(1, 7)))) or "x" for _ in range(40)]
    for likes, title in enumerate(made):
        hung = hang(site, title)
        with site.state.store.database.writing() as session:
            session.get_one(ArtworkRow, hung).likes = likes % 5
    return made


def hang(site, title: str) -> str:
    fresh = Fresh(Wish(0, 1), "tiny-128", BLANK)
    _, (painting,) = site.state.store.keep(BLANK, [fresh], crop=(0, 0, 8))
    about = {"painting": painting.id, "title": title, "artist": "미나", "licence": "CC0-1.0"}
    return site.state.store.submit(Submission.model_validate(about)).artwork.id


def found(site, words: str, order=NEWEST, limit: int = 1000) -> list[str]:
    with site.state.store.database.reading() as session:
        ids = first_ids(session, fold(words).split(), [ArtworkRow.status == "approved"], order, limit=limit)
        return [session.get_one(ArtworkRow, id).title for id in ids]


@pytest.mark.parametrize("way", WAYS)
def test_each_way_finds_what_has_the_words_in_it_and_nothing_else(site, titles, monkeypatch, way):
    for name, value in WAYS[way].items():
        monkeypatch.setattr(search, name, value)
    for asked in (
        "새벽",
        "벽",
        "고양",
        "ana",
        "an na",
        "é",
        "100%",
        "_",
        "%",
        "'\"",
        "🐱",
        "벽녘 a",
        "미나",
        "zz",
        "다바다",
    ):
        words = fold(asked).split()
        expected = [title for title in reversed(titles) if all(word in fold(f"{title}\n미나") for word in words)]
        assert found(site, asked) == expected, asked
        assert sorted(found(site, asked, LIKED)) == sorted(expected), asked
        assert found(site, asked, limit=2) == expected[:2], asked


@pytest.mark.parametrize("way", WAYS)
def test_each_way_puts_the_most_liked_first_when_asked(site, titles, monkeypatch, way):
    for name, value in WAYS[way].items():
        monkeypatch.setattr(search, name, value)
    ranked = sorted(enumerate(titles), key=lambda one: (one[0] % 5, one[0]), reverse=True)

    assert found(site, "미나", LIKED) == [title for _, title in ranked]


def test_the_index_follows_what_becomes_of_a_label(site, monkeypatch):
    monkeypatch.setattr(search, "WALKS", ())
    first, second = hang(site, "hedgehog"), hang(site, "hedge")
    with site.state.store.database.writing() as session:
        session.get_one(ArtworkRow, first).search = "tortoise"
    assert (found(site, "hedge"), found(site, "tortoi")) == (["hedge"], ["hedgehog"])

    with site.state.store.database.writing() as session:
        session.get_one(ArtworkRow, second).search = ""
    assert found(site, "hedge") == []
