"""The pages as a browser without JavaScript gets them."""

import re
from dataclasses import replace

import httpx
import pytest
from starlette.applications import Starlette

from gallery.problems import Busy
from gallery.submission import EMOTIONS, LICENCES

HTML = {"Accept": "text/html"}


def send(client: httpx.Client, doodle: bytes, said: dict | None = None) -> httpx.Response:
    """The page that a drawing leads to."""
    return client.post("/draw", files={"sketch": ("a.png", doodle)}, data=said, follow_redirects=True)


@pytest.fixture
def paintings(client: httpx.Client, doodle: bytes) -> str:
    """The page that answers an upload for styles 1 and 3."""
    answer = send(client, doodle, {"styles": ["1", "3"]})
    assert answer.status_code == 200, answer.text
    return answer.text


def label(page: str, **changed: str) -> dict[str, str]:
    """What a person sends who fills in the form of a page of paintings."""
    painting = re.search(r'name="painting" value="([^"]+)"', page)[1]
    said = {"painting": painting, "title": "A line", "artist": "Mina", "licence": "CC-BY-4.0"}
    agreed = {"consent_publish": "true", "consent_text": re.search(r'name="consent_text" value="(.*?)"', page)[1]}
    return {**said, **agreed, **changed}


def hang(client: httpx.Client, doodle: bytes, **said: str) -> None:
    page = send(client, doodle).text
    assert client.post("/artworks", data=label(page, **said)).status_code == 201


def test_an_empty_wall_invites_to_draw(client: httpx.Client):
    page = client.get("/").text

    assert "Nothing hangs here yet" in page
    assert 'href="/draw"' in page


def test_the_wall_shows_the_newest_first_and_links_to_the_older(visit, open_site, doodle: bytes):
    client = visit(open_site(page_size=2))
    for title in ("First", "Second", "Third"):
        hang(client, doodle, title=title)

    newest = client.get("/").text
    older = client.get(re.search(r'rel="next" href="([^"]+)"', newest)[1]).text

    assert re.findall("<cite>(.*?)</cite>", newest) == ["Third", "Second"]
    assert re.findall("<cite>(.*?)</cite>", older) == ["First"]
    assert 'rel="next"' not in older


def test_a_place_on_the_wall_that_nobody_gave_is_refused_kindly(client: httpx.Client):
    answer = client.get("/?after=nonsense", headers=HTML)

    assert answer.status_code == 422
    assert "There is no such page" in answer.text


def test_the_desk_offers_every_style_with_its_sample(client: httpx.Client):
    page = client.get("/draw").text
    samples = re.findall(r'<img class="swatch" src="([^"]+)"', page)

    assert re.findall(r'name="styles" value="(\d+)"', page) == ["1", "2", "3"]
    assert [client.get(sample).status_code for sample in samples] == [200, 200, 200]


def test_the_label_offers_what_the_contract_names(client: httpx.Client):
    page = client.get("/draw").text

    assert set(re.findall(r'name="emotion" value="([^"]+)"', page)) == set(EMOTIONS)
    assert set(re.findall(r'<option value="([^"]+)"', page)) == set(LICENCES)


def test_an_upload_comes_back_as_the_paintings_that_were_wished_for(client: httpx.Client, paintings: str):
    names = re.findall(r'<span class="name">(.*?)</span>', paintings)
    pictures = re.findall(r'<img src="(/media/[^"]+)"', paintings)

    assert names == ["Oil", "Chalk"]
    assert [client.get(picture).status_code for picture in pictures] == [200, 200]


def test_an_upload_without_wishes_comes_back_as_four_surprises(client: httpx.Client, doodle: bytes):
    page = send(client, doodle).text

    assert page.count('name="painting"') == 4
    assert re.findall(r'Surprise</span> <span class="number">(\d)', page) == ["1", "2", "3", "4"]


def test_a_style_that_failed_says_so_beside_the_others(client: httpx.Client, painters, doodle: bytes):
    painters.clumsy = {2}

    page = send(client, doodle, {"styles": ["1", "2"]}).text

    assert page.count('name="painting"') == 1
    assert "This one did not work out" in page


