"""What the holder of an edit token may do, and nobody else."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from gallery.works import utc_now


@pytest.fixture
def hung(client: httpx.Client, submission: dict) -> dict:
    """The answer to a submission: artwork and edit token."""
    return client.post("/api/v1/artworks", json=submission).json()


@pytest.fixture
def address(hung: dict) -> str:
    return f"/api/v1/artworks/{hung['artwork']['id']}"


@pytest.fixture
def mine(hung: dict) -> dict[str, str]:
    return {"Authorization": f"Bearer {hung['edit_token']}"}


def mark(site, status: str) -> None:
    with site.state.store.database.writing() as session:
        session.execute(text("UPDATE artworks SET status = :status"), {"status": status})


def assert_problem(answer: httpx.Response, status: int, slug: str) -> None:
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}")


def test_the_label_changes_where_something_was_sent_and_nowhere_else(client, site, hung, address, mine):
    site.state.store.clock = lambda: utc_now() + timedelta(hours=1)
    said = {"title": " Zwei  Linien ", "emotion": "calm", "licence": "CC0-1.0", "consent_training": True}

    answer = client.patch(address, json=said, headers=mine)

    assert answer.status_code == 200
    changed = answer.json()
    assert changed["updated_at"] > hung["artwork"]["updated_at"]
    expected = {"title": "Zwei Linien", "emotion": "calm", "licence": "CC0-1.0", "updated_at": changed["updated_at"]}
    assert changed == {**hung["artwork"], **expected}
    assert client.get(address).json() == changed


def test_a_changed_label_is_what_the_work_is_found_by(client, address, mine):
    client.patch(address, json={"artist": "Zoé", "title": "Mond"}, headers=mine)

    def found(**query: str) -> int:
        return len(client.get("/api/v1/artworks", params=query).json()["artworks"])

    assert (found(q="mond"), found(artist="zoe"), found(artist="Mina"), found(q="line")) == (1, 1, 0, 0)


def test_an_emotion_can_be_taken_back_and_a_title_cannot(client, address, mine):
    client.patch(address, json={"emotion": "sad"}, headers=mine)

    assert client.patch(address, json={"emotion": None}, headers=mine).json()["emotion"] is None
    assert_problem(client.patch(address, json={"title": None}, headers=mine), 422, "invalid-field")


def test_a_change_of_nothing_changes_nothing(client, site, hung, address, mine):
    site.state.store.clock = lambda: utc_now() + timedelta(hours=1)

    assert client.patch(address, json={}, headers=mine).json() == hung["artwork"]
    assert client.patch(address, json={"title": "A line"}, headers=mine).json() == hung["artwork"]


@pytest.mark.parametrize(
    "said", [{"title": " "}, {"painting": "a" * 22}, {"status": "approved"}, {"likes": 9}, {"alt": "x" * 301}, []]
)
def test_what_is_not_on_the_label_cannot_be_changed(client, hung, address, mine, said):
    assert_problem(client.patch(address, json=said, headers=mine), 422, "invalid-field")
    assert client.get(address).json() == hung["artwork"]


@pytest.mark.parametrize("body", [b"", b"{", b'{"title": "\\ud800"}', b"[" * 60_000, b'{"title": "' + b"x" * 70_000])
def test_a_hostile_change_is_refused(client, address, mine, body):
    answer = client.patch(address, content=body, headers={**mine, "Content-Type": "application/json"})

    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("authorization", "status", "slug"),
    [
        (None, 401, "token-required"),
        ("", 401, "token-required"),
        ("Bearer", 401, "token-required"),
        ("Bearer  ", 401, "token-required"),
        ("Basic bWluYTpwYXNz", 401, "token-required"),
        ("Bearer " + "x" * 43, 403, "wrong-token"),
        (b"Bearer \xff\xfe\x80", 403, "wrong-token"),
        ("Bearer " + "x" * 8000, 403, "wrong-token"),
    ],
)
def test_only_the_holder_of_the_token_may_write(client, hung, address, method, authorization, status, slug):
    headers = {} if authorization is None else {"Authorization": authorization}
    body = {"json": {"title": "Mine now"}} if method == "PATCH" else {}

    answer = client.request(method, address, headers=headers, **body)

    assert_problem(answer, status, slug)
    assert (status != 401) or answer.headers["www-authenticate"] == "Bearer"
    assert client.get(address).json() == hung["artwork"]


def test_the_token_of_one_work_does_not_open_another(client, doodle, submission, mine):
    painted = client.post("/api/v1/paintings", files={"sketch": ("a", doodle)}, data={"styles": "3"}).json()
    said = {**submission, "painting": painted["paintings"][0]["id"]}
    other = client.post("/api/v1/artworks", json=said).json()["artwork"]

    assert_problem(client.delete(f"/api/v1/artworks/{other['id']}", headers=mine), 403, "wrong-token")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("artwork_id", ["a" * 22, "x", "%00", "a" * 5000])
def test_a_work_that_is_not_there_is_not_found(client, method, artwork_id):
    body = {"json": {}} if method == "PATCH" else {}
    answer = client.request(method, f"/api/v1/artworks/{artwork_id}", headers={"Authorization": "Bearer x"}, **body)

    assert_problem(answer, 404, "not-found")


def test_what_was_withdrawn_is_gone_everywhere_at_once(client, hung, submission, address, mine):
    work = hung["artwork"]
    images = [work["painting"]["url"], work["sketch"]["url"], work["painting"]["variants"][0]["url"]]
    places = [address, f"/artworks/{work['id']}", f"/api/v1/paintings/{submission['painting']}", images[0], images[2]]
    assert [client.get(place).status_code for place in places] == [200] * len(places)

    answer = client.delete(address, headers=mine)

    assert (answer.status_code, answer.content) == (204, b"")
    assert [client.get(place).status_code for place in places] == [404] * len(places)
    assert client.get("/api/v1/artworks").json()["artworks"] == []
    for page in ("/", "/feed.atom"):
        assert work["id"] not in client.get(page).text
    assert client.put(f"{address}/like").status_code == 404
    assert client.post(f"{address}/reports", json={"reason": "x"}).status_code == 404


def test_a_sketch_is_seen_for_as_long_as_another_painting_of_it_may_be(client, site, hung, address, mine):
    client.delete(address, headers=mine)
    assert client.get(hung["artwork"]["sketch"]["url"]).status_code == 200  # style 2 still waits to be hung

    site.state.store.clock = lambda: utc_now() + timedelta(days=2)

    assert client.get(hung["artwork"]["sketch"]["url"]).status_code == 404


def test_to_withdraw_twice_is_to_withdraw_once_and_nothing_brings_it_back(client, submission, address, mine):
    assert [client.delete(address, headers=mine).status_code for _ in range(2)] == [204, 204]

    assert_problem(client.patch(address, json={"title": "Back"}, headers=mine), 404, "not-found")
    assert_problem(client.post("/api/v1/artworks", json=submission), 409, "already-submitted")


@pytest.mark.parametrize("status", ["pending", "hidden", "withdrawn"])
def test_the_holder_sees_their_own_whatever_its_status(client, site, address, mine, status):
    mark(site, status)

    answer = client.get(address, headers=mine)

    assert (answer.status_code, answer.json()["status"]) == (200, status)
    assert answer.headers["cache-control"] == "no-store"
    assert client.get(address).status_code == 404
    assert client.get(address, headers={"Authorization": "Bearer " + "x" * 43}).status_code == 404


def test_with_moderation_new_words_wait_again_and_a_new_licence_does_not(visit, open_site, submission):
    client = visit(open_site(moderation=True))
    hung = client.post("/api/v1/artworks", json=submission).json()
    address, mine = f"/api/v1/artworks/{hung['artwork']['id']}", {"Authorization": f"Bearer {hung['edit_token']}"}
    mark(open_site(), "approved")

    assert client.patch(address, json={"licence": "CC0-1.0", "title": "A line"}, headers=mine).json()["status"] == (
        "approved"
    )
    assert client.patch(address, json={"alt": "Rude words"}, headers=mine).json()["status"] == "pending"
    assert client.get(address).status_code == 404


def test_a_hidden_work_stays_hidden_whatever_its_holder_writes(client, site, address, mine):
    mark(site, "hidden")

    assert client.patch(address, json={"title": "Nicer"}, headers=mine).json()["status"] == "hidden"
