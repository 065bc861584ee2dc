"""What people do at an artwork, as a browser without JavaScript does it."""

import re

import httpx
import pytest
from sqlalchemy import text

HTML = {"Accept": "text/html"}


@pytest.fixture
def hung(client: httpx.Client, submission: dict) -> dict:
    return client.post("/api/v1/artworks", json={**submission, "emotion": "sad"}).json()


@pytest.fixture
def address(hung: dict) -> str:
    return f"/artworks/{hung['artwork']['id']}"


def fields(page: str, **changed: str) -> dict[str, str]:
    """What a browser sends for the form that changes a label."""
    said = {name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)[1] for name in ("token", "title", "artist")}
    said["licence"] = re.search(r'<option value="([^"]*)" selected', page)[1]
    said["emotion"] = re.search(r'name="emotion" value="([^"]*)" checked', page)[1]
    said["consent_text"] = re.search(r'name="consent_text" value="([^"]*)"', page)[1]
    return {**said, "alt": "", **changed}


def test_a_visitor_likes_a_work_and_takes_it_back(client, address):
    for value, shown, count in (("1", "You like it", 1), ("1", "You like it", 1), ("0", "I like it", 0)):
        answer = client.post(f"{address}/like", data={"liked": value})
        assert (answer.status_code, answer.headers["location"]) == (303, address)
        page = client.get(address).text
        assert shown in page
        assert f"<dt>Likes</dt><dd>{count}</dd>" in page


def test_many_likes_are_written_as_numbers_are(client, site, address):
    with site.state.store.database.writing() as session:
        session.execute(text("UPDATE artworks SET likes = 12345"))

    assert "<dd>12,345</dd>" in client.get(address).text


def test_a_work_is_there_in_words_and_says_that_ai_painted_it_from_a_drawing(client, submission):
    work = client.post("/api/v1/artworks", json={**submission, "alt": "A line that <smiles>"}).json()["artwork"]

    page = client.get(f"/artworks/{work['id']}").text

    assert '<p class="in-words">A line that &lt;smiles&gt;</p>' in page
    assert 'alt="A line that &lt;smiles&gt;"' in page
    assert "<figcaption>Painted by AI from this drawing.</figcaption>" in page


def test_beside_a_work_hangs_what_hangs_beside_it_in_its_room(client, site, hang_many):
    hang_many(9)
    room = site.state.exhibitions.current().rooms[0]
    first, second, third = (work.id for work in room.room.works[:3])

    page = client.get(f"/artworks/{second}").text

    assert re.findall('<a class="hung" href="/artworks/(.*?)"', page) == [first, third]
    assert f'<a href="/exhibitions/now/rooms/1#place-2">Beside it in the room “{room.title}”</a>' in page


def test_what_a_visitor_likes_is_no_business_of_shared_caches(client, address):
    assert client.get(address).headers["cache-control"] == "private, no-cache"


def test_a_report_is_thanked_for(client, address):
    answer = client.post(f"{address}/report", data={"reason": "rude"})

    assert answer.status_code == 202
    assert "Thank you" in answer.text


def test_a_report_of_nothing_is_refused_kindly(client, address):
    answer = client.post(f"{address}/report", data={"reason": " "}, headers=HTML)

    assert answer.status_code == 422
    assert "<strong>What is wrong?</strong>" in answer.text


def test_the_holder_of_the_key_changes_the_label(client, hung, address):
    page = client.post(f"{address}/edit", data={"token": hung["edit_token"]})
    assert page.headers["cache-control"] == "no-store"

    answer = client.post(f"{address}/label", data=fields(page.text, title="Two lines", emotion=""))

    assert (answer.status_code, answer.headers["location"]) == (303, address)
    work = client.get(f"/api/v1{address}").json()
    assert (work["title"], work["artist"], work["emotion"], work["licence"]) == ("Two lines", "Mina", None, "CC-BY-4.0")


def test_a_change_that_is_not_right_is_told_beside_what_was_filled_in(client, hung, address):
    page = client.post(f"{address}/edit", data={"token": hung["edit_token"]}).text

    said = fields(page, title=" ", artist="Nobody", emotion="proud")
    answer = client.post(f"{address}/label", data=said, headers=HTML)

    assert (answer.status_code, answer.headers["cache-control"]) == (422, "no-store")
    assert '<a href="#title">Title</a>: Fill this in.' in answer.text
    assert 'value="Nobody"' in answer.text
    assert fields(answer.text.replace('value=" "', 'value="x"'))["emotion"] == "proud"
    wrong = client.post(f"{address}/label", data=fields(page, title=" ", token="x" * 43), headers=HTML)
    assert wrong.status_code == 403


