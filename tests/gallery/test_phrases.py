import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from gallery import i18n, problems
from gallery.naming import EMOTION_NAMES, FIELD_NAMES, LICENCE_NAMES, name_of, style_name
from gallery.painting import Catalogue, Style
from gallery.phrases import Phrase, spoken
from gallery.submission import EMOTIONS, LICENCES, Report, Revision, Submission

GALLERY = Path(__file__).parents[2] / "gallery"


@pytest.fixture
def korean() -> Iterator[None]:
    token = i18n._spoken.set("ko")
    yield
    i18n._spoken.reset(token)


def test_a_phrase_is_english_as_text_and_korean_on_a_korean_page(korean):
    phrase = Phrase("The file may have at most %(most)s bytes.", most=10_485_760)

    assert phrase == "The file may have at most 10,485,760 bytes."
    assert Environment(autoescape=True).from_string("{{ it }}").render(it=phrase) == (
        "파일은 10,485,760바이트까지 보낼 수 있습니다."
    )


def test_what_a_client_sent_cannot_act_on_a_page(korean):
    phrase = Phrase("There is no style %(style)s; /api/v1/styles lists those there are.", style="<b>")

    assert "&lt;b&gt;" in phrase.__html__()


def test_a_sentence_known_in_english_alone_gives_way_to_a_general_one(korean):
    problem = problems.BlankSketch("There is only a tiny mark on the page.")

    assert str(problem.detail) == "There is only a tiny mark on the page."
    assert spoken(problem.detail) == problems.BlankSketch.otherwise.spoken() != str(problems.BlankSketch.otherwise)


def test_all_that_the_contract_names_has_a_name():
    assert list(EMOTION_NAMES) == list(EMOTIONS)
    assert set(LICENCE_NAMES) == set(LICENCES)


def test_what_people_fill_in_has_a_name_when_it_is_wrong():
    said = {*Submission.model_fields, *Revision.model_fields, *Report.model_fields}
    wished = {"sketch", "reference", "styles", "style", "seed", "lines", "ink", "size", "feeling", "colour", "sort"}
    wished |= {"variation", "like"}

    assert (said | wished) - set(FIELD_NAMES) == {"consent_text", "offered_styles"}  # nobody fills these in


def test_a_style_has_a_name_in_both_languages_and_whatever_became_of_it(korean):
    style = Style(7, "pond", {"en": "Lily pond", "ko": "수련 연못"}, "tiny-128", (), b"")

    assert (name_of(style), style_name(7, Catalogue((style,), ()))) == ("수련 연못", "수련 연못")
    assert spoken(style_name(8, Catalogue((style,), ()))) == "예전에 있던 화풍"
    assert name_of(Style(7, "pond", {"fr": "Étang"}, "tiny-128", (), b"")) == "pond"


def raised_in_english_alone() -> Iterator[str]:
    kinds = {kind.__name__ for kind in problems.Problem.__subclasses__()} | {"FieldError", "fault"}
    for path in GALLERY.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in kinds:
                said = call.args[1 if call.func.id in {"fault", "FieldError"} else 0]
                if isinstance(said, ast.Constant | ast.JoinedStr):
                    yield f"{path.name}:{said.lineno}"


def test_every_problem_of_the_gallery_can_be_said_in_another_language():
    assert list(raised_in_english_alone()) == []


def test_a_korean_browser_reads_a_problem_in_korean(client):
    page = client.get("/artworks/none", headers={"Accept": "text/html", "Accept-Language": "ko"})

    assert "여기에는 아무것도 없습니다" in page.text
    assert "There is" not in page.text


def test_programs_read_english_with_a_translation_beside_it(client):
    refused = client.post("/api/v1/artworks", json={"title": ""}, headers={"Accept-Language": "ko"}).json()

    assert refused["title"] == "Something in the form is not right"
    assert refused["translated"]["title"] == "고칠 곳이 있습니다"
    assert {error["detail"] for error in refused["translated"]["errors"]} == {"이 칸을 채워 주세요."}
    assert "translated" not in client.post("/api/v1/artworks", json={"title": ""}).json()
