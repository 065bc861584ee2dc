"""Every page of the site with the states it can be in, for whoever wants to look at all of them.

A route without a state here fails a test (test_accessibility.py): add the states of a new page to STATES.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from at_the_desk import EASY, draw, look_for_an_idea, make_it_easy, open_everything, open_in_korean
from playwright.sync_api import Page, expect

PASSWORD = "four words at a window"
"""Of every moderator."""

Reach = Callable[[Page], None]


@dataclass(frozen=True)
class State:
    """A page as somebody can find it: `path` with `{artwork}` for a hung artwork's id, then the steps to the state.

    options: of the browser context, like `viewport`. scripts: whether those of the page arrive. further: the
    states that one comes to from there, each from the one before.
    """

    path: str
    name: str = "as it opens"
    reach: Reach = lambda page: None
    options: Mapping[str, Any] = field(default_factory=dict)
    scripts: bool = True
    further: Mapping[str, Reach] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path} {self.name}"


def ask_to_clear(page: Page) -> None:
    page.get_by_role("button", name="Start again", exact=True).click()


def paint(page: Page) -> None:
    draw(page)
    page.get_by_role("button", name="Paint it", exact=True).click()
    expect(page.locator("[name=painting]")).to_have_count(4)


def choose(page: Page) -> None:
    page.locator("[name=painting]").nth(1).check()


def label(page: Page) -> None:
    page.get_by_label("Title").fill("A line")
    page.get_by_label("Artist").fill("Mina")
    page.get_by_label("Everybody may see").check()
    page.get_by_role("button", name="Hang it in the gallery").click()
    page.locator(".token").wait_for()


def leave_empty(page: Page) -> None:
    page.locator("sketch-board[data-ready]").wait_for()
    page.get_by_role("button", name="Paint it", exact=True).click()
    expect(page.locator("#trouble")).not_to_be_empty()


def send_without_scripts(page: Page) -> None:
    page.locator("#sketch").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"a drawing"})
    page.get_by_role("button", name="Paint it", exact=True).click()
    expect(page.locator("[name=painting]")).to_have_count(4)


def hang_without_scripts(page: Page) -> None:
    page.locator("[name=painting]").first.check()
    label(page)


def open_with_the_key(page: Page) -> None:
    key = page.locator(".token code").inner_text()
    page.goto(str(page.locator(".edit-link").get_attribute("href")))
    page.get_by_label("Key").fill(key)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Change the label").wait_for()


def take_down(page: Page) -> None:
    page.get_by_role("button", name="Take it down").click()
    page.get_by_role("heading", name="Taken down").wait_for()


def walk(page: Page) -> None:
    expect(page.locator("gallery-room")).to_have_attribute("data-state", "walking")


def stand_before_a_work(page: Page) -> None:
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_role("button", name="Come closer")).to_be_visible()


def leave_the_room(page: Page) -> None:
    page.get_by_role("button", name="Only the list").click()


def sign_in(page: Page) -> None:
    """As Mina, an admin, and back to the page that asked who it is."""
    expect(page.get_by_label("Name")).to_be_focused()
    page.get_by_label("Name").fill("Mina")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()


def sign_in_in_vain(page: Page) -> None:
    page.get_by_label("Name").fill("Mina")
    page.get_by_label("Password").fill("not her password")
    page.get_by_role("button", name="Sign in").click()
    page.locator("[role=alert]").wait_for()


def hide(page: Page) -> None:
    page.locator(".hiding summary").first.click()


def sign_in_and_hide(page: Page) -> None:
    sign_in(page)
    hide(page)


def decide(page: Page) -> None:
    page.get_by_role("button", name="It may stay").click()
    page.get_by_role("button", name="Undo").wait_for()


NARROW: Mapping[str, Any] = {"width": 320, "height": 640}


def keep(page: Page) -> None:
    page.goto("/")
    page.locator("a.hung").first.click()
    page.get_by_role("button", name="Keep it in my collection").click()
    page.get_by_role("link", name="Your collection").click()
    page.locator("summary", has_text="Take works out").click()


def unfold(page: Page) -> None:
    for summary in page.locator("summary").all():
        summary.click()


def open_only(number: int) -> Reach:
    """One of the filters on the wall, the others closed."""

    def reach(page: Page) -> None:
        for place, summary in enumerate(page.locator("summary").all()):
            if summary.evaluate("one => one.parentElement.open") != (place == number):
                summary.click()

    return reach


WITHOUT_SCRIPTS = {
    "painted": send_without_scripts,
    "hung": hang_without_scripts,
    "label opened with the key": open_with_the_key,
    "taken down": take_down,
}
IN_THE_ROOM = {"before a work": stand_before_a_work, "only the list": leave_the_room}

STATES: Mapping[str, list[State]] = {
    "/": [
        State("/", further={"choosing a feeling": open_only(0), "choosing a colour": open_only(1)}),
        State("/?q=nothing", "nothing found"),
        State("/?style=1&sort=liked", "choosing a style", open_only(2)),
        State("/", "by night", options={"color_scheme": "dark"}),
        State("/", "on a small screen", options={"viewport": NARROW}),
    ],
    "/artists/{name}": [State("/artists/Mina"), State("/artists/nobody", "not there")],
    "/collections": [
        State("/collections", "with nothing in it"),
        State("/collections", "with a work in it", keep),
        State("/collections?works={artwork}", "shared"),
    ],
    "/draw": [
        State("/draw", further={"looking for an idea": look_for_an_idea, "nothing drawn": leave_empty}),
        State("/draw", "with everything open", open_everything, further={"asked to clear": ask_to_clear}),
        State("/draw", "drawn easily", make_it_easy, further=EASY),
        State("/draw", "in Korean and the dark", open_in_korean, {"locale": "ko", "color_scheme": "dark"}),
        State("/draw", "with less motion", draw, {"reduced_motion": "reduce"}),
        State("/draw", "painted", paint, further={"chosen": choose, "hung": label}),
        State("/draw", "without its scripts", scripts=False, further=WITHOUT_SCRIPTS),
    ],
    "/paintings": [State("/paintings", "not there")],
    "/artworks/{id}": [
        State("/artworks/{artwork}"),
        State("/artworks/{artwork}", "without its scripts", scripts=False),
        State("/artworks/{artwork}", "by night", options={"color_scheme": "dark"}),
        State("/artworks/{artwork}", "on a small screen", options={"viewport": NARROW}),
        State("/artworks/{artwork}", "with all that is folded away", unfold),
        State("/artworks/nobody", "not there"),
    ],
    "/artworks/{id}/embed": [State("/artworks/{artwork}/embed")],
    "/artworks/{id}/edit": [State("/artworks/{artwork}/edit")],
    "/exhibitions": [State("/exhibitions")],
    "/exhibitions/{slug}": [State("/exhibitions/now"), State("/exhibitions/nothing", "not there")],
    "/exhibitions/{slug}/rooms/{number}": [
        State("/exhibitions/now/rooms/1", "to walk through", walk, further=IN_THE_ROOM),
        State("/exhibitions/now/rooms/1", "on a phone", walk, {"viewport": NARROW}, further=IN_THE_ROOM),
        State("/exhibitions/now/rooms/1", "without its scripts", scripts=False),
        State("/exhibitions/now/rooms/1", "by night", scripts=False, options={"color_scheme": "dark"}),
    ],
    "/moderation": [
        State("/moderation", "signed out"),
        State("/moderation", "the queue", sign_in, further={"hiding a work": hide, "a work decided about": decide}),
        State("/moderation", "on a phone by night", sign_in_and_hide, {"viewport": NARROW, "color_scheme": "dark"}),
    ],
    "/moderation/sign-in": [State("/moderation/sign-in"), State("/moderation/sign-in", "refused", sign_in_in_vain)],
    "/moderation/reports": [State("/moderation/reports", "with one", sign_in)],
    "/moderation/works": [State("/moderation/works", "all", sign_in)],
    "/moderation/works/{id}": [State("/moderation/works/{artwork}", "one", sign_in)],
    "/moderation/artists": [State("/moderation/artists", "trusted", sign_in)],
    "/moderation/log": [State("/moderation/log", "with lines", sign_in)],
    "/moderation/exhibitions": [State("/moderation/exhibitions", "with a draft", sign_in)],
    "/moderation/exhibitions/{slug}": [
        State("/moderation/exhibitions/first-lines", "to work on", sign_in, further={"unfolded": unfold}),
        State(
            "/moderation/exhibitions/first-lines",
            "on a phone by night",
            sign_in,
            {"viewport": NARROW, "color_scheme": "dark"},
        ),
    ],
    "/moderation/exhibitions/{slug}/works": [
        State("/moderation/exhibitions/first-lines/works", "to choose from", sign_in)
    ],
}
"""By the path of their route."""

NO_PAGES = {
    "/feed.atom",
    "/artworks/{id}/card.jpg",
    "/artworks/{id}/download",
    "/oembed",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemaps/pages.xml",
    "/sitemaps/{month}.xml",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/media/{sha256}.{ext}",
    "/static/built",
    "/static",
}
"""Routes that answer with something else than a page for people; so does all of /api."""