def test_hanging_shows_the_edit_token_once_and_keeps_it_out_of_addresses(client: httpx.Client, paintings: str):
    answer = client.post("/artworks", data=label(paintings))
    token = re.search("<code>(.*?)</code>", answer.text)[1]
    address = re.search(r'href="(/artworks/[^"]+)"', answer.text)[1]
    link = re.search(r'href="([^"]+)#key=([^"]+)"', answer.text)

    assert len(token) >= 40
    assert (link[1], link[2]) == (f"http://gallery.test{address}/edit", token)
    assert token not in address
    assert answer.headers["Cache-Control"] == "no-store"
    assert token not in client.get(address).text


def test_a_painting_that_waits_for_a_moderator_is_not_said_to_hang(visit, open_site, doodle: bytes):
    client = visit(open_site(moderation=True))
    page = send(client, doodle).text

    shown = re.sub(r"<(\w+)[^>]* hidden>.*?</\1>", "", client.post("/artworks", data=label(page)).text, flags=re.S)

    assert "A moderator looks at it first" in shown
    assert "See your artwork" not in shown


def test_an_artwork_is_shown_with_all_that_its_label_says(client: httpx.Client, paintings: str):
    said = label(paintings, title="Grün & <b>gelb</b>", emotion="proud", alt="A wobbly line")
    address = re.search(r'href="(/artworks/[^"]+)"', client.post("/artworks", data=said).text)[1]

    page = client.get(address).text

    for words in ("Grün &amp; &lt;b&gt;gelb&lt;/b&gt;", "Mina", "Oil", "Proud", "A wobbly line", "(CC BY)"):
        assert words in page
    assert "Painted by AI from this drawing." in page
    assert re.search(r'<meta property="og:image" content="http://gallery\.test/artworks/[\w-]{22}/card\.jpg">', page)


def test_a_style_that_is_no_longer_served_still_has_a_page(site: Starlette, client: httpx.Client, artwork: dict):
    site.state.catalogue = type(site.state.catalogue)((), site.state.catalogue.releases)

    assert "A style of earlier days" in client.get(f"/artworks/{artwork['id']}").text


def test_a_problem_has_the_same_words_as_a_page(client: httpx.Client, painters, doodle: bytes):
    painters.refusal = Busy("All painters have a drawing before them.", retry_after_s=7)

    answer = client.post("/draw", files={"sketch": ("a.png", doodle)}, headers=HTML, follow_redirects=True)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
    assert "All painters are busy" in answer.text
    assert "All painters have a drawing before them." in answer.text
    assert 'href="/draw"' in answer.text


def test_a_label_without_a_title_is_told_beside_what_was_filled_in(client: httpx.Client, paintings: str):
    of = re.search(r'name="of" value="([^"]+)"', paintings)[1]
    said = label(paintings, of=of, title=" ", alt="A <wobbly> line", licence="CC0-1.0", emotion="sad")

    answer = client.post("/artworks", data=said, headers=HTML)

    assert answer.status_code == 422
    assert '<a href="#title">Title</a>: Fill this in.' in answer.text
    assert re.findall(r'name="painting" value="([^"]+)" required( checked)?', answer.text) == [
        (of.split(",")[0], " checked"),
        (of.split(",")[1], ""),
    ]
    for kept in ('value="Mina"', "A &lt;wobbly&gt; line", 'value="CC0-1.0" selected', 'value="sad" checked'):
        assert kept in answer.text
    assert re.search(r'name="consent_publish" value="true" required checked', answer.text)


def test_a_label_of_no_page_is_told_which_field_is_missing(client: httpx.Client, paintings: str):
    answer = client.post("/artworks", data=label(paintings, title=" "), headers=HTML)

    assert answer.status_code == 422
    assert "<strong>Title</strong>" in answer.text


