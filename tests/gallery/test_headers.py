"""The browser's orders on every route, and writes that come from other sites."""

import re

import pytest
from starlette.routing import Mount, Route

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def addresses(site) -> list[str]:
    """One address for every route."""
    paths = [route.path + "/nothing" if isinstance(route, Mount) else route.path for route in site.routes]
    assert all(isinstance(route, Route | Mount) for route in site.routes)
    return [re.sub(r"\{[^}]*\}", "x", path) for path in paths] + ["/nowhere"]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_every_answer_of_every_route_carries_the_headers(client, site, method):
    for path in addresses(site):
        headers = client.request(method, path, headers={"Accept": "text/html"}).headers

        assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE, path
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'"), path
        assert not re.search(r"unsafe|\*", policy), path
        assert "strict-transport-security" not in headers


def test_pages_may_run_their_own_files_and_one_named_style(client):
    first, second = (client.get("/").headers["content-security-policy"] for _ in range(2))

    for order in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert order in first
    nonces = [re.findall(r"style-src 'self' 'nonce-([\w-]{22})'", policy) for policy in (first, second)]
    assert [len(found) for found in nonces] == [1, 1]
    assert nonces[0] != nonces[1]


def test_https_is_held_on_to(client):
    answer = client.get("https://gallery.test/healthz")

    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Sec-Fetch-Site": "same-origin"}, 400),
        ({"Sec-Fetch-Site": "none"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://gallery.test"}, 400),
        ({"Origin": "http://evil.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[evil"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/api/stylize", "/api/v1/paintings", "/api/v1/artworks"])
def test_other_sites_cannot_write(client, path, headers, status):
    answer = client.post(path, headers=headers)

    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/draw", "/artworks"])
def test_other_sites_cannot_post_the_forms_of_the_pages(client, path):
    assert client.post(path, headers={"Sec-Fetch-Site": "cross-site"}, data={"title": "x"}).status_code == 403


def test_other_sites_may_link_here(client):
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_request_is_named_once_and_by_the_server_in_front_if_it_did(client):
    assert re.fullmatch(r"[0-9a-f]{16}", client.get("/healthz").headers["x-request-id"])

    named = client.get("/healthz", headers={"X-Request-ID": "931031b4-9e51-4f65-885d-013fcee2eb2a"})
    assert "x-request-id" not in named.headers  # the server in front adds it

    forged = client.get("/healthz", headers={"X-Request-ID": "line one; line two"})
    assert re.fullmatch(r"[0-9a-f]{16}", forged.headers["x-request-id"])
