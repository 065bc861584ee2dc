"""An exhibition of works whose colours are known, and somebody who walks through it."""

import io
import os
import threading
import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from colorsys import hsv_to_rgb
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

import numpy as np
import uvicorn
from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from gallery.painting import Catalogue, Event, Wish
from gallery.pictures import encode_painting, encode_sketch
from gallery.problems import PaintingFailed
from gallery.schema import bring_up_to_date
from gallery.settings import GallerySettings
from gallery.site import create_site
from gallery.store import Fresh
from gallery.submission import Submission

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
WITHOUT_GPU = ["--disable-gpu", "--enable-unsafe-swiftshader"]
"""All but WebGL is drawn without the detour through a graphics card that there isn't."""
SLOW_BY_NATURE = "GL Driver Message (OpenGL, Performance"
"""What the browser says of WebGL then, on no page's account."""
ROOM = "/exhibitions/now/rooms/1"
WORKS = 18
"""Enough for two rooms."""

CALM: dict[str, Any] = {"reduced_motion": "reduce"}
SMALL = ViewportSize(width=800, height=640)
"""A stage that a machine without a graphics card draws quickly."""

Rgb = tuple[int, int, int]

# Where on the canvas the middle of a work is seen, from where the visitor stands: fractions of its width and height.
_SEEN = """(room, place) => {
    const { walk } = room;
    const { offset, eye, wall } = walk.room.hangings.find((hanging) => hanging.place === place);
    const { size } = walk.room;
    const turn = { north: 0, east: -Math.PI / 2, south: Math.PI, west: Math.PI / 2 }[wall];
    const away = (wall === "north" || wall === "south" ? size.depth : size.width) / 2;
    const { x, y, z, yaw, pitch } = walk.walker.pose;
    const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
    const [dx, dz] = [offset * cos - away * sin - x, -offset * sin - away * cos - z];
    const [right, ahead] = [dx * Math.cos(yaw) - dz * Math.sin(yaw), -dx * Math.sin(yaw) - dz * Math.cos(yaw)];
    const up = eye - y - ahead * Math.tan(pitch);
    const { across, up: high } = walk.stage.view;
    return ahead > 0 ? [0.5 + right / ahead / across / 2, 0.5 - up / ahead / high / 2] : [-1, -1];
}"""


class House:
    """Serves whichever site is in it: to open and to close a server takes longer than many a test."""

    site: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.site(scope, receive, send)


@contextmanager
def serving(site: ASGIApp, lifespan: Literal["on", "off"] = "on") -> Iterator[str]:
    """Where the site is served, for as long as that goes on."""
    server = uvicorn.Server(uvicorn.Config(site, host="127.0.0.1", port=0, log_level="error", lifespan=lifespan))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the site does not start"
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@contextmanager
def exhibiting(folder: Path, works: int) -> Iterator[str]:
    """Where a gallery with so many works is served, all in the exhibition that it arranges by itself."""
    url = f"sqlite:///{folder}/gallery.db"
    bring_up_to_date(url)
    with patch.dict(os.environ, DATABASE_URL=url, BLOB_URL=f"file:{folder}/blobs"):
        site = create_site(GallerySettings(moderation="off"), Catalogue((), ()), nobody_paints, all_is_well)
    hang(site, works)
    with serving(site) as address:
        yield address
    site.state.store.close()


async def nobody_paints(*_: object) -> AsyncGenerator[Event, None]:
    raise PaintingFailed("Here are only visitors.")
    yield


async def all_is_well() -> Sequence[str]:
    return []


def hang(site: Starlette, works: int) -> None:
    """Paintings of one colour each."""
    blank = np.full((256, 256), 255, np.uint8)
    colours = [[round(255 * part) for part in hsv_to_rgb(one / works, 0.8, 0.8)] for one in range(works)]
    pictures = [
        encode_painting(np.full((16, 16, 3), colour, np.uint8), blank, ext="webp", size=640, lines=0)
        for colour in colours
    ]
    fresh = [Fresh(Wish(one % 3 + 1, 1), "tiny-128", picture) for one, picture in enumerate(pictures)]
    _, paintings = site.state.store.keep(encode_sketch(blank), fresh, crop=(0, 0, 8))
    for number, painting in enumerate(paintings):
        about = {"title": f"Work {number}", "artist": "Mina", "licence": "CC0-1.0", "emotion": "calm"}
        site.state.store.submit(Submission.model_validate({"painting": painting.id, **about}))


class Visit:
    """A room's page, used as a visitor does."""

    def __init__(self, page: Page):
        self.page = page
        self.room = page.locator("gallery-room")
        self.canvas = self.room.locator("canvas")
        self.title = self.room.locator("[data-part=title]")
        self.said = self.room.locator("[data-part=said]")

    def begin(self) -> "Visit":
        """Waits until the room is to be seen."""
        expect(self.room).to_have_attribute("data-state", "walking")
        self.until("room.frames > 0")
        return self

    def button(self, name: str) -> Any:
        return self.room.get_by_role("button", name=name, exact=True)

    def ask(self, question: str) -> Any:
        """An expression about `room`, the element, and `walk`, what it is doing."""
        return self.room.evaluate(f"(room) => {{ const {{ walk }} = room; return {question}; }}")

    def at_rest(self) -> int:
        """How many pictures were drawn when, for a whole second, no further one was."""
        for _ in range(60):
            drawn = self.ask("room.frames")
            self.page.wait_for_timeout(1000)
            if self.ask("room.frames") == drawn:
                return drawn
        raise AssertionError("pictures are drawn for nothing")

    def until(self, true: str) -> None:
        """Waits for an expression; Playwright's own way to do so is one that the pages' policy refuses."""
        for _ in range(600):
            if self.ask(true):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"it never came to {true}")

    @property
    def pose(self) -> dict[str, float]:
        return self.ask("walk.walker.pose")

    @property
    def plan(self) -> dict[str, Any]:
        return self.ask("walk.room")

    def still(self) -> None:
        """Waits until nothing moves any more."""
        self.until("!walk.walker.moves")

    def seen(self, place: int) -> tuple[float, float]:
        """Where a work is on the page, from where one stands."""
        x, y = self.room.evaluate(f"(room) => ({_SEEN})(room, {place})")
        box = self.canvas.bounding_box()
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    def in_view(self) -> list[int]:
        """Places of the works whose middle is on the canvas and not behind a button."""
        box = self.canvas.bounding_box()
        places = [hanging["place"] for hanging in self.plan["hangings"]]
        spots = {place: self.seen(place) for place in places}
        return [
            place
            for place, (x, y) in spots.items()
            if box["x"] + 40 < x < box["x"] + box["width"] - 40 and box["y"] + 70 < y < box["y"] + 0.65 * box["height"]
        ]

    def colour_at(self, x: float, y: float) -> Rgb:
        """What is seen there: the middle colour of a few pixels."""
        clip = {"x": x - 3, "y": y - 3, "width": 6, "height": 6}
        with Image.open(io.BytesIO(self.page.screenshot(clip=clip))) as shot:
            r, g, b = np.median(np.asarray(shot.convert("RGB")).reshape(-1, 3), axis=0)
        return int(r), int(g), int(b)


def rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def difference(one: Rgb, other: Rgb) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