def test_the_paintings_have_an_address_that_can_be_opened_again(client: httpx.Client, doodle: bytes):
    sent = client.post("/draw", files={"sketch": ("a", doodle)}, data={"styles": "1"}, headers=HTML)
    first = client.get(sent.headers["location"])

    assert (sent.status_code, first.status_code, first.headers["cache-control"]) == (303, 200, "no-store")
    assert 'name="back" value="/paintings?of=' in first.text  # changing the language loses nothing
    assert client.get(sent.headers["location"], headers={"Accept-Language": "ko"}).text.count('name="painting"') == 1


@pytest.mark.parametrize("query", ["", "?of=", "?of=nobody", "?of=" + "a" * 22, "?of=%00", "?feeling=bored"])
def test_an_address_of_no_paintings_is_a_kind_page(client: httpx.Client, query: str):
    answer = client.get(f"/paintings{query}", headers=HTML)

    assert answer.status_code == (422 if "feeling" in query else 404)
    assert "<h1>" in answer.text


def test_an_unknown_address_is_a_page_with_ways_on(client: httpx.Client):
    answer = client.get("/artworks/nobody-drew-this", headers=HTML)

    assert answer.status_code == 404
    assert {'href="/"', 'href="/draw"'} <= set(re.findall(r'href="[^"]*"', answer.text))


@pytest.mark.parametrize(
    "address", ["/", "/draw", "/artworks/{id}", "/artworks/{id}/embed", "/artists/Mina", "/collections?works={id}"]
)
def test_no_page_has_inline_styles_or_scripts_or_anything_from_elsewhere(
    client: httpx.Client, artwork: dict, address: str
):
    page = client.get(address.format(id=artwork["id"])).text
    sources = re.findall(r'<(?:img|script|link rel="stylesheet")[^>]*?(?:src|href)="([^"]+)"', page)

    assert sources
    assert all(source.startswith("/") for source in sources)
    assert not re.search(r"<style(?! nonce=)|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)


def test_styles_that_fit_a_feeling_come_first_and_the_label_remembers_it(client, site, doodle: bytes):
    old = site.state.catalogue
    styles = (*(replace(style, moods=()) for style in old.styles[:2]), replace(old.styles[2], moods=("sad",)))
    site.state.catalogue = replace(old, styles=styles)

    desk = client.get("/draw?feeling=sad").text
    page = send(client, doodle, {"feeling": "sad"}).text

    assert re.findall(r'name="styles" value="(\d+)"', desk) == ["3", "1", "2"]
    assert re.findall(r'<span class="name">(.*?)</span>', page) == ["Chalk"]
    assert re.search(r'name="emotion" value="sad" checked', page)
    assert client.get("/draw?feeling=bored", headers=HTML).status_code == 422


def test_a_form_that_is_sent_twice_shows_the_same_key_twice(client: httpx.Client, paintings: str):
    secret = re.search(r'name="secret" value="([^"]+)"', paintings)[1]

    def key(**said: str) -> str | None:
        answer = client.post("/artworks", data=label(paintings, **said), headers=HTML)
        shown = re.search("<code>(.*?)</code>", answer.text)
        assert answer.status_code == (201 if shown else 409)
        return shown and shown[1]

    first = key(secret=secret)
    assert key(secret=secret) == first != secret
    assert [key(), key(secret="short"), key(secret="x" * 43)] == [None] * 3
    client.delete("/api/v1" + taken(client), headers={"Authorization": f"Bearer {first}"})
    assert client.post("/artworks", data=label(paintings, secret=secret), headers=HTML).status_code in {404, 409}


def taken(client: httpx.Client) -> str:
    """The address of the work that hangs."""
    return re.search(r'href="(/artworks/[A-Za-z0-9_-]{22})"', client.get("/").text)[1]


def test_two_paintings_of_one_page_have_keys_of_their_own(client: httpx.Client, paintings: str):
    secret = re.search(r'name="secret" value="([^"]+)"', paintings)[1]
    both = re.findall(r'name="painting" value="([^"]+)"', paintings)

    pages = [client.post("/artworks", data=label(paintings, painting=one, secret=secret)).text for one in both]

    assert len({re.search("<code>(.*?)</code>", page)[1] for page in pages}) == 2
