"""Who may call what: every route of the site by name, tried as everybody. A new route fails here until it is listed."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from gallery import moderators

EVERYBODY, STAFF = ("nobody", "moderator", "curator", "admin"), ("moderator", "curator", "admin")
MODERATORS, CURATORS = ("moderator", "admin"), ("curator", "admin")

PUBLIC = {
    "GET /",
    "GET /draw",
    "POST /draw",
    "GET /paintings",
    "POST /artworks",
    "GET /artworks/{id:str}",
    "GET /artworks/{id:str}/download",
    "GET /artworks/{id:str}/card.jpg",
    "GET /artworks/{id:str}/embed",
    "POST /artworks/{id:str}/like",
    "POST /artworks/{id:str}/report",
    "GET /artworks/{id:str}/edit",
    "POST /api/stylize",
    "GET /api/v1/styles",
    "POST /api/v1/paintings",
    "GET /api/v1/paintings/{id}",
    "GET /api/v1/artworks",
    "POST /api/v1/artworks",
    "GET /api/v1/artworks/{id}",
    "GET /api/v1/artworks/{id}/strokes",
    "PUT /api/v1/artworks/{id}/like",
    "DELETE /api/v1/artworks/{id}/like",
    "POST /api/v1/artworks/{id}/reports",
    "GET /artists/{name:path}",
    "GET /collections",
    "POST /collections",
    "GET /oembed",
    "GET /robots.txt",
    "GET /sitemap.xml",
    "GET /sitemaps/pages.xml",
    "GET /sitemaps/{month:str}.xml",
    "GET /exhibitions",
    "GET /exhibitions/{slug:str}",
    "GET /exhibitions/{slug:str}/rooms/{number:int}",
    "GET /api/v1/exhibitions",
    "GET /api/v1/exhibitions/{slug}",
    "POST /api/v1/sketches",
    "GET /media/{sha256}.{ext}",
    "GET /feed.atom",
    "GET /healthz",
    "GET /readyz",
    "GET /openapi.json",
    "POST /language",
    "GET /moderation/sign-in",
    "POST /moderation/sign-in",
    "POST /moderation/sign-out",
    "POST /api/v1/session",
    "DELETE /api/v1/session",  # by the token of the session itself
    "GET /static/built/",
    "GET /static/",
}
"""What anybody may ask for; what a work shows them is tried in moderation/."""

HOLDERS = {
    "POST /artworks/{id:str}/edit",
    "POST /artworks/{id:str}/label",
    "POST /artworks/{id:str}/withdrawal",
    "PATCH /api/v1/artworks/{id}",
    "DELETE /api/v1/artworks/{id}",
}
"""By the edit token of the work, whoever is signed in: tried in test_ownership.py."""

SIGNED_IN = {
    "GET /moderation": STAFF,
    "GET /moderation/reports": MODERATORS,
    "GET /moderation/works": MODERATORS,
    "GET /moderation/works/{id}": MODERATORS,
    "POST /moderation/works/{id}/decision": MODERATORS,
    "POST /moderation/works/{id}/reports": MODERATORS,
    "GET /moderation/artists": MODERATORS,
    "POST /moderation/trust": MODERATORS,
    "GET /moderation/log": MODERATORS,
    "POST /api/v1/artworks/{id}/decisions": MODERATORS,
    "GET /moderation/exhibitions": CURATORS,
    "POST /moderation/exhibitions": CURATORS,
    "GET /moderation/exhibitions/{slug:str}": CURATORS,
    "POST /moderation/exhibitions/{slug:str}": CURATORS,
    "GET /moderation/exhibitions/{slug:str}/works": CURATORS,
    "POST /moderation/exhibitions/{slug:str}/publication": CURATORS,
    "POST /moderation/exhibitions/{slug:str}/arrangement": CURATORS,
    "POST /moderation/exhibitions/{slug:str}/hangings": CURATORS,
    "POST /moderation/exhibitions/{slug:str}/moves": CURATORS,
    "POST /moderation/exhibitions/{slug:str}/rooms": CURATORS,
    "POST /moderation/exhibitions/{slug:str}/removal": CURATORS,
    "POST /api/v1/exhibitions": CURATORS,
    "PATCH /api/v1/exhibitions/{slug}": CURATORS,
    "DELETE /api/v1/exhibitions/{slug}": CURATORS,
}


def calls(site: Starlette) -> Iterator[str]:
    """Every method and path that the site answers."""
    for route in site.routes:
        if isinstance(route, Mount):
            yield f"GET {route.path}/"
            continue
        assert isinstance(route, Route), route
        methods = route.methods or {
            name.upper() for name in ("get", "post", "put", "patch", "delete") if hasattr(route.endpoint, name)
        }
        yield from (f"{method} {route.path}" for method in methods - {"HEAD"})


@pytest.fixture
def people(site, visit, sign_in) -> dict[str, httpx.Client]:
    """Browsers of a visitor and of one moderator of each role."""
    return {"nobody": visit(site), **{role: sign_in(site, role, role) for role in moderators.ROLES}}


def test_every_route_is_listed_and_no_other(site):
    assert set(calls(site)) == PUBLIC | HOLDERS | set(SIGNED_IN)


def test_a_signed_in_route_asks_who_it_is_before_anything_else(people):
    for call, roles in SIGNED_IN.items():
        method, _, path = call.partition(" ")
        for who, browser in people.items():
            answer = browser.request(method, path.replace("{id}", "a" * 22).replace("{slug}", "a"))
            expected = None if who in roles else 401 if who == "nobody" else 403
            assert (answer.status_code if answer.status_code in {401, 403} else None) == expected, (call, who)


def test_a_holders_route_asks_moderators_for_the_token_too(people, artwork):
    for call in HOLDERS:
        method, _, path = call.partition(" ")
        for who, browser in people.items():
            body = {"json": {}} if method == "PATCH" else {}
            if path.endswith("/label"):
                body = {"data": {"title": "x", "artist": "x", "licence": "CC0-1.0"}}
            address = path.replace("{id:str}", artwork["id"]).replace("{id}", artwork["id"])
            answer = browser.request(method, address, **body)
            assert answer.status_code == 401, (call, who, answer.text)


def test_what_is_public_asks_nobody_to_sign_in(people):
    for call in PUBLIC - {"DELETE /api/v1/session", "POST /moderation/sign-in"}:
        method, _, path = call.partition(" ")
        answer = people["nobody"].request(method, path.replace("{id:str}", "a" * 22).replace("{id}", "a" * 22))
        assert answer.status_code not in {401, 403}, call
