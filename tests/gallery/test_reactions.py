"""Likes and reports: once per visitor, whoever says them how often."""

import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import text

from gallery import reactions

on_both = pytest.mark.parametrize("backend", ["sqlite", "postgresql"])


def likes(client: httpx.Client, artwork: dict) -> int:
    return client.get(f"/api/v1/artworks/{artwork['id']}").json()["likes"]


def reports(site) -> list[str]:
    with site.state.store.database.reading() as session:
        return list(session.scalars(text("SELECT reason FROM reports ORDER BY reason")))


@pytest.fixture
def like(artwork: dict) -> str:
    return f"/api/v1/artworks/{artwork['id']}/like"


@pytest.fixture
def report(artwork: dict) -> str:
    return f"/api/v1/artworks/{artwork['id']}/reports"


@on_both
def test_a_visitor_likes_once_however_often_they_say_so(client, artwork, like):
    answers = [client.put(like) for _ in range(3)]

    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 3
    assert likes(client, artwork) == 1


@on_both
def test_a_like_can_be_taken_back_and_given_again(client, artwork, like):
    client.put(like)

    assert [client.delete(like).status_code for _ in range(2)] == [204, 204]
    assert likes(client, artwork) == 0
    client.put(like)
    assert likes(client, artwork) == 1


def test_other_visitors_count_for_themselves_and_take_nothing_back(visit, site, artwork, like):
    for _ in range(3):
        visit(site).put(like)

    assert visit(site).delete(like).status_code == 204
    assert likes(visit(site), artwork) == 3


@on_both
def test_of_many_likes_at_once_every_visitor_counts_once(visit, site, artwork, like):
    visitors = [visit(site) for _ in range(5)]
    for visitor in visitors:
        visitor.cookies.set("visitor", f"{visitors.index(visitor):032}")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda visitor: visitor.put(like).status_code, visitors * 6))

    assert answers == [204] * 30
    assert likes(visitors[0], artwork) == 5


def test_the_cookie_of_a_visitor_is_random_and_out_of_scripts_reach(visit, site, like):
    first, second = (visit(site).put(like).headers["set-cookie"] for _ in range(2))

    assert re.fullmatch(r"visitor=[\w-]{32}; HttpOnly; Max-Age=31536000; Path=/; SameSite=lax", first)
    assert first != second


def test_over_https_the_cookie_is_kept_to_it(visit, open_site, like):
    behind_a_proxy = visit(open_site(public_origin="https://gallery.example"))

    said = behind_a_proxy.put(like).headers["set-cookie"]

    assert said.startswith("__Host-visitor=")
    assert "; Secure" in said


def test_a_visitor_who_is_known_is_not_greeted_again(client, like):
    client.put(like)

    assert "set-cookie" not in client.put(like).headers


def test_only_the_hash_of_a_visitor_is_kept(client, data, site, like):
    client.put(like)
    site.state.store.close()

    stored = b"".join(path.read_bytes() for path in data.glob("gallery.db*"))
    assert client.cookies["visitor"].encode() not in stored


@pytest.mark.parametrize("name", ["", "x", "x" * 33, "é" * 32, "../" * 11, "x" * 4000])
def test_a_cookie_that_is_none_of_ours_makes_a_new_visitor(client, artwork, like, name):
    answer = client.put(like, headers={"Cookie": f"visitor={name}".encode()})

    assert answer.status_code == 204
    assert "visitor=" in answer.headers["set-cookie"]
    assert likes(client, artwork) == 1


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("artwork_id", ["a" * 22, "x", "%00"])
def test_what_is_not_there_cannot_be_liked(client, method, artwork_id):
    answer = client.request(method, f"/api/v1/artworks/{artwork_id}/like")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


def test_likes_come_first_when_asked(client, doodle, submission, artwork, like):
    painted = client.post("/api/v1/paintings", files={"sketch": ("a", doodle)}, data={"styles": "3"}).json()
    client.post("/api/v1/artworks", json={**submission, "painting": painted["paintings"][0]["id"], "title": "newer"})
    client.put(like)

    order = [work["title"] for work in client.get("/api/v1/artworks?sort=liked").json()["artworks"]]
    assert order == ["A line", "newer"]


@on_both
def test_a_report_is_taken_and_of_one_visitor_the_last_counts(client, site, report):
    answers = [client.post(report, json={"reason": reason}) for reason in ("rude", " not  rude ")]

    assert [(answer.status_code, answer.content) for answer in answers] == [(202, b"")] * 2
    assert reports(site) == ["not rude"]


def test_every_visitor_may_report(visit, site, report):
    for reason in ("one", "two"):
        visit(site).post(report, json={"reason": reason})

    assert reports(site) == ["one", "two"]


def test_no_more_reports_are_kept_than_anybody_could_read(visit, site, report, monkeypatch):
    monkeypatch.setattr(reactions, "MAX_REPORTS", 2)

    assert [visit(site).post(report, json={"reason": str(i)}).status_code for i in range(4)] == [202] * 4
    assert reports(site) == ["0", "1"]


@pytest.mark.parametrize("said", [{}, {"reason": ""}, {"reason": "\u200b "}, {"reason": "x" * 1001}, {"why": "x"}, []])
def test_a_report_says_something_and_not_too_much(client, site, report, said):
    answer = client.post(report, json=said)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-field")
    assert reports(site) == []


def test_a_report_must_be_json(client, report):
    answer = client.post(report, content=b"rude")

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/malformed-request")


def test_what_is_not_there_cannot_be_reported(client):
    assert client.post(f"/api/v1/artworks/{'a' * 22}/reports", json={"reason": "x"}).status_code == 404


@pytest.mark.parametrize("call", [("PUT", "like"), ("DELETE", "like"), ("POST", "reports"), ("PATCH", "")])
def test_other_sites_cannot_react_in_a_visitors_name(client, artwork, call):
    method, what = call
    path = f"/api/v1/artworks/{artwork['id']}/{what}".rstrip("/")

    assert client.request(method, path, headers={"Sec-Fetch-Site": "cross-site"}, json={}).status_code == 403
