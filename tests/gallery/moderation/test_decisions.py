"""What moderators decide, and that it holds everywhere at once."""

import re
from datetime import timedelta

import pytest

from gallery.works import utc_now
from tests.gallery.conftest import PASSWORD
from tests.gallery.moderating import decide, hang, hide, logged, paint, version


def seen(client, work: dict) -> dict[str, bool]:
    """Where somebody meets a work."""
    pages = {path: client.get(path).text for path in ("/", "/feed.atom", "/?q=line", "/?artist=Leo")}
    month = work["created_at"][:7]
    more = ["/artists/Leo", f"/sitemaps/{month}.xml", f"/collections?works={work['id']}"]
    more += ["/exhibitions/now", "/exhibitions/now/rooms/1", "/api/v1/exhibitions/now"]
    pages |= {path: client.get(path).text for path in more}
    beside = [f"/artworks/{work['id']}/{what}" for what in ("download", "card.jpg", "embed")]
    beside += [f"/api/v1/artworks/{work['id']}/strokes", f"/oembed?url=http://gallery.test/artworks/{work['id']}"]
    images = [*beside, work["painting"]["url"], work["sketch"]["url"], work["painting"]["variants"][0]["url"]]
    return {
        **{path: f"/artworks/{work['id']}" in text or work["painting"]["url"] in text for path, text in pages.items()},
        **{url: client.get(url).status_code == 200 for url in images},
        "list": work["id"] in client.get("/api/v1/artworks").text,
        "api": client.get(f"/api/v1/artworks/{work['id']}").status_code == 200,
        "page": client.get(f"/artworks/{work['id']}").status_code == 200,
    }


def unseen(client, work: dict) -> list[str]:
    return [where for where, held in seen(client, work).items() if not held]


def test_what_was_hung_waits_in_the_queue_and_hangs_once_it_is_approved(client, visit, site, mina):
    work = hang(client, "Fish")
    visitor = visit(site)
    assert work["status"] == "pending"
    assert not any(seen(visitor, work)[where] for where in ("/", "/feed.atom", "list", "api", "page"))
    assert "Fish" in mina.get("/moderation").text

    assert decide(mina, work, "approve").status_code == 303

    assert [where for where, held in seen(visitor, work).items() if not held] == ["/?q=line"]
    assert "Nothing waits" in mina.get("/moderation").text


def test_hidden_is_hidden_everywhere_at_once_and_restored_is_back(client, visit, site, mina):
    work, visitor = hang(client), visit(site)
    decide(mina, work, "approve")
    assert unseen(visitor, work) == []

    hide(mina, work, note="a phone number")

    assert not any(seen(visitor, work).values())
    assert visitor.put(f"/api/v1/artworks/{work['id']}/like").status_code == 404
    assert visitor.get(f"/api/v1/paintings/{paint(client)}").status_code == 200  # another one is another one
    decide(mina, work, "restore")
    assert unseen(visitor, work) == []


def test_bytes_that_two_works_share_are_seen_as_long_as_one_of_them_hangs(client, visit, site, mina):
    first, second, visitor = hang(client, seed=9), hang(client, seed=9), visit(site)
    assert first["painting"]["url"] == second["painting"]["url"]
    for work in (first, second):
        decide(mina, work, "approve")

    hide(mina, first)
    assert visitor.get(first["painting"]["url"]).status_code == 200
    assert visitor.get(f"/artworks/{first['id']}").status_code == 404

    hide(mina, second)
    assert visitor.get(first["painting"]["url"]).status_code == 404


def test_moderators_alone_see_what_they_hid(client, visit, site, mina):
    work, visitor = hang(client), visit(site)
    hide(mina, work)

    assert mina.get(work["painting"]["url"]).status_code == 200
    assert mina.get(work["sketch"]["url"]).headers["cache-control"] == "private, no-store"
    assert [one.get(work["painting"]["url"]).status_code for one in (visitor, client)] == [404, 404]
    etag = {"If-None-Match": "*"}
    assert visitor.get(work["painting"]["url"], headers=etag).status_code == 404
    assert "Restore" in mina.get("/moderation/works?status=hidden").text


def test_whoever_hung_it_sees_it_while_it_waits_and_nobody_else(client, visit, site):
    work = hang(client)

    shown = client.get(f"/artworks/{work['id']}")

    assert shown.status_code == 200
    assert "private" in shown.headers["cache-control"]
    assert visit(site).get(f"/artworks/{work['id']}").status_code == 404
    mine = {"Authorization": f"Bearer {work['token']}"}
    assert visit(site).get(f"/api/v1/artworks/{work['id']}", headers=mine).json()["status"] == "pending"


def test_words_that_were_changed_meanwhile_are_not_approved_unseen(client, site, mina):
    work = hang(client, "Nice")
    known = version(mina, work)
    site.state.store.clock = lambda: utc_now() + timedelta(seconds=1)
    client.patch(
        f"/api/v1/artworks/{work['id']}", json={"title": "Rude"}, headers={"Authorization": f"Bearer {work['token']}"}
    )

    refused = decide(mina, work, "approve", version=known)

    assert refused.status_code == 409
    assert client.get("/api/v1/artworks").json()["artworks"] == []
    assert decide(mina, work, "approve", version=version(mina, work)).status_code == 303


def test_of_two_moderators_the_second_one_is_told(client, mina):
    work = hang(client)
    known = version(mina, work)

    assert hide(mina, work, version=known).status_code == 303
    assert decide(mina, work, "approve", version=known).status_code == 409


