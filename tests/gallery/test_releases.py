"""Two releases with styles of the same names: told apart wherever somebody chooses."""

import re
from dataclasses import replace

import pytest

from gallery.naming import grouped, name_among
from gallery.painting import Catalogue, Release, Style

ALL = Release("all-9", "1" * 64, "CC0-1.0", 256, {"en": "For anything", "ko": "무엇이든"})
CATS = Release("cats-9", "2" * 64, "CC0-1.0", 256, {"en": "For cats", "ko": "고양이"})
KOREAN = {"Accept-Language": "ko"}


@pytest.fixture(scope="session")
def catalogue(catalogue: Catalogue) -> Catalogue:
    """The same three styles of two releases, in no order."""
    cats = [replace(style, id=style.id + 100, release="cats-9", moods=("sad",)) for style in catalogue.styles]
    others = [replace(style, release="all-9") for style in catalogue.styles]
    return Catalogue((cats[0], *others, *cats[1:]), (ALL, CATS))


def test_styles_are_told_under_what_their_release_paints_the_usual_one_first(catalogue):
    groups = grouped(catalogue.styles, catalogue.releases)

    assert [(heading, [style.id for style in own]) for heading, own in groups] == [
        ("For anything", [1, 2, 3]),
        ("For cats", [101, 102, 103]),
    ]


def test_one_release_alone_needs_no_heading_and_one_without_styles_is_none(catalogue):
    styles = [style for style in catalogue.styles if style.release == "cats-9"]

    assert [heading for heading, _ in grouped(styles, catalogue.releases)] == [""]


def test_a_release_that_says_nothing_of_itself_is_called_by_its_name(catalogue):
    silent = [replace(release, names={}) for release in catalogue.releases]

    assert [heading for heading, _ in grouped(catalogue.styles, silent)] == ["all-9", "cats-9"]


def test_a_name_that_two_have_says_whose_it_is_and_a_name_that_one_has_does_not(catalogue):
    oil, pond = catalogue.styles[1], Style(200, "pond", {"en": "Pond"}, "cats-9", (), b"")
    styles = {style.id: style for style in (oil, *catalogue.styles, pond)}

    told = [name_among(styles[number], styles, catalogue.releases) for number in (1, 101, 200)]

    assert told == ["Oil", "Oil · For cats", "Pond"]


def headings(page: str, markup: str) -> list[str]:
    return re.findall(rf"<{markup}>([^<]+)</", page)


def test_the_desk_groups_its_tiles_also_by_feeling_and_in_korean(client):
    for path in ("/draw", "/draw?feeling=sad"):
        page = client.get(path).text
        assert re.findall(r'name="styles" value="(\d+)"', page) == ["1", "2", "3", "101", "102", "103"]
        assert page.index("<legend>For anything<") < page.index('id="surprise"') < page.index("<legend>For cats<")

    assert {"무엇이든", "고양이"} <= set(headings(client.get("/draw", headers=KOREAN).text, "legend"))


def test_the_wall_groups_what_it_is_filtered_by_and_says_which_one_it_is(client, artwork):
    page = client.get("/?style=102").text

    assert headings(page, 'li class="heading"') == ["For anything", "For cats"]
    assert '<span class="chosen">Wash · For cats</span>' in page
    assert headings(client.get("/", headers=KOREAN).text, 'li class="heading"') == ["무엇이든", "고양이"]


def test_paintings_of_both_are_told_apart_without_javascript(client, doodle):
    sent = client.post("/draw", files={"sketch": ("a", doodle)}, data={"styles": ["2", "102"]}, follow_redirects=True)

    assert re.findall(r'<span class="name">([^<]+)<', sent.text) == ["Wash", "Wash · For cats"]


def test_the_api_says_what_each_release_paints(client):
    assert [one["names"] for one in client.get("/api/v1/styles").json()["releases"]] == [ALL.names, CATS.names]
