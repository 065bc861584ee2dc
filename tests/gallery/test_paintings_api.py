"""Paintings over HTTP: what can be asked for and what comes back."""

import io
from dataclasses import replace

import httpx
import pytest
from PIL import Image

from gallery.painting import USUAL_INK, Catalogue, Style, Wish
from gallery.wishes import read_wishes


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


@pytest.mark.parametrize("wanted", ["all", ",".join(map(str, range(1, 31)))])
def test_thirty_styles_may_be_wished_for_at_once(wanted):
    styles = tuple(Style(id, f"s{id}", {"en": "S"}, "tiny-128", (), b"") for id in range(1, 31))

    wishes = read_wishes(wanted, Catalogue(styles, ()), seed=5, by_reference=True)

    assert [wish.style for wish in wishes] == list(range(31))


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


@pytest.mark.parametrize("accept", ["text/html", "image/gif", "application/json;q=0"])
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
        return sum(Image.open(io.BytesIO(answer.content)).getpixel((100, 128)))

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


def with_reference(client: httpx.Client, doodle: bytes, reference: tuple, **data: str) -> httpx.Response:
    files = {"sketch": ("a.png", doodle), "reference": reference}
    return client.post("/api/v1/paintings", files=files, data=data)


def test_the_style_of_a_picture_is_a_style_like_any_other(client, doodle, painters):
    answer = with_reference(client, doodle, ("b.png", b"a postcard"), seed="3")

    assert [(one["style"], one["seed"]) for one in answer.json()["paintings"]] == [(0, 3)]
    assert painters.references == [b"a postcard"]
    assert painters.asked == [[Wish(0, 3, by_reference=True)]]


def test_a_picture_and_styles_can_be_wished_for_together(client, doodle, painters):
    answer = with_reference(client, doodle, ("b.png", b"a postcard"), styles="2,1", seed="3")

    assert [one["style"] for one in answer.json()["paintings"]] == [0, 2, 1]
    assert [wish.by_reference for wish in painters.asked[0]] == [True, False, False]


def test_a_free_draw_of_the_same_seed_is_not_the_pictures_style(client, doodle):
    answer = with_reference(client, doodle, ("b.png", b"a postcard"), styles="random:15", seed="3")

    assert [one["seed"] for one in answer.json()["paintings"]] == [3, *range(3, 18)]


def test_the_picture_counts_among_the_sixteen(client, doodle):
    answer = with_reference(client, doodle, ("b.png", b"a postcard"), styles="random:16")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "styles")


def test_a_field_that_nobody_filled_in_is_no_picture(client, painters):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="sketch"; filename="a"\r\n\r\nink\r\n'
        b'--x\r\nContent-Disposition: form-data; name="reference"; filename=""\r\n\r\n\r\n--x--\r\n'
    )
    answer = client.post("/draw", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})

    assert answer.status_code == 303  # to the paintings
    assert painters.references == [None]


def test_a_picture_over_the_limit_is_too_large(visit, open_site, doodle):
    client = visit(open_site(max_upload_bytes=1000, max_body_bytes=5000))

    assert with_reference(client, doodle, ("b.png", b"x" * 1001), styles="1").status_code == 413


def test_a_picture_alone_can_be_answered_as_the_painting(client, doodle):
    files = {"sketch": ("a.png", doodle), "reference": ("b.png", b"a postcard")}
    answer = client.post("/api/v1/paintings", files=files, headers={"Accept": "image/png"})

    assert (answer.status_code, answer.headers["x-style"]) == (200, "0")


def test_the_ink_that_was_wished_for_reaches_the_painters(client, painters, doodle):
    for data in ({"ink": "0.8"}, {"ink": ""}, {}):
        assert post(client, doodle, styles="1", **data).status_code == 201

    assert painters.inks == [0.8, USUAL_INK, USUAL_INK]


@pytest.mark.parametrize("ink", ["1.1", "-0.1", "nan", "much"])
def test_an_impossible_amount_of_ink_is_refused_by_name(client, doodle, ink):
    refused = post(client, doodle, styles="1", ink=ink)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "ink")


def moody(site) -> None:
    """Gives the three styles moods: sad, calm, sad and calm."""
    old = site.state.catalogue
    moods = (("sad",), ("calm",), ("calm", "sad"))
    styles = tuple(replace(style, moods=mood) for style, mood in zip(old.styles, moods, strict=True))
    site.state.catalogue = replace(old, styles=styles)


@pytest.mark.parametrize(
    ("said", "painted"),
    [
        ({"feeling": "sad"}, [1, 3]),
        ({"feeling": "sad", "styles": "2"}, [2]),
        ({"feeling": "proud"}, [0, 0, 0, 0]),
        ({"feeling": ""}, [0, 0, 0, 0]),
    ],
)
def test_a_feeling_chooses_styles_where_nobody_else_does(client, site, doodle, said, painted):
    moody(site)

    assert [one["style"] for one in post(client, doodle, **said).json()["paintings"]] == painted


def test_a_feeling_that_the_contract_does_not_name_is_refused(client, doodle):
    refused = post(client, doodle, feeling="bored")

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "feeling")