def test_a_decision_can_be_undone_where_it_was_made(client, mina):
    work = hang(client, "Fish")
    after = decide(mina, work, "approve", back="/moderation?after=")

    assert after.headers["location"] == f"/moderation?done={work['id']}"
    assert "Undo" in mina.get(after.headers["location"]).text
    decide(mina, work, "requeue")
    assert client.get("/api/v1/artworks").json()["artworks"] == []
    assert "Fish" in mina.get("/moderation").text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "\0"])
def test_nobody_is_sent_elsewhere_after_a_decision(client, mina, back):
    assert decide(mina, hang(client), "approve", back=back).headers["location"].startswith("/?done=")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"action": "hide"}, 422),
        ({"action": "hide", "reason": "bad mood"}, 422),
        ({"action": "destroy"}, 422),
        ({"action": ""}, 422),
        ({"action": "restore"}, 409),
        ({"action": "requeue"}, 409),
        ({"action": "approve", "note": "x" * 1001}, 422),
    ],
)
def test_what_cannot_be_decided_is_refused_and_changes_nothing(client, site, mina, said, status):
    work = hang(client)

    assert mina.post(f"/moderation/works/{work['id']}/decision", data=said).status_code == status
    assert [action for _, action, _, _ in logged(site)] == ["sign-in"]
    assert version(mina, work).startswith("pending")


def test_reports_are_listed_and_settled(client, visit, site, mina):
    work = hang(client, "Fish")
    decide(mina, work, "approve")
    reporter = visit(site)
    reporter.post(f"/artworks/{work['id']}/report", data={"reason": "It is <b>mine</b>"})
    assert "It is &lt;b&gt;mine&lt;/b&gt;" in mina.get("/moderation/reports").text

    mina.post(f"/moderation/works/{work['id']}/reports", data={"back": "/moderation/reports"})

    assert "No report is open" in mina.get("/moderation/reports").text
    assert reporter.get(f"/artworks/{work['id']}").status_code == 200
    reporter.post(f"/artworks/{work['id']}/report", data={"reason": "Still"})
    assert "Still" in mina.get("/moderation/reports").text


def test_to_hide_a_work_settles_its_reports(client, visit, site, mina):
    work = hang(client)
    decide(mina, work, "approve")
    visit(site).post(f"/artworks/{work['id']}/report", data={"reason": "x"})

    hide(mina, work)

    assert "No report is open" in mina.get("/moderation/reports").text


def test_a_work_that_its_artist_took_down_leaves_every_list(client, visit, site, mina):
    work = hang(client, "Fish")
    decide(mina, work, "approve")
    visit(site).post(f"/artworks/{work['id']}/report", data={"reason": "x"})

    client.delete(f"/api/v1/artworks/{work['id']}", headers={"Authorization": f"Bearer {work['token']}"})

    for page in ("", "/reports", "/works", "/works?q=fish"):
        assert "Fish" not in mina.get(f"/moderation{page}").text
    assert mina.get(f"/moderation/works/{work['id']}").status_code == 404
    assert mina.get(work["painting"]["url"]).status_code == 404
    assert decide(mina, work, "approve").status_code == 409


def test_every_action_is_in_the_log_with_who_and_why(client, site, mina):
    work = hang(client, "Fish")
    decide(mina, work, "approve")
    hide(mina, work, note="tells where he lives")
    decide(mina, work, "restore")

    assert logged(site)[1:] == [
        ("Mina", "approve", "", ""),
        ("Mina", "hide", "private", "tells where he lives"),
        ("Mina", "restore", "", ""),
    ]
    shown = mina.get("/moderation/log").text
    assert shown.count(f"/moderation/works/{work['id']}") == 3
    assert "tells where he lives" in shown


def test_long_lists_go_on_and_show_every_work_once(client, site, mina):
    works = [hang(client, f"Work {number:02}", seed=number) for number in range(15)]

    first = mina.get("/moderation").text
    onward = re.search('rel="next" href="(.*?)"', first)[1].replace("&amp;", "&")
    second = mina.get(onward).text

    pages = [re.findall('id="work-(.*?)"', text) for text in (first, second)]
    assert pages[0] + pages[1] == [work["id"] for work in works]
    assert 'rel="next"' not in second
    assert mina.get("/moderation?after=nonsense").status_code == 422


def test_programs_decide_with_a_token(client, mina):
    work = hang(client)
    token = client.post("/api/v1/session", json={"name": "Mina", "password": PASSWORD}).json()["token"]

    answer = client.post(
        f"/api/v1/artworks/{work['id']}/decisions",
        json={"action": "approve"},
        headers={"Authorization": f"Bearer {token}"},
    )

    assert (answer.status_code, answer.json()["status"]) == (200, "approved")


def test_a_decision_tells_a_script_what_became_of_it(client, mina):
    work = hang(client)

    answer = mina.post(
        f"/moderation/works/{work['id']}/decision", data={"action": "approve"}, headers={"Accept": "application/json"}
    )

    assert answer.json()["status"] == "approved"
    assert answer.json()["version"] == version(mina, work)


def test_its_artist_is_told_kindly_what_became_of_a_work(client, mina):
    work = hang(client)
    mine = {"token": work["token"]}
    assert "A moderator looks at it first" in client.post(f"/artworks/{work['id']}/edit", data=mine).text

    hide(mina, work, note="not for the artist")
    told = client.post(f"/artworks/{work['id']}/edit", data=mine).text

    assert "It tells who or where somebody is" in told
    assert "not for the artist" not in told
    assert work["painting"]["url"] not in told
