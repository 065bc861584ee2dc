"""The Atom feed, as a reader of feeds takes it."""

from xml.etree import ElementTree as xml

import pytest

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read(answer) -> xml.Element:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml"
    return xml.fromstring(answer.content)


def test_an_empty_gallery_is_a_feed_already(client):
    feed = read(client.get("/feed.atom"))

    assert feed.findtext("a:id", namespaces=ATOM) == "http://gallery.test/"
    assert feed.findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00Z"
    assert feed.findall("a:entry", ATOM) == []


def test_a_work_is_an_entry_with_links_that_can_be_followed_from_elsewhere(visit, open_site, artwork):
    feed = read(visit(open_site(public_origin="https://gallery.example")).get("/feed.atom"))

    (entry,) = feed.findall("a:entry", ATOM)
    said = {name: entry.findtext(f"a:{name}", namespaces=ATOM) for name in ("id", "title", "updated", "published")}
    address = f"https://gallery.example/artworks/{artwork['id']}"
    assert said == {
        "id": address, "title": "A line", "updated": artwork["updated_at"], "published": artwork["created_at"],
    }  # fmt: skip
    assert entry.findtext("a:author/a:name", namespaces=ATOM) == "Mina"
    links = {link.get("rel"): link.get("href") for link in entry.findall("a:link", ATOM)}
    assert links == {"alternate": address, "enclosure": f"https://gallery.example{artwork['painting']['url']}"}


@pytest.mark.parametrize("title", ["<b>&amp;</b> ]]>", "a\uffffb\ufdd0c", "\U0001f469\u200d\U0001f3a8 새벽"])
def test_whatever_a_title_says_the_feed_stays_xml(client, submission, title):
    client.post("/api/v1/artworks", json={**submission, "title": title})

    entry = read(client.get("/feed.atom")).find("a:entry", ATOM)
    assert entry.findtext("a:title", namespaces=ATOM) == title.replace("\uffff", "")


def test_a_feed_that_is_known_already_is_not_sent_again(client, artwork):
    etag = client.get("/feed.atom").headers["etag"]

    answer = client.get("/feed.atom", headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert client.get("/feed.atom", headers={"If-None-Match": '"other"'}).status_code == 200


def test_pages_lead_to_the_feed(client):
    assert '<link rel="alternate" type="application/atom+xml"' in client.get("/").text


def test_a_feed_tells_what_comes_new_to_a_filter(client, painted, submission):
    ids = [painting["id"] for painting in painted["paintings"]]
    for id, emotion in zip(ids, ("calm", "sad"), strict=True):
        client.post("/api/v1/artworks", json={**submission, "painting": id, "title": emotion, "emotion": emotion})

    feed = read(client.get("/feed.atom?emotion=sad"))

    assert [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)] == ["sad"]
    assert feed.find("a:link[@rel='self']", ATOM).get("href") == "http://gallery.test/feed.atom?emotion=sad"
    assert client.get("/feed.atom?emotion=glad").status_code == 422
