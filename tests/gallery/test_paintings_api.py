"""Paintings over HTTP: what can be asked for and what comes back."""

import io

import httpx
import pytest
from PIL import Image


def post(client: httpx.Client, doodle: bytes, accept: str = "application/json", **data: str):
    files = {"sketch": ("drawing.png", doodle)}
    return client.post("/api/v1/paintings", files=files, data=data, headers={"Accept": accept})


def test_a_drawing_comes_back_as_paintings(client, doodle):
    answer = post(client, doodle, styles="1,2,1", seed="17")

    assert answer.status_code == 201
    said = answer.json()
    assert [(one["style"], one["seed"]) for one in said["paintings"]] == [(1, 17), (2, 17)]
    assert said["sketch"]["crop"] == [-3, 40, 800]
    assert said["failed"] == []
    picture = Image.open(io.BytesIO(client.get(said["paintings"][0]["url"]).content))
    assert (picture.format, picture.size) == ("WEBP", (512, 512))
    assert client.get(said["sketch"]["url"]).headers["content-type"] == "image/png"


def test_four_free_draws_are_the_default_and_their_seeds_follow_each_other(client, doodle, painters):
    said = post(client, doodle, seed=str(2**31 - 2)).json()

    assert [one["style"] for one in said["paintings"]] == [0, 0, 0, 0]
    assert [one["seed"] for one in said["paintings"]] == [2**31 - 2, 2**31 - 1, 0, 1]


def test_all_means_every_style_of_the_catalogue(client, doodle):
    assert [one["style"] for one in post(client, doodle, styles="all").json()["paintings"]] == [1, 2, 3]


def test_several_fields_of_styles_are_several_styles(client, doodle):
    answer = client.post("/api/v1/paintings", files={"sketch": ("a.png", doodle)}, data={"styles": ["3", "1"]})

    assert [one["style"] for one in answer.json()["paintings"]] == [3, 1]


def test_a_seed_is_drawn_when_none_is_sent(client, doodle):
    seeds = {post(client, doodle, styles="1").json()["paintings"][0]["seed"] for _ in range(3)}

    assert len(seeds) == 3


@pytest.mark.parametrize(("accept", "form"), [("image/jpeg", "JPEG"), ("image/png", "PNG"), ("image/*;q=0.5", "JPEG")])
def test_a_single_wish_can_be_answered_as_the_picture(client, doodle, accept, form):
    answer = post(client, doodle, accept, styles="2", seed="5", size="256")

    picture = Image.open(io.BytesIO(answer.content))
    assert (answer.status_code, picture.format, picture.size) == (200, form, (256, 256))
    assert [answer.headers[name] for name in ("x-style", "x-seed", "x-release")] == ["2", "5", "tiny-128"]


@pytest.mark.parametrize("accept", ["text/event-stream", "image/gif", "application/json;q=0"])
def test_an_answer_that_cannot_be_given_is_refused_before_anything_is_painted(client, doodle, painters, accept):
    answer = post(client, doodle, accept, styles="1")

    assert answer.status_code == 406
    assert answer.json()["type"] == "/problems/not-acceptable"
    assert painters.asked == []


def test_pictures_of_several_styles_are_not_acceptable(client, doodle):
    assert post(client, doodle, "image/png", styles="1,2").status_code == 406


def test_lines_darken_the_painting_where_the_ink_was(client, doodle):
    def pixel(lines: str) -> int:
        answer = post(client, doodle, "image/png", styles="1", seed="9", size="256", lines=lines)
        return sum(Image.open(io.BytesIO(answer.content)).getpixel((100, 105)))

    assert pixel("0") > 0
    assert pixel("1") == 0
    assert abs(pixel("0.5") - pixel("0") / 2) <= 3


def test_one_clumsy_style_leaves_the_others(client, doodle, painters):
    painters.clumsy = {2}

    said = post(client, doodle, styles="1,2,3").json()

    assert [one["style"] for one in said["paintings"]] == [1, 3]
    assert [(one["style"], one["problem"]["type"]) for one in said["failed"]] == [(2, "/problems/painting-failed")]


def test_when_nothing_worked_out_that_is_the_answer(client, doodle, painters):
    painters.clumsy = {1, 2}

    answer = post(client, doodle, styles="1,2")

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/painting-failed")


def test_stylize_answers_a_jpeg_of_512_pixels(client, doodle):
    answer = client.post("/api/stylize", files={"contentImage": ("a.png", doodle)}, data={"style": "3", "seed": "4"})

    picture = Image.open(io.BytesIO(answer.content))
    assert (answer.status_code, picture.format, picture.size) == (200, "JPEG", (512, 512))
    assert (answer.headers["x-style"], answer.headers["x-seed"]) == ("3", "4")


def test_stylize_draws_a_style_when_none_is_named(client, doodle):
    answer = client.post("/api/stylize", files={"contentImage": ("a.png", doodle)})

    assert (answer.status_code, answer.headers["x-style"]) == (200, "0")


def test_a_painting_can_be_looked_up(client, painted):
    one = painted["paintings"][0]

    assert client.get(f"/api/v1/paintings/{one['id']}").json() == one


def test_the_styles_say_what_can_be_asked_for(client):
    said = client.get("/api/v1/styles").json()

    assert [style["slug"] for style in said["styles"]] == ["oil", "wash", "chalk"]
    assert said["releases"][0]["name"] == "tiny-128"
    sample = client.get(said["styles"][0]["sample"])
    assert sample.headers["content-type"] == "image/webp"
