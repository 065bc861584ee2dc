"""A curator's day in a real browser: an exhibition is begun, arranged, moved about, opened and closed by its dates."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from states import PASSWORD, sign_in

from gallery import moderators, passwords
from gallery.works import utc_now

pytestmark = pytest.mark.browser

TITLES = [f"Work {letter}" for letter in "ABCDEFGHIJ"]
WALL = "#2f4a6b"


@pytest.fixture(autouse=True)
def works(site: Starlette, hang_many) -> None:
    """Mina may arrange exhibitions, and ten works hang."""
    with site.state.store.database.writing() as session:
        moderators.add(session, "Mina", "curator", passwords.hash_password(PASSWORD), now=utc_now())
    for number, title in enumerate(TITLES):
        hang_many(1, title=title, emotion="calm" if number % 2 else "happy")


@pytest.fixture
def in_days(site: Starlette) -> Callable[[int], None]:
    """Lets days go by."""

    def pass_by(days: int) -> None:
        site.state.store.clock = lambda: utc_now() + timedelta(days=days)

    return pass_by


def begin(page: Page, title: str, *, opens: date, last: date) -> None:
    page.get_by_label("Title in English").fill(title)
    page.get_by_label("First day").fill(opens.isoformat())
    page.get_by_label("Last day").fill(last.isoformat())
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def choose(page: Page, count: int) -> None:
    page.get_by_role("link", name="Choose works").click()
    for box in page.get_by_role("checkbox").all()[:count]:
        box.check()
    page.get_by_role("button", name="Hang the chosen ones").click()


def hung(page: Page) -> list[list[str]]:
    """The titles on the desk, room by room."""
    return [hall.locator("cite").all_inner_texts() for hall in page.locator(".hall").all()]


def seen(page: Page) -> list[str]:
    """The titles of the works of a room, as a visitor meets them."""
    return page.locator(".hangings cite").all_inner_texts()


def test_a_curators_whole_day(open_page, in_days):
    today = utc_now().date()
    page = open_page("/moderation/exhibitions")
    sign_in(page)
    begin(page, "Quiet lines", opens=today + timedelta(days=2), last=today + timedelta(days=3))
    choose(page, 9)
    page.get_by_text("Arrange for me").click()
    page.get_by_role("button", name="Arrange them").click()
    expect(page.locator(".moving cite")).to_have_count(9)
    (arranged,) = hung(page)

    page.get_by_role("button", name=f"Move “{arranged[1]}” a place earlier").click()
    expect(page.locator(".moving cite").first).to_have_text(arranged[1])
    page.get_by_role("button", name=f"Move “{arranged[8]}” to the next room").click()
    expect(page.locator(".hall")).to_have_count(2)
    page.get_by_role("button", name=f"Take “{arranged[2]}” down").click()
    expect(page.locator(".moving cite")).to_have_count(8)
    by_hand = [arranged[1], arranged[0], *arranged[3:8]]
    assert hung(page) == [by_hand, [arranged[8]]]

    name_a_room(page, "The blue room")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("button", name="Make it a draft again")).to_be_visible()

    visitor = open_page("/exhibitions/quiet-lines", java_script_enabled=False)
    expect(visitor.get_by_text("Please come back when it opens")).to_be_visible()
    assert visitor.goto("/exhibitions/quiet-lines/rooms/1").status == 404
    in_days(2)
    visitor.goto("/")
    expect(visitor.get_by_role("heading", name="Quiet lines")).to_be_visible()
    visitor.goto("/exhibitions/quiet-lines")
    visitor.get_by_role("link", name="Come in").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("The blue room")
    assert seen(visitor) == by_hand
    assert visitor.evaluate("getComputedStyle(document.body).getPropertyValue('--wall')") == WALL
    in_days(5)
    visitor.goto("/exhibitions/quiet-lines")
    expect(visitor.get_by_text("These rooms are closed")).to_be_visible()
    visitor.goto("/")
    expect(visitor.get_by_text("Quiet lines")).to_have_count(0)


def name_a_room(page: Page, title: str) -> None:
    room = page.locator(".hall").first
    room.get_by_text("Name and walls").click()
    room.get_by_label("Title in English").fill(title)
    room.get_by_label("in this colour:").check()
    room.get_by_label("Colour of the walls").fill(WALL)
    room.get_by_role("button", name="Keep").click()
    expect(page.locator(".hall h2").first).to_contain_text(title)


def test_a_draft_is_seen_by_curators_alone_and_gone_once_it_is_removed(open_page):
    today = utc_now().date()
    page, visitor = open_page("/moderation/exhibitions"), open_page("/")
    sign_in(page)
    begin(page, "Not yet", opens=today, last=today + timedelta(days=9))
    choose(page, 5)

    page.get_by_role("link", name="Look at it").click()
    expect(page.get_by_role("link", name="Come in")).to_be_visible()
    assert visitor.goto("/exhibitions/not-yet").status == 404

    page.goto("/moderation/exhibitions/not-yet")
    page.get_by_text("Remove this exhibition").click()
    page.get_by_role("button", name="Remove it for good").click()
    expect(page.get_by_text("No curator has made an exhibition yet")).to_be_visible()
    assert visitor.goto("/").status == 200
    expect(visitor.locator("main cite")).not_to_have_count(0)
