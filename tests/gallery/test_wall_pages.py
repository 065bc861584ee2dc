"""The wall and the pages of artists, as a browser is sent them."""

import gzip
import html
import re
from pathlib import Path

import pytest

from gallery.assets import asset
from gallery.colours import COLOURS

STATIC = Path(__file__).parents[2] / "gallery"
HTML = {"Accept": "text/html"}
SCRIPT_BUDGET = 10_000


def titles(page: str) -> list[str]:
    return re.findall(r'<cite>(.*?)</cite> <span class="by">', page)


def links(page: str) -> list[str]:
    return [html.unescape(link) for link in re.findall(r'href="([^"]+)"', page)]


@pytest.fixture
def hang(client, doodle, submission):
    """Hangs another painting of the same drawing and gives its id back."""

    def hung(**said: object) -> str:
        sent = {"files": {"sketch": ("a", doodle)}, "data": {"styles": "3", "seed": str(len(said.get("title", "")))}}
        painting = client.post("/api/v1/paintings", **sent).json()["paintings"][0]["id"]
        answer = client.post("/api/v1/artworks", json={**submission, "painting": painting, **said})
        return answer.json()["artwork"]["id"]

    return hung


def test_each_choice_leads_to_the_works_that_have_it_and_keeps_the_others(client, hang):
    hang(title="sad line", emotion="sad")
    hang(title="calm line", emotion="calm")
    hang(title="sad dot", emotion="sad")

    page = client.get("/?q=line&sort=liked").text
    sad = next(link for link in links(page) if "emotion=sad" in link)

    assert titles(client.get(sad).text) == ["sad line"]
    assert {"q=line", "sort=liked", "emotion=sad"} == set(sad.partition("?")[2].split("&"))
    assert 'name="sort" value="liked"' in page


def test_the_same_choice_again_takes_it_back(client, artwork):
    page = client.get("/?colour=blue").text

    chosen = re.search(r'<a href="([^"]*)" aria-current="true"><svg class="dab"', page)
    assert chosen[1] == "/"


def test_every_colour_and_feeling_can_be_chosen_by_its_picture(client, artwork):
    page = client.get("/").text

    assert {f"/?colour={name}" for name in COLOURS} <= set(links(page))
    assert len(re.findall(r'<a href="/\?emotion=\w+"><svg class="face"', page)) == 10


def test_a_work_stands_in_for_itself_until_it_is_there(client, artwork):
    page = client.get("/")

    (style,) = re.findall(r"<style nonce=\"([^\"]+)\">(.*?)</style>", page.text, re.DOTALL)
    assert f"'nonce-{style[0]}'" in page.headers["content-security-policy"]
    assert re.search(
        rf"#work-{artwork['id']} \.framed {{.*?url\(data:image/webp;base64,[A-Za-z0-9+/=]+\)", style[1], re.DOTALL
    )


def test_a_work_from_before_previews_shows_its_colours_meanwhile(client, site, artwork):
    with site.state.store.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE artworks SET preview = ''")

    assert f"linear-gradient({', '.join(artwork['palette'])})" in client.get("/").text


def test_the_first_row_comes_at_once_and_the_rest_when_it_is_looked_at(client, hang):
    for count in range(8):
        hang(title="x" * (count + 1))
    page = client.get("/").text.partition('id="works"')[2]

    pictures = re.findall(r'<img class="framed".*?>', page, re.DOTALL)
    assert ["lazy" in picture for picture in pictures] == [False] * 5 + [True] * 3
    assert ["high" in picture for picture in pictures] == [True] + [False] * 7


def test_what_is_on_view_greets_first_once_there_is_enough_of_it(client, hang):
    for count in range(4):
        hang(title="x" * (count + 1))
    assert "Now on view" not in client.get("/").text
    hang(title="x" * 5)

    page = client.get("/").text
    assert page.index("Now on view") < page.index('id="works"')
    assert len([link for link in links(page) if link.startswith("/exhibitions/now/rooms/1#place-")]) == 5
    assert "--wall-of-room: #" in page
    assert "Now on view" not in client.get("/?sort=newest&style=3").text


def test_lighter_files_are_offered_to_browsers_that_know_them(client, artwork):
    page = client.get("/").text
    of_avif = [one["url"] for one in artwork["painting"]["variants"] if one["format"] == "avif"]

    source = re.search(r'<source type="image/avif" srcset="([^"]+)"', page)[1]
    assert [part.split(" ")[0] for part in source.split(", ")] == of_avif
    assert client.get(of_avif[0]).headers["content-type"] == "image/avif"
    assert not set(of_avif) & set(re.search(r'<img class="framed"[^>]*srcset="([^"]+)"', page)[1].split(" "))


def test_an_artist_has_a_page_of_all_that_hangs_under_the_name(client, hang, artwork):
    hang(title="second", artist="MINA")
    hang(title="other", artist="Jun")

    page = client.get("/artists/mina").text

    assert titles(page) == ["second", "A line"]
    assert "/feed.atom?artist=mina" in links(page)
    assert titles(client.get("/artists/Mina?q=second").text) == ["second"]


@pytest.mark.parametrize("name", ["a/b", "민아 👩\u200d🎨", "?&#", "100%", ".."])
def test_whatever_an_artist_is_called_the_work_leads_to_their_page(client, hang, name):
    work = hang(title="signed", artist=name)

    link = next(link for link in links(client.get(f"/artworks/{work}").text) if link.startswith("/artists/"))
    assert titles(client.get(link).text) == ["signed"]


@pytest.mark.parametrize("name", ["Nobody", " ", "%00", "x" * 500])
def test_a_name_that_nobody_has_is_a_kind_page(client, artwork, name):
    answer = client.get(f"/artists/{name}", headers=HTML)

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("scripts", [["wall.js"], ["artwork.js"]])
def test_a_page_of_the_gallery_needs_little_script(scripts):
    sizes = [len(gzip.compress((STATIC / asset(name).removeprefix("/")).read_bytes())) for name in scripts]

    assert sum(sizes) <= SCRIPT_BUDGET
