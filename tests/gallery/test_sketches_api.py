import io

import httpx
import numpy as np
import pytest
from PIL import Image

from gallery.problems import Busy

CROP = [-3, 40, 800]


def prepare(client: httpx.Client, picture: bytes, accept: str = "*/*", **data: str) -> httpx.Response:
    files = {"sketch": ("photo.jpg", picture)}
    return client.post("/api/v1/sketches", files=files, data=data, headers={"Accept": accept})


def test_a_picture_is_shown_as_the_painters_will_see_it(client, painters, doodle):
    shown = prepare(client, doodle, "image/png", ink="0.9")

    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert shown.headers["x-crop"] == "-3,40,800"
    assert np.asarray(Image.open(io.BytesIO(shown.content)).convert("L"))[128, 100] == 0
    assert painters.inks == [0.9]
    assert painters.asked == [[]]


def test_as_json_it_has_an_address_that_can_be_looked_at(client, doodle):
    told = prepare(client, doodle)

    assert told.status_code == 201
    assert (told.json()["width"], told.json()["crop"]) == (256, CROP)
    assert client.get(told.json()["url"]).content == prepare(client, doodle, "image/png").content


def test_it_is_the_sketch_that_the_paintings_come_with(client, doodle):
    painted = client.post("/api/v1/paintings", files={"sketch": ("a", doodle)}, data={"styles": "1"}).json()

    assert prepare(client, doodle).json() == painted["sketch"]


@pytest.mark.parametrize(("ink", "field"), [("2", "ink"), ("a lot", "ink")])
def test_what_cannot_be_meant_is_refused_by_name(client, doodle, ink, field):
    refused = prepare(client, doodle, ink=ink)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


def test_a_blank_page_a_full_house_and_no_file_have_their_usual_answers(client, painters, doodle):
    assert prepare(client, b"blank").json()["type"] == "/problems/blank-sketch"
    assert client.post("/api/v1/sketches", data={"ink": "1"}).status_code == 400
    assert prepare(client, doodle, "image/webp").status_code == 406
    painters.refusal = Busy("Later.", retry_after_s=3)
    assert prepare(client, doodle).headers["retry-after"] == "3"