def test_the_form_shows_the_consent_as_it_stands(client, hung, address):
    def ticked() -> bool:
        page = client.post(f"{address}/edit", data={"token": hung["edit_token"]}).text
        return bool(re.search(r'name="consent_training" value="true" checked', page))

    def say(**said: str) -> None:
        page = client.post(f"{address}/edit", data={"token": hung["edit_token"]}).text
        client.post(f"{address}/label", data=fields(page, **said))

    assert not ticked()
    say(consent_training="true")
    assert ticked()
    say()
    assert not ticked()


def test_whoever_has_only_the_link_pastes_that(client, hung, address):
    page = client.post(f"{address}/edit", data={"token": f" {hung['edit_url']} "})

    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert f'name="token" value="{hung["edit_token"]}"' in page.text


def test_the_holder_of_the_key_takes_it_down(client, hung, address):
    answer = client.post(f"{address}/withdrawal", data={"token": hung["edit_token"]})

    assert answer.status_code == 200
    assert "Taken down" in answer.text
    assert client.get(address, headers=HTML).status_code == 404
    assert "You have taken this painting down" in client.post(
        f"{address}/edit", data={"token": hung["edit_token"]}
    ).text  # fmt: skip


@pytest.mark.parametrize(("token", "status"), [("", 401), ("x" * 43, 403)])
@pytest.mark.parametrize("what", ["edit", "label", "withdrawal"])
def test_without_the_key_nothing_opens(client, hung, address, what, token, status):
    said = {"token": token, "title": "x", "artist": "x", "licence": "CC0-1.0"}

    answer = client.post(f"{address}/{what}", data=said, headers=HTML)

    assert answer.status_code == status
    assert "the key that was shown" in answer.text
    assert client.get(f"/api/v1{address}").json() == hung["artwork"]


def test_a_change_that_waits_for_a_moderator_says_so(visit, open_site, hung, address):
    client = visit(open_site(moderation=True))
    page = client.post(f"{address}/edit", data={"token": hung["edit_token"]}).text

    answer = client.post(f"{address}/label", data=fields(page, title="New words"))

    assert "A moderator looks at the new label first" in answer.text
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("what", ["like", "report", "edit", "label", "withdrawal"])
def test_other_sites_cannot_do_any_of_it(client, address, what):
    answer = client.post(f"{address}/{what}", headers={"Sec-Fetch-Site": "cross-site"}, data={"reason": "x"})

    assert answer.status_code == 403


@pytest.mark.parametrize("what", ["like", "report", "edit", "label", "withdrawal"])
def test_what_is_not_there_is_a_kind_page(client, what):
    said = {"reason": "x", "token": "x", "title": "x", "artist": "x", "licence": "CC0-1.0"}
    answer = client.post(f"/artworks/{'a' * 22}/{what}", data=said, headers=HTML)

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


def test_the_wall_is_looked_through_by_words_feeling_and_style(client, hung):
    def titles(query: str) -> list[str]:
        return re.findall(r'<cite>(.*?)</cite> <span class="by">', client.get(f"/?{query}").text)

    assert titles("q=LINE&emotion=sad&style=1&sort=liked") == ["A line"]
    assert titles("q=LINE&emotion=&style=") == ["A line"]
    assert titles("q=circle") == titles("emotion=happy") == titles("style=2") == []
    assert "Nothing like that hangs here" in client.get("/?q=circle").text


def test_what_was_looked_for_stays_on_the_further_pages(visit, open_site, client, doodle, submission):
    painted = client.post("/api/v1/paintings", files={"sketch": ("a", doodle)}, data={"styles": "all"}).json()
    for painting, title in zip(painted["paintings"], ("red", "red", "blue"), strict=True):
        client.post("/api/v1/artworks", json={**submission, "painting": painting["id"], "title": title})
    small = visit(open_site(page_size=1))

    first = small.get("/?q=red&sort=liked").text
    second = small.get(re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")).text

    assert [re.findall("<cite>(.*?)</cite>", page) for page in (first, second)] == [["red"], ["red"]]
    assert 'rel="next"' not in second


def test_links_from_elsewhere_lead_to_the_public_address(visit, open_site, artwork):
    client = visit(open_site(public_origin="https://gallery.example"))
    page, wall = client.get(f"/artworks/{artwork['id']}").text, client.get("/").text

    card = f"https://gallery.example/artworks/{artwork['id']}/card.jpg"
    for shown in (page, wall):
        assert f'<meta property="og:image" content="{card}">' in shown
    assert f'<meta property="og:url" content="https://gallery.example/artworks/{artwork["id"]}">' in page
    assert "gallery.test" not in page + wall
