"""A room with sixteen works, walked through in a browser that draws without a graphics card."""

import statistics
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.gallery.browser.visits import CHROMIUM, FLAGS, ROOM, Visit, exhibiting

WORKS = 16
WINDOW = {"width": 1280, "height": 800}

# The first picture is there when the one after it may be drawn.
FIRST_PICTURE = """
    const look = () => {
        const drawn = document.querySelector("gallery-room")?.frames > 0;
        requestAnimationFrame(drawn ? () => { window.firstPicture = performance.now(); } : look);
    };
    requestAnimationFrame(look);
"""
TURN = """(room, seconds) => new Promise((done) => {
    const { walker } = room.walk;
    const [began, drawn] = [performance.now(), room.frames];
    room.walk.hold("left");
    setTimeout(() => {
        walker.releaseAll();
        done((1000 * (room.frames - drawn)) / (performance.now() - began));
    }, seconds * 1000);
})"""


def measure(folder: Path, rounds: int, seconds: float) -> dict[str, Any]:
    """The time until a visitor with an empty cache sees the room, and pictures a second while they turn around."""
    with exhibiting(folder, WORKS) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--use-angle=swiftshader"])
        found = [visited(browser, address, seconds) for _ in range(rounds)]
        browser.close()
    return {
        "works": found[0]["works"],
        "first_picture_s": round(statistics.median(one["first_s"] for one in found), 2),
        "pictures_per_s": round(statistics.median(one["per_s"] for one in found), 1),
        "idle_pictures": sum(one["idle"] for one in found),
    }


def visited(browser: Browser, address: str, seconds: float) -> dict[str, float]:
    context = browser.new_context(base_url=address, viewport=WINDOW)
    context.add_init_script(FIRST_PICTURE)
    page: Page = context.new_page()
    page.goto(ROOM)
    visit = Visit(page)
    visit.until("window.firstPicture > 0")
    drawn = visit.at_rest()
    page.wait_for_timeout(1000)
    idle = visit.ask("room.frames") - drawn
    per_s = visit.room.evaluate(TURN, seconds)
    works, first_ms = len(visit.plan["hangings"]), visit.ask("window.firstPicture")
    context.close()
    return {"works": works, "first_s": first_ms / 1000, "per_s": per_s, "idle": idle}
