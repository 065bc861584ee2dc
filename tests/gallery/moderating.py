"""How a test hangs works and decides about them, as browsers and programs do."""

import re

import httpx
from sqlalchemy import select
from starlette.applications import Starlette

from gallery.office_tables import LogRow

PEN = {"tool": "pen", "width": 12, "points": [[9, 42.5, 0.5, 0], [81, 43, 1, 16]]}
STROKES = {"version": 1, "width": 90, "height": 90, "strokes": [PEN]}


def paint(client: httpx.Client, style: int = 1, seed: int = 1) -> str:
    asked = {"styles": str(style), "seed": str(seed)}
    made = client.post("/api/v1/paintings", files={"sketch": ("a.png", b"ink")}, data=asked)
    return made.json()["paintings"][0]["id"]


def hang(client: httpx.Client, title: str = "A line", **painted: int) -> dict:
    label = {"title": title, "artist": "Leo", "licence": "CC-BY-4.0"}
    said = {"painting": paint(client, **painted), **label, "strokes": STROKES}
    answer = client.post("/api/v1/artworks", json=said)
    assert answer.status_code == 201, answer.text
    return {**answer.json()["artwork"], "token": answer.json()["edit_token"]}


def decide(client: httpx.Client, work: dict, action: str, **more: str) -> httpx.Response:
    return client.post(f"/moderation/works/{work['id']}/decision", data={"action": action, **more})


def hide(client: httpx.Client, work: dict, **more: str) -> httpx.Response:
    return decide(client, work, "hide", reason="private", **more)


def version(client: httpx.Client, work: dict) -> str:
    return re.search('name="version" value="(.*?)"', client.get(f"/moderation/works/{work['id']}").text)[1]


def artist_of(client: httpx.Client, work: dict) -> str:
    return re.search('name="artist" value="(.*?)"', client.get(f"/moderation/works/{work['id']}").text)[1]


def logged(site: Starlette) -> list[tuple]:
    with site.state.store.database.reading() as session:
        rows = session.scalars(select(LogRow).order_by(LogRow.at))
        return [(row.actor, row.action, row.about, row.note) for row in rows]
