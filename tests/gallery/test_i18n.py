import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from starlette.datastructures import Headers

from gallery.i18n import wanted

ROOT = Path(__file__).parents[2]
HANGUL = re.compile("[\uac00-\ud7a3]")
NO_WORDS = re.compile(r"%\(\w+\)s|[\W\d_]")
"""Placeholders, digits and signs: a message of nothing else needs no translation."""


def test_a_korean_visitor_sees_korean(client):
    shown = client.get("/", headers={"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.5"})

    assert '<html lang="ko">' in shown.text
    assert "본문으로 건너뛰기" in shown.text
    assert shown.headers["content-language"] == "ko"
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in shown.headers["vary"].split(",")}


def test_a_choice_is_kept_and_outweighs_what_the_browser_says(client):
    chosen = client.post("/language", data={"language": "ko", "back": "/?sort=liked"}, follow_redirects=False)

    assert (chosen.status_code, chosen.headers["location"]) == (303, "/?sort=liked")
    assert '<html lang="ko">' in client.get("/", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "", "x", "/a\r\nb"])
def test_the_way_back_stays_on_this_site(client, back):
    chosen = client.post("/language", data={"language": "ko", "back": back}, follow_redirects=False)

    assert (chosen.status_code, chosen.headers["location"]) == (303, "/")


@pytest.mark.parametrize("language", ["xx", "", "en; path=/"])
def test_a_language_that_is_not_spoken_is_refused_by_name(client, language):
    refused = client.post("/language", data={"language": language})

    assert refused.status_code == 422
    assert "language" in refused.text


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("fr", "en"),
        ("fr, ko;q=0.2", "ko"),
        ("ko;q=0.1, en;q=0.9", "en"),
        ("ko;q=0, en", "en"),
        ("ko;q=high", "en"),
        (";;;,,,q=", "en"),
        ("KO", "ko"),
    ],
)
def test_accept_language_is_weighed(header, language):
    assert wanted(Headers({"accept-language": header})) == language


def messages(catalogue: Catalog) -> dict[str, list[str]]:
    """What is said, and in how many forms it is translated."""
    return {
        "".join([one.id] if isinstance(one.id, str) else one.id): [
            form for form in ([one.string] if isinstance(one.string, str) else one.string) if form
        ]
        for one in catalogue
        if one.id
    }


def said_in_templates() -> Iterator[str]:
    mapping = [("gallery/templates/**.html", "jinja2"), ("gallery/*.py", "python")]
    for _, _, message, _, _ in extract_from_dir(
        ROOT,
        mapping,
        {"gallery/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}},
        keywords={**DEFAULT_KEYWORDS, "Phrase": None},
    ):
        yield message if isinstance(message, str) else "".join(part for part in message if part)


@pytest.fixture(scope="module")
def korean() -> dict[str, list[str]]:
    with (ROOT / "gallery/locale/ko/LC_MESSAGES/messages.po").open("rb") as file:
        return messages(read_po(file, locale="ko", abort_invalid=True))


def test_all_that_is_said_is_said_in_korean_and_nothing_else(korean):
    assert set(korean) == set(said_in_templates())


def test_the_korean_is_korean(korean):
    unlike = {
        said: forms
        for said, forms in korean.items()
        if NO_WORDS.sub("", said) and (not forms or not all(HANGUL.search(form) and form != said for form in forms))
    }

    assert unlike == {}


def test_placeholders_survive_the_translation(korean):
    names = re.compile(r"%\(\w+\)s")
    assert [
        said for said, forms in korean.items() for form in forms if set(names.findall(form)) != set(names.findall(said))
    ] == []


def test_a_date_is_written_as_the_reader_writes_it(client, artwork):
    page = client.get(f"/artworks/{artwork['id']}", headers={"Accept-Language": "ko"}).text

    assert re.search(r"<time [^>]*>\d{4}년 \d{1,2}월 \d{1,2}일</time>", page)


class Bare(HTMLParser):
    """What a template says for itself, in its text and in the attributes that people read or hear."""

    READ = frozenset({"alt", "aria-label", "aria-description", "placeholder", "title", "label"})

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        self.said += [value for name, value in attrs if name in self.READ and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


@pytest.mark.parametrize("path", sorted((ROOT / "gallery/templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_says_a_word_that_cannot_be_translated(path):
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    bare = Bare()
    bare.feed(re.sub(r"\{\{.*?\}\}", " ", source, flags=re.DOTALL))

    prose = [words.replace("Sketch2Art", "") for words in bare.said if not re.search("[<{]", words)]  # else it is code
    assert [words for words in prose if re.search("[A-Za-z]{2}", words)] == []
    assert re.findall(r"""\{\{-?\s*["'][A-Z][a-z]+.*?\}\}""", source) == []
