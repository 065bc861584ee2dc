"""Writes that another web site makes a moderator's browser send, whatever the browser and whatever the Host."""

import pytest

OURS = "https://gallery.example"
COOKIE = {"Cookie": "__Host-moderator=" + "x" * 43}
ACTS = ["/moderation/sign-in", "/moderation/sign-out"]


@pytest.fixture
def client(visit, open_site):
    return visit(open_site(public_origin=OURS))


@pytest.mark.parametrize("path", ACTS)
@pytest.mark.parametrize(
    ("said", "comes_in"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": OURS}, False),
        # Older browsers: what they say of themselves has to be our own name.
        ({"Origin": OURS}, True),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://gallery.example"}, False),
        ({"Origin": "https://gallery.example.evil.example"}, False),
        ({"Origin": "https://gallery.example:8443"}, False),
        ({"Origin": "https://["}, False),
        # Very old ones say nothing but where they were.
        ({"Referer": f"{OURS}/moderation"}, True),
        ({"Referer": "https://evil.example/?https://gallery.example/"}, False),
        ({"Referer": "https://gallery.example@evil.example/"}, False),
        ({}, False),
        # Host is what an attacker may choose.
        ({"Host": "evil.example", "Origin": "https://evil.example"}, False),
        ({"Host": "evil.example", "Referer": "https://evil.example/"}, False),
        ({"Host": "evil.example", "Origin": OURS}, True),
    ],
)
def test_only_pages_of_our_own_act_for_a_moderator(client, path, said, comes_in):
    answer = client.post(path, headers={**COOKIE, **said}, data={"name": "x", "password": "y"})

    assert (answer.status_code != 403) == comes_in


@pytest.mark.parametrize("cookie", ["moderator=x", "a=b; moderator=x", "a=b; __Host-moderator=x"])
def test_whoever_carries_a_moderators_cookie_has_to_say_where_from(client, cookie):
    assert client.post("/moderation/sign-out", headers={"Cookie": cookie}).status_code == 403


def test_a_program_without_cookies_says_nothing_and_comes_in(client):
    assert client.post("/moderation/sign-in", data={"name": "x", "password": "y"}).status_code == 401


@pytest.mark.parametrize(
    "host", ["gallery.example", "evil.example", "x/?", "x#", "a@b", "[::1]", "x\\", "moderation.", "x/healthz?"]
)
def test_no_host_opens_a_moderators_page(client, host):
    answer = client.get("/moderation", headers={"Host": host, "Accept": "text/html"})

    assert (answer.status_code, answer.headers["location"][:20]) == (303, "/moderation/sign-in?")
    assert "Sign out" not in answer.text
