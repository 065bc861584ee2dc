"""A work elsewhere: shared, taken along, embedded."""

import io
import json
from xml.etree import ElementTree as xml

import pytest
from PIL import Image

from gallery.pictures import MADE_BY_AI

PUBLIC = "https://gallery.example"


@pytest.fixture
def public(visit, open_site):
    return visit(open_site(public_origin=PUBLIC))


def opened(answer) -> Image.Image:
    return Image.open(io.BytesIO(answer.content))


def test_the_card_is_what_readers_of_links_expect(client, artwork):
    answer = client.get(f"/artworks/{artwork['id']}/card.jpg")

    card = opened(answer)
    assert (card.format, card.size, answer.headers["content-type"]) == ("JPEG", (1200, 630), "image/jpeg")
    assert MADE_BY_AI.encode() in card.info["xmp"]
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_painting_and_the_drawing_are_on_the_card(client, artwork):
    card = opened(client.get(f"/artworks/{artwork['id']}/card.jpg")).convert("RGB")
    painting = opened(client.get(artwork["painting"]["url"])).convert("RGB")

    seen = card.getpixel((400, 500)), painting.getpixel((256, 400))
    assert max(abs(a - b) for a, b in zip(*seen, strict=True)) < 12
    assert card.getpixel((800, 340)) > (240, 240, 240)  # paper


def test_a_card_that_is_known_already_is_not_made_again(client, artwork):
    etag = client.get(f"/artworks/{artwork['id']}/card.jpg").headers["etag"]

    answer = client.get(f"/artworks/{artwork['id']}/card.jpg", headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content) == (304, b"")


def test_the_file_says_whose_it_is_and_how_it_came_to_be(public, client, submission):
    said = {**submission, "title": "<b>&\uffff</b>", "artist": 'A "B"', "alt": "A line."}
    work = client.post("/api/v1/artworks", json=said).json()["artwork"]

    answer = public.get(f"/artworks/{work['id']}/download")

    image = opened(answer)
    told = image.info["xmp"].decode()
    assert answer.headers["content-disposition"] == f'attachment; filename="sketch2art-{work["id"]}.png"'
    assert (image.format, image.size) == ("PNG", (512, 512))
    assert all(words in told for words in (MADE_BY_AI, "https://creativecommons.org/licenses/by/4.0/"))
    assert f"{PUBLIC}/artworks/{work['id']}" in told
    texts = [element.text for element in xml.fromstring(told.partition("?>")[2].rpartition("<?")[0]).iter()]
    assert {"<b>&</b>", 'A "B"', "A line.\nPainted by AI from a freehand drawing."} <= set(texts)


def test_nothing_is_lost_in_the_file(client, artwork):
    taken = opened(client.get(f"/artworks/{artwork['id']}/download")).convert("RGB")

    assert taken.tobytes() == opened(client.get(artwork["painting"]["url"])).convert("RGB").tobytes()


def test_what_may_only_be_looked_at_is_not_handed_out(client, submission):
    work = client.post("/api/v1/artworks", json={**submission, "licence": "all-rights-reserved"}).json()["artwork"]

    assert client.get(f"/artworks/{work['id']}/download").status_code == 404
    assert "/download" not in client.get(f"/artworks/{work['id']}").text


def test_only_the_embedded_card_may_stand_in_a_frame_of_others(client, artwork):
    address = f"/artworks/{artwork['id']}"

    policies = [client.get(path).headers["content-security-policy"] for path in (f"{address}/embed", address, "/")]

    assert ["frame-ancestors *" in policy for policy in policies] == [True, False, False]
    assert all("default-src 'none'" in policy for policy in policies)


def test_other_sites_learn_how_to_embed_a_work(public, artwork):
    address = f"{PUBLIC}/artworks/{artwork['id']}"
    page = public.get(f"/artworks/{artwork['id']}").text
    assert 'type="application/json+oembed"' in page

    said = public.get("/oembed", params={"url": address, "maxwidth": "200"}).json()

    assert (said["version"], said["type"], said["title"], said["author_name"]) == ("1.0", "rich", "A line", "Mina")
    assert (said["width"], said["height"]) == (200, 480)
    assert f'src="{address}/embed" width="200" height="480"' in said["html"]
    assert said["thumbnail_url"] == f"{address}/card.jpg"
    json.dumps(said)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 404), ({"url": "https://elsewhere.example/artworks/" + "a" * 22}, 404), ({"url": PUBLIC}, 404),
        ({"url": f"{PUBLIC}/artworks/{'a' * 22}"}, 404), ({"url": "https://["}, 404),
        ({"url": "x", "format": "xml"}, 422),
    ],
)  # fmt: skip
def test_nobody_is_told_how_to_embed_what_is_not_there(public, query, status):
    assert public.get("/oembed", params=query).status_code == status


@pytest.mark.parametrize("size", ["0", "-1", "x", "1" * 30, "\u0661"])
def test_a_size_that_is_none_is_refused_by_name(public, artwork, size):
    query = {"url": f"{PUBLIC}/artworks/{artwork['id']}", "maxheight": size}

    answer = public.get("/oembed", params=query)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "maxheight")


@pytest.mark.parametrize("what", ["card.jpg", "download", "embed"])
def test_what_was_taken_down_is_gone_elsewhere_too(client, submission, what):
    hung = client.post("/api/v1/artworks", json=submission).json()
    address = f"/artworks/{hung['artwork']['id']}"
    assert client.get(f"{address}/{what}").status_code == 200

    client.delete(f"/api/v1{address}", headers={"Authorization": f"Bearer {hung['edit_token']}"})

    assert client.get(f"{address}/{what}").status_code == 404
    assert client.get("/oembed", params={"url": f"http://gallery.test{address}"}).status_code == 404
