"""Images over HTTP: who may see them, for how long, and what they say of themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from gallery.pictures import DRAWN, MADE_BY_AI
from gallery.works import utc_now


def later(site, **ahead: float) -> None:
    site.state.store.clock = lambda: utc_now() + timedelta(**ahead)


def mark(site, status: str) -> None:
    with site.state.store.database.writing() as session:
        session.execute(text("UPDATE artworks SET status = :status"), {"status": status})


def test_an_unsubmitted_painting_is_for_its_holder_and_not_for_caches(client, painted):
    answer = client.get(painted["paintings"][0]["url"])

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")


def test_the_images_of_a_hung_work_are_public_for_a_minute(client, artwork):
    urls = [artwork["painting"]["url"], artwork["sketch"]["url"], artwork["painting"]["variants"][0]["url"]]

    assert [client.get(url).headers["cache-control"] for url in urls] == ["max-age=60"] * 3


def test_the_samples_of_the_styles_may_be_kept_by_anybody(client):
    sample = client.get("/api/v1/styles").json()["styles"][0]["sample"]

    assert client.get(sample).headers["cache-control"] == "public, max-age=3600"


def test_an_image_is_gone_once_its_painting_expires(client, site, painted):
    later(site, days=1, seconds=1)

    urls = [painted["paintings"][0]["url"], painted["sketch"]["url"]]
    assert [client.get(url).status_code for url in urls] == [404, 404]


@pytest.mark.parametrize("status", ["hidden", "withdrawn"])
def test_hidden_means_hidden_also_by_the_address_of_the_image(client, site, artwork, status):
    mark(site, status)

    urls = [artwork["painting"]["url"], artwork["painting"]["variants"][0]["url"]]
    assert [client.get(url).status_code for url in urls] == [404, 404]


def test_the_images_of_a_waiting_work_stay_with_its_holder(client, site, artwork):
    mark(site, "pending")

    answer = client.get(artwork["painting"]["variants"][0]["url"])

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")


def test_an_image_that_is_known_already_is_not_sent_again(client, artwork):
    url = artwork["painting"]["url"]
    etag = client.get(url).headers["etag"]

    answer = client.get(url, headers={"If-None-Match": f'"other", W/{etag}'})

    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_image_can_do_nothing_but_be_seen(client, painted):
    headers = client.get(painted["sketch"]["url"]).headers

    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "a.png",
        "../../pyproject.toml",
        "%2e%2e/gallery.db",
        "..%2f..%2fgallery.db",
        "0" * 64 + ".webp",
        "%00.png",
    ],
)
def test_no_other_file_can_be_asked_for(client, painted, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_an_image_has_one_name_only(client, painted):
    url = painted["sketch"]["url"].removesuffix(".png")

    assert [client.get(url + ext).status_code for ext in (".webp", ".PNG")] == [404, 404]


def test_every_painting_that_leaves_says_that_a_machine_made_it(client, artwork, doodle):
    samples = [style["sample"] for style in client.get("/api/v1/styles").json()["styles"]]
    urls = [artwork["painting"]["url"], artwork["painting"]["variants"][0]["url"], *samples]
    pictures = [client.get(url).content for url in urls]
    for form in ("jpeg", "png", "webp"):
        asked = {"files": {"sketch": ("a.png", doodle)}, "data": {"styles": "1", "lines": "1"}}
        pictures.append(client.post("/api/v1/paintings", headers={"Accept": f"image/{form}"}, **asked).content)

    assert all(f'Iptc4xmpExt:DigitalSourceType="{MADE_BY_AI}"'.encode() in picture for picture in pictures)


def test_the_sketch_says_that_a_person_drew_it(client, painted):
    assert f'DigitalSourceType="{DRAWN}"'.encode() in client.get(painted["sketch"]["url"]).content


def test_what_was_uploaded_is_not_kept(client, data, doodle):
    canary = doodle + b"canary after the end of the picture"

    client.post("/api/v1/paintings", files={"sketch": ("canary.png", canary)}, data={"styles": "1"})

    kept = [path.read_bytes() for path in data.rglob("*") if path.is_file()]
    assert not any(b"canary" in one or doodle in one for one in kept)
