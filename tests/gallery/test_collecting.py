"""Collections: kept in the browser, shared as a link."""

import re

import pytest


@pytest.fixture
def works(client, painted, submission) -> list[str]:
    """Two works that hang."""
    ids = [painting["id"] for painting in painted["paintings"]]
    said = [{**submission, "painting": id, "title": title} for id, title in zip(ids, ("one", "two"), strict=True)]
    return [client.post("/api/v1/artworks", json=work).json()["artwork"]["id"] for work in said]


def titles(page: str) -> list[str]:
    return re.findall(r'<cite>(.*?)</cite> <span class="by">', page)


def keep(client, work: str, kept: str = "1", back: str = "") -> str:
    answer = client.post("/collections", data={"works": work, "kept": kept, "back": back})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_a_visitor_keeps_works_and_takes_them_out(client, works):
    for work in (works[1], works[0], works[1]):
        keep(client, work)
    assert titles(client.get("/collections").text) == ["two", "one"]

    keep(client, works[1], kept="0")
    assert titles(client.get("/collections").text) == ["one"]


def test_the_page_of_a_work_says_whether_it_is_kept(client, works):
    address = f"/artworks/{works[0]}"
    assert "Keep it in my collection" in client.get(address).text

    assert keep(client, works[0], back=address) == address
    assert "Take it out of my collection" in client.get(address).text


def test_the_link_shows_the_same_to_somebody_else(visit, site, client, works):
    for work in works:
        keep(client, work)
    link = re.search(r'href="(/collections\?works=[^"]+)"', client.get("/collections").text)[1]

    theirs = visit(site)

    assert titles(theirs.get(link).text) == ["one", "two"]
    assert "Nothing is in it yet" in theirs.get("/collections").text
    keep(theirs, ",".join(works))
    assert titles(theirs.get("/collections").text) == ["one", "two"]


def test_what_was_taken_down_is_missing_and_said_to_be(client, site, works):
    with site.state.store.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE artworks SET status = 'hidden' WHERE title = 'one'")

    page = client.get(f"/collections?works={','.join(works)}").text

    assert titles(page) == ["two"]
    assert "One of its works does not hang here any more." in page


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/artworks/../x", "/draw"])
def test_the_way_back_leads_to_a_work_or_to_the_collection(client, works, back):
    assert keep(client, works[0], back=back) == "/collections"


@pytest.mark.parametrize("named", ["", "x", "a" * 22, "\x00", "," * 100, "é" * 22])
def test_what_is_no_work_is_no_part_of_a_collection(client, works, named):
    keep(client, named)

    assert client.get("/collections", params={"works": named}).status_code == 200
    assert "Nothing is in it yet" in client.get("/collections").text


def test_a_collection_has_an_end(client, works):
    many = ".".join(f"{number:022}" for number in range(500))
    answer = client.post("/collections", data={"works": works[0]}, headers={"Cookie": f"collection={many}"})

    kept = answer.cookies["collection"].split(".")
    assert (len(kept), kept[-1]) == (60, works[0])
