"""A moderator's day in a real browser: signing in, looking, deciding by keyboard and without JavaScript, going home."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect
from states import PASSWORD, sign_in
from test_accessibility import violations

from gallery import moderators, passwords
from gallery.works import utc_now
from tests.gallery.moderating import hang

pytestmark = pytest.mark.browser

TITLES = ("First", "Second", "Third", "Fourth")
KOREAN_NIGHT = {"locale": "ko", "color_scheme": "dark", "viewport": {"width": 320, "height": 640}}


@pytest.fixture
def site(open_site):
    site = open_site(moderation=True)
    with site.state.store.database.writing() as session:
        moderators.add(session, "Mina", "moderator", passwords.hash_password(PASSWORD), now=utc_now())
    return site


@pytest.fixture
def works(site, visit) -> list[dict]:
    """Four works that wait, each from a browser of its own."""
    return [hang(visit(site), title, seed=number) for number, title in enumerate(TITLES)]


def hanging(client: httpx.Client) -> set[str]:
    return {work["title"] for work in client.get("/api/v1/artworks").json()["artworks"]}


def waiting(page: Page) -> list[str]:
    return page.locator(".case h2").all_inner_texts()


def test_a_queue_is_worked_through_by_keyboard_alone(open_page, client, works, complaints):
    page = open_page("/moderation")
    sign_in(page)
    assert waiting(page) == list(TITLES)

    page.keyboard.press("j")
    expect(page.locator(".case").first).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(".done")).to_contain_text("First")
    expect(page.locator(f"#work-{works[1]['id']}")).to_be_focused()
    assert hanging(client) == {"First"}

    page.keyboard.press("u")
    expect(page.locator(".case h2")).to_have_text(["Second", "Third", "Fourth", "First"])
    assert hanging(client) == set()

    page.keyboard.press("j")
    page.keyboard.press("h")
    expect(page.locator(".hiding select").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("a rude word")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("Hidden")

    page.keyboard.press("t")
    expect(page.locator(".case h2")).to_have_text(["Fourth", "First"])
    assert hanging(client) == {"Third"}
    # A machine too busy to show the change from page to page in time says so; it is Chromium's to give that up.
    assert [said for said in complaints if not said.startswith("Transition was aborted")] == []


def wait_until_stored(page: Page, value: str) -> None:
    """Until a setting has left the page's own process, where a reload would not find it."""
    for _ in range(200):
        if value in str(page.context.storage_state()):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{value} was not stored; to the page it is {page.evaluate('JSON.stringify(localStorage)')}")


def test_shortcuts_can_be_switched_off_and_stay_off(open_page, client, works):
    page = open_page("/moderation")
    sign_in(page)
    page.get_by_label("Keyboard shortcuts").uncheck()
    page.locator(".case").first.focus()
    page.keyboard.press("a")
    wait_until_stored(page, "'off'")
    page.reload()

    expect(page.get_by_label("Keyboard shortcuts")).not_to_be_checked()
    assert waiting(page) == list(TITLES)
    assert hanging(client) == set()


def test_what_somebody_else_decided_is_told_and_stays_on_the_desk(open_page, client, works):
    first, second = open_page("/moderation"), open_page("/moderation")
    for page in (first, second):
        sign_in(page)
    first.get_by_role("button", name="Approve", exact=True).first.click()
    expect(first.locator(".case")).to_have_count(3)

    second.locator(".case").first.get_by_text("Hide it …").click()
    second.locator(".case select").first.select_option("unkind")
    second.get_by_role("button", name="Hide it", exact=True).click()

    expect(second.locator(".done")).to_contain_text("somebody else decided")
    assert hanging(client) == {"First"}


def test_a_whole_day_without_javascript(open_page, client, works, visit, site):
    page = open_page("/moderation", java_script_enabled=False)
    sign_in(page)
    page.get_by_role("button", name="Approve", exact=True).first.click()
    expect(page.locator(".done")).to_contain_text("First: Hangs")
    visit(site).post(f"/api/v1/artworks/{works[0]['id']}/reports", json={"reason": "It is mine"})

    page.get_by_role("link", name=re.compile("Reports")).click()
    expect(page.locator(".reported")).to_contain_text("It is mine")
    page.get_by_text("Hide it …").click()
    page.get_by_label("Why?").select_option("copied")
    page.get_by_role("button", name="Hide it", exact=True).click()
    assert hanging(client) == set()

    page.get_by_role("link", name="All works").click()
    page.get_by_label("Status").select_option("hidden")
    page.get_by_role("button", name="Look", exact=True).click()
    page.get_by_role("button", name="Restore").click()
    assert hanging(client) == {"First"}

    page.get_by_role("link", name="Log").click()
    expect(page.locator(".log li")).to_have_count(4)
    expect(page.locator(".log")).to_contain_text("It belongs to somebody else")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/moderation/log")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("options", [{}, KOREAN_NIGHT])
def test_its_artist_sees_a_work_that_waits_and_can_do_all_that_is_offered(open_page, client, complaints, options):
    work = hang(client, "First")
    page = open_page("/healthz", reduced_motion="reduce", **options)
    complaints.clear()
    page.context.add_cookies([{"name": "visitor", "value": client.cookies["visitor"], "url": page.url}])
    page.goto(f"/artworks/{work['id']}")

    expect(page.get_by_role("note")).to_be_visible()
    page.locator('[data-do="on"]').click()
    expect(page.locator(".replay canvas")).to_be_visible()
    assert page.locator("main form").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    assert complaints == []


def test_an_artist_is_trusted_and_no_longer_trusted(open_page, client):
    work = hang(client, "First")
    page = open_page(f"/moderation/works/{work['id']}")
    sign_in(page)
    trust(page, "trusted")
    assert hang(client, "Second", seed=1)["status"] == "approved"

    page.get_by_role("link", name="Trusted").click()
    expect(page.locator(".trusted li")).to_contain_text("Second")
    trust(page, "check")
    expect(page.get_by_text("Nobody yet: each work is looked at first")).to_be_visible()
    assert hang(client, "Third", seed=2)["status"] == "pending"


def trust(page: Page, level: str) -> None:
    page.get_by_label("Works from this browser").select_option(level)
    with page.expect_navigation():
        page.get_by_role("button", name="Change it").click()


def test_whoever_copied_a_session_is_signed_out_with_it(open_page, works):
    page = open_page("/moderation")
    sign_in(page)
    copied = page.context.storage_state()
    other = open_page("/moderation", storage_state=copied)
    expect(other.locator(".case")).to_have_count(4)

    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()

    other.reload()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(other.locator(".case")).to_have_count(0)


@pytest.mark.parametrize("options", [{"viewport": {"width": 320, "height": 700}}, {"locale": "ko-KR"}, {}])
def test_the_desk_shows_drawing_beside_painting_on_every_screen(open_page, works, options):
    page = open_page("/moderation", **options)
    page.locator("#name").fill("Mina")
    page.locator("#password").fill(PASSWORD)
    page.locator("main .button").click()
    page.locator(".case-pictures").first.wait_for()
    page.wait_for_load_state()

    drawing, painting = (page.locator(".case-pictures img").nth(n).bounding_box() for n in (0, 1))
    assert drawing["y"] == painting["y"]
    assert drawing["width"] == painting["width"] > 100
