"""More like a painting: variations of it, of their variations, and of what hangs."""

from dataclasses import replace

import httpx
import pytest

from gallery.painting import Wish
from gallery.variations import MAX_LINEAGE


@pytest.fixture
def order(client, doodle):
    def ordered(reference: bytes | None = None, **data: object) -> httpx.Response:
        files = {"sketch": ("a.png", doodle)} | ({"reference": ("b.png", reference)} if reference else {})
        return client.post("/api/v1/paintings", files=files, data={name: str(value) for name, value in data.items()})

    return ordered


def one(answer: httpx.Response) -> dict:
    assert answer.status_code == 201, answer.text
    return answer.json()["paintings"][0]


def fault(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["errors"][0]["field"]


def test_without_a_word_of_it_nothing_is_varied(order, painters):
    painting = one(order(styles="2", seed=7))

    assert painters.asked == [[Wish(2, 7)]]
    assert (painting["variation"], painting["lineage"]) == (0, [])


def test_every_style_that_is_wished_for_may_be_varied(order, painters):
    painting = one(order(b"a postcard", styles="2,1", seed=7, variation="0.25"))

    assert painters.asked == [
        [Wish(0, 7, by_reference=True, variation=0.25), Wish(2, 7, False, 0.25), Wish(1, 7, False, 0.25)]
    ]
    assert painting["variation"] == 0.25


@pytest.mark.parametrize("variation", ["1.01", "-0.1", "nan", "inf", "much"])
def test_an_impossible_variation_is_refused_by_name(order, variation):
    assert fault(order(styles="1", variation=variation)) == (422, "variation")


def test_siblings_of_a_named_style_have_seeds_of_their_own(order, painters):
    painting = one(order(styles="2", seed=7))

    order(like=painting["id"], styles="random:3", seed=40, variation=0.3)

    assert painters.asked[-1] == [Wish(2, seed, variation=0.3) for seed in (40, 41, 42)]


def test_unless_one_says_more_there_are_four_and_they_go_half_as_far_as_they_may(order, painters):
    order(like=one(order(styles="2", seed=7))["id"], seed=1)

    assert painters.asked[-1] == [Wish(2, seed, variation=0.5) for seed in (1, 2, 3, 4)]


def test_a_surprise_is_found_again_by_its_seed(order, painters):
    surprise = one(order(styles="random:1", seed=99))

    child = one(order(like=surprise["id"], styles="random:1", seed=5, variation=0.5))
    order(like=child["id"], styles="random:1", seed=6, variation=0.25)

    assert (child["seed"], child["variation"], child["lineage"]) == (5, 0.5, [[99, 0]])
    assert painters.asked[1:] == [
        [Wish(0, 5, variation=0.5, lineage=((99, 0.0),))],
        [Wish(0, 6, variation=0.25, lineage=((99, 0.0), (5, 0.5)))],
    ]


def test_what_a_painting_is_a_variation_of_is_kept_with_it(order, client, site):
    parent = one(order(styles="2", seed=7, variation=0.5))
    child = one(order(like=parent["id"], styles="random:1", seed=8))

    kept = site.state.store.painting(child["id"])

    assert (kept.style, kept.seed, kept.variation, kept.lineage) == (2, 8, 0.5, ((7, 0.5),))
    assert client.get(f"/api/v1/paintings/{child['id']}").json() == child
    label = {"painting": child["id"], "title": "A line", "artist": "Mina", "licence": "CC0-1.0"}
    artwork = client.post("/api/v1/artworks", json=label).json()["artwork"]
    assert (artwork["variation"], artwork["lineage"]) == (0.5, [[7, 0.5]])


def test_a_picture_that_is_sent_again_is_varied_too(order, painters):
    painting = one(order(b"a postcard", seed=3))

    order(b"a postcard", like=painting["id"], styles="random:2", seed=8, variation=1)

    assert painters.references[-1] == b"a postcard"
    assert painters.asked[-1] == [Wish(0, seed, by_reference=True, variation=1.0) for seed in (8, 9)]


def test_a_picture_that_is_not_there_any_more_is_replaced_by_its_painting(order, painters, site):
    painting = one(order(b"a postcard", seed=3, variation=0.5))

    order(like=painting["id"], styles="random:1", seed=8)

    picture = site.state.store.painting(painting["id"]).picture
    assert painters.references[-1] == site.state.store.image(picture.sha256, ext=picture.ext)
    assert painters.asked[-1] == [Wish(0, 8, by_reference=True, variation=0.5)]


def test_a_picture_for_a_painting_that_was_made_without_one_is_refused(order):
    painting = one(order(styles="2"))

    assert fault(order(b"a postcard", like=painting["id"])) == (422, "reference")


def test_everybody_may_paint_like_what_hangs_and_nobody_like_what_was_taken_down(order, painters, client, submission):
    done = client.post("/api/v1/artworks", json=submission).json()
    artwork_id = done["artwork"]["id"]

    assert one(order(like=artwork_id, styles="random:1", seed=4))["style"] == done["artwork"]["style"]

    client.delete(f"/api/v1/artworks/{artwork_id}", headers={"Authorization": f"Bearer {done['edit_token']}"})
    assert order(like=artwork_id).status_code == 404
    assert order(like=submission["painting"]).status_code == 404


@pytest.mark.parametrize("like", ["A" * 22, "x", "é" * 22, "A" * 5000, "../" * 7 + "a"])
def test_what_is_not_there_has_no_variations(order, like):
    assert order(like=like).status_code == 404


def test_named_styles_can_be_wished_for_beside_it(order, painters):
    painting = one(order(styles="2"))

    order(like=painting["id"], styles="1,2,3", seed=5)

    assert painters.asked[-1] == [Wish(style, 5, variation=0.5) for style in (2, 1, 3)]


@pytest.mark.parametrize("styles", ["some", "random:0", "random:17", "random:2,1"])
def test_only_so_and_so_many_variations_can_be_asked_for(order, styles):
    assert fault(order(like=one(order(styles="2"))["id"], styles=styles)) == (422, "styles")


@pytest.mark.parametrize("styles", ["2", "random:1"])
def test_a_style_that_is_served_no_more_cannot_be_varied(order, site, styles):
    painting = one(order(styles=styles))
    old = site.state.catalogue
    newer = tuple(replace(style, release="newer") for style in old.styles)
    site.state.catalogue = replace(old, styles=newer, releases=(replace(old.releases[0], name="newer"),))

    assert fault(order(like=painting["id"])) == (422, "like")


def test_generations_come_to_an_end(order):
    painting = one(order(styles="2", variation=0.1))
    for _ in range(MAX_LINEAGE):
        painting = one(order(like=painting["id"], styles="random:1", variation=0.1))

    assert len(painting["lineage"]) == MAX_LINEAGE
    assert fault(order(like=painting["id"])) == (422, "like")


def test_an_order_that_is_sent_again_for_another_variation_is_another_order(client, doodle, painters):
    def ordered(variation: str) -> httpx.Response:
        form = {"styles": (None, "2"), "seed": (None, "7"), "variation": (None, variation), "sketch": ("a.png", doodle)}
        return client.post("/api/v1/paintings", files=form, headers={"Idempotency-Key": "the-same"})

    first, again, other = ordered("0.25"), ordered("0.25"), ordered("0.5")

    assert (first.status_code, again.json()) == (201, first.json())
    assert other.status_code == 422
    assert len(painters.asked) == 1


def test_one_variation_can_be_the_answer_itself(client, doodle):
    files, data = {"sketch": ("a.png", doodle)}, {"styles": "2", "variation": "0.5", "seed": "9"}
    answer = client.post("/api/v1/paintings", files=files, data=data, headers={"Accept": "image/png"})

    assert (answer.status_code, answer.headers["x-seed"]) == (200, "9")


def test_the_board_knows_what_it_shall_paint_like(client, artwork):
    page = client.get(f"/draw?like={artwork['id']}").text

    assert f'value="{artwork["id"]}" checked' in page
    assert artwork["painting"]["url"] in page
    assert f'href="/draw?like={artwork["id"]}"' in client.get(f"/artworks/{artwork['id']}").text
    assert client.get("/draw?like=nobody").status_code == 404
