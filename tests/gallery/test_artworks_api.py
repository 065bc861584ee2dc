"""Hanging a painting and finding it again."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import text

from gallery.works import utc_now
from model.strokes import render

STROKES = {
    "version": 1,
    "width": 1024,
    "height": 1024,
    "strokes": [{"tool": "pen", "width": 12, "points": [[100, 502.5, 0.5, 0], [903, 504, 1, 16]]}],
}


def column(site, name: str, table: str = "artworks"):
    with site.state.store.database.reading() as session:
        return session.scalar(text(f"SELECT {name} FROM {table}"))


def test_a_painting_hangs_with_what_was_said_about_it(client, painted, submission):
    said = {**submission, "emotion": "proud", "alt": "A line.", "strokes": STROKES, "offered_styles": [1, 2]}

    answer = client.post("/api/v1/artworks", json=said)

    assert answer.status_code == 201
    artwork = answer.json()["artwork"]
    assert answer.headers["location"] == f"/api/v1/artworks/{artwork['id']}"
    shown = {name: artwork[name] for name in ("status", "title", "artist", "emotion", "alt", "style", "likes")}
    assert shown == {
        "status": "approved", "title": "A line", "artist": "Mina", "emotion": "proud", "alt": "A line.",
        "style": 1, "likes": 0,
    }  # fmt: skip
    assert artwork["painting"]["url"] == painted["paintings"][0]["url"]
    assert [(one["width"], one["format"]) for one in artwork["painting"]["variants"]] == [
        (320, "webp"),
        (320, "avif"),
        (512, "avif"),
    ]
    assert len(artwork["palette"]) == 5
    assert client.get(f"/api/v1/artworks/{artwork['id']}").json() == artwork


def test_only_the_hash_of_the_edit_token_is_kept(client, site, submission):
    answer = client.post("/api/v1/artworks", json=submission)

    token = answer.json()["edit_token"]
    assert column(site, "edit_token_sha256") == hashlib.sha256(token.encode()).hexdigest()
    assert answer.headers["cache-control"] == "no-store"
    assert token not in client.get("/api/v1/artworks").text


def test_strokes_and_consent_are_kept_for_later(client, site, submission):
    client.post("/api/v1/artworks", json={**submission, "strokes": STROKES, "consent_training": True})

    assert column(site, "consent_training") == 1
    assert column(site, "json_extract(strokes, '$.strokes[0].points[1][3]')", "drawings") == 16


def test_without_strokes_there_is_nothing_rather_than_the_word_null(client, site, artwork):
    assert column(site, "count(*)", "drawings") == 0


def test_words_are_tidied_before_they_are_shown(client, submission):
    said = {**submission, "title": "  cafe\u0301 \u202e\x00\n au  lait ", "artist": "민아 👩\u200d🎨"}

    artwork = client.post("/api/v1/artworks", json=said).json()["artwork"]

    assert (artwork["title"], artwork["artist"]) == ("café au lait", "민아 👩\u200d🎨")


def test_a_second_submission_of_a_painting_conflicts(client, submission, artwork):
    answer = client.post("/api/v1/artworks", json=submission)

    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/already-submitted")


def test_of_two_submissions_at_once_exactly_one_hangs(client, submission):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: client.post("/api/v1/artworks", json=submission), range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert len(client.get("/api/v1/artworks").json()["artworks"]) == 1


def test_a_painting_that_never_was_cannot_hang(client, submission):
    answer = client.post("/api/v1/artworks", json={**submission, "painting": "a" * 22})

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


def test_an_expired_painting_can_neither_be_seen_nor_hung(client, site, painted, submission):
    site.state.store.clock = lambda: utc_now() + timedelta(days=1, seconds=1)

    looked_up = client.get(f"/api/v1/paintings/{submission['painting']}")
    submitted = client.post("/api/v1/artworks", json=submission)

    assert [answer.status_code for answer in (looked_up, submitted)] == [410, 410]
    assert submitted.json()["type"] == "/problems/expired"


def test_a_hung_painting_does_not_expire(client, site, submission, artwork):
    site.state.store.clock = lambda: utc_now() + timedelta(days=2)

    assert client.get(f"/api/v1/paintings/{submission['painting']}").status_code == 200
    assert client.get(artwork["painting"]["url"]).status_code == 200


def test_an_artwork_outlives_a_restart(client, artwork, open_site, visit):
    after = visit(open_site())

    assert after.get("/api/v1/artworks").json()["artworks"] == [artwork]
    assert after.get(artwork["painting"]["url"]).status_code == 200


def test_with_moderation_an_artwork_waits_out_of_sight(visit, open_site, submission):
    careful = visit(open_site(moderation=True))

    artwork = careful.post("/api/v1/artworks", json=submission).json()["artwork"]

    assert artwork["status"] == "pending"
    assert careful.get("/api/v1/artworks").json()["artworks"] == []
    assert careful.get(f"/api/v1/artworks/{artwork['id']}").status_code == 404


@pytest.mark.parametrize(
    "strokes",
    [
        {**STROKES, "version": 2},
        {**STROKES, "colour": "red"},
        {**STROKES, "strokes": [{"tool": "spray", "width": 1, "points": []}]},
        {**STROKES, "strokes": [{"tool": "pen", "width": 1, "points": [[1, 2, 1.5, 0]]}]},
        {**STROKES, "strokes": [{"tool": "pen", "width": 1, "points": [[1, 2, 1]]}]},
        {**STROKES, "strokes": [{"tool": "pen", "width": 1, "points": []}] * 5001},
        {**STROKES, "strokes": [{"tool": "pen", "width": 1, "points": [[0, 0, 0, 0]] * 100_001}] * 2},
        {**STROKES, "strokes": [{"tool": "pen", "width": 1, "points": [[0.123456789012345] * 4] * 60_000}]},
    ],
)
def test_strokes_beyond_the_format_are_refused(client, submission, strokes):
    answer = client.post("/api/v1/artworks", json={**submission, "strokes": strokes})

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-field")
    assert answer.json()["errors"][0]["field"].startswith("strokes")


def test_the_largest_strokes_of_the_format_are_taken(client, submission):
    points = [[i % 10, 5, 0, 0] for i in range(200_000)]
    drawing = {"version": 1, "width": 100, "height": 100, "strokes": [{"tool": "pen", "width": 1, "points": points}]}

    assert client.post("/api/v1/artworks", json={**submission, "strokes": drawing}).status_code == 201


def house(at: int = 0) -> dict:
    points = [[300 + at, 800], [300 + at, 500], [500, 300], [700, 500], [700, 800], [300 + at, 800]]
    walk = [{"tool": "pen", "width": 12, "points": [[x, y, 0.5, i] for i, (x, y) in enumerate(points)]}]
    return {**STROKES, "strokes": walk}


@pytest.fixture
def drawn(client) -> dict:
    """A submission of a painting of a house."""
    file = io.BytesIO()
    Image.fromarray(render(house())).save(file, "PNG")
    files = {"sketch": ("house.png", file.getvalue())}
    painting = client.post("/api/v1/paintings", files=files, data={"styles": "1"}).json()["paintings"][0]
    return {"painting": painting["id"], "title": "A house", "artist": "Mina", "licence": "CC0-1.0"}


@pytest.mark.parametrize(
    "drawing", [STROKES, {**STROKES, "strokes": [{**STROKES["strokes"][0], "points": [[-500, -500, 1, 0]]}]}]
)
def test_strokes_of_another_drawing_are_refused_and_nothing_is_lost(client, drawn, drawing):
    refused = client.post("/api/v1/artworks", json={**drawn, "strokes": drawing}, headers={"Accept-Language": "ko"})

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid-field")
    assert refused.json()["errors"] == [
        {
            "field": "strokes",
            "detail": "They draw something else than what was painted: send those of this drawing, or none.",
        }
    ]
    assert client.post("/api/v1/artworks", json={**drawn, "strokes": house(20)}).status_code == 201


@pytest.mark.parametrize("marks", [[], [{"tool": "eraser", "width": 9, "points": [[1, 1, 1, 1]]}]])
def test_strokes_without_ink_are_no_other_drawing(client, drawn, marks):
    assert client.post("/api/v1/artworks", json={**drawn, "strokes": {**STROKES, "strokes": marks}}).status_code == 201


def test_a_painting_that_hangs_already_is_told_so_before_its_strokes_are_looked_at(client, drawn):
    client.post("/api/v1/artworks", json=drawn)

    assert client.post("/api/v1/artworks", json={**drawn, "strokes": house()}).status_code == 409
