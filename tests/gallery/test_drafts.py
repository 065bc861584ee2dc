"""What stands for a painting in words when its artist wrote none."""

import re

import pytest

from gallery.drafts import draft_alt


@pytest.mark.parametrize(
    ("emotion", "style", "draft"),
    [
        ("calm", 1, "“Sea”, painted from a freehand drawing in the style “Oil”. Feeling: Calm."),
        (None, 1, "“Sea”, painted from a freehand drawing in the style “Oil”."),
        ("sad", 0, "“Sea”, painted from a freehand drawing. Feeling: Sad."),
        (None, 99, "“Sea”, painted from a freehand drawing."),
    ],
)
def test_a_draft_says_title_style_and_feeling_as_far_as_there_are_any(catalogue, emotion, style, draft):
    assert draft_alt("Sea", emotion, style, catalogue) == draft


def test_the_longest_draft_fits(catalogue):
    assert len(draft_alt("바" * 80, "surprised", 1, catalogue)) <= 300


def test_a_form_without_words_hangs_with_a_draft_in_the_visitors_language(client, doodle):
    korean = {"Accept-Language": "ko"}
    sent = client.post("/draw", files={"sketch": ("a", doodle)}, data={"styles": "1"}, headers=korean)
    page = client.get(sent.headers["location"], headers=korean).text
    said = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("painting", "consent_text")}
    said |= {"title": "바다", "artist": "민아", "licence": "CC0-1.0", "emotion": "calm", "consent_publish": "true"}

    hung = client.post("/artworks", data=said, headers=korean).text
    work = client.get(f"/api/v1{re.search('/artworks/[A-Za-z0-9_-]{22}', hung)[0]}").json()

    assert work["alt"] == "손으로 그린 그림을 ‘Oil’ 화풍으로 칠한 작품, ‘바다’. 느낌: 차분해요."


def test_words_of_ones_own_stay(client, submission):
    page = client.get("/draw").text
    said = {**submission, "alt": "Waves.", "consent_publish": "true"}

    hung = client.post("/artworks", data=said).text

    assert client.get(f"/api/v1{re.search('/artworks/[A-Za-z0-9_-]{22}', hung)[0]}").json()["alt"] == "Waves."
    assert 'data-feeling="Feeling: {emotion}."' in page
