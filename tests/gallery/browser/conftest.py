"""A real browser in front of a served gallery, and a hand that draws."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from devices import Devices
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from starlette.applications import Starlette
from states import PASSWORD
from visits import CHROMIUM, FLAGS, SLOW_BY_NATURE, WITHOUT_GPU, WORKS, House, exhibiting, serving

from gallery import moderators, passwords, reactions, trust
from gallery.curation import NewExhibition
from gallery.tables import ArtworkRow
from gallery.works import utc_now

# A machine that trains beside the tests is slow, not wrong.
expect.set_options(timeout=20_000)

Places = Sequence[tuple[float, float]]
Press = Callable[[Locator], None]


class Desk:
    """The drawing page, used as a person does. Places are fractions of the paper."""

    HOUSE: Places = ((0.25, 0.8), (0.25, 0.5), (0.5, 0.2), (0.75, 0.5), (0.75, 0.8), (0.25, 0.8))

    def __init__(self, page: Page):
        self.page = page
        self.paper = page.locator("#paper")
        self.paintings = page.locator('[name="painting"]')
        self.trouble = page.locator("#trouble")
        self.progress = page.locator("#progress")
        self.glimpse = page.locator(".glimpse img[src^=blob]")

    def draw(self, places: Places = HOUSE, steps: int = 3) -> None:
        """A line with the mouse, told to the page in so many steps from place to place."""
        points = [tuple(self.at(*place).values()) for place in places]
        self.page.mouse.move(*points[0])
        self.page.mouse.down()
        for point in points[1:]:
            self.page.mouse.move(*point, steps=steps)
        self.page.mouse.up()

    def ink(self) -> int:
        """How many pixels of the paper are more black than white: the paper itself is clear."""
        self.wait()
        return self.paper.evaluate("""(paper) => {
            const { data } = paper.getContext("2d").getImageData(0, 0, paper.width, paper.height);
            return data.filter((value, i) => i % 4 === 3 && value > 127).length;
        }""")

    def wait(self) -> None:
        """Until the page's script has laid out what was drawn before."""
        self.page.locator("sketch-board[data-ready]").wait_for()

    def strokes(self) -> list[dict]:
        """The drawing as data."""
        self.wait()
        return self.page.evaluate("document.querySelector('sketch-board').drawing.strokes")

    def switch_on(self, name: str) -> None:
        """One of the ways to draw."""
        self.wait()
        ways = self.page.locator("details.ways")
        if not ways.evaluate("one => one.open"):
            ways.locator("summary").click()
        ways.get_by_label(name).check()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def at(self, x: float, y: float) -> dict[str, float]:
        """A place of the paper on the screen."""
        self.wait()
        self.paper.evaluate("paper => paper.scrollIntoView({ block: 'center' })")
        paper = self.paper.bounding_box()
        return {"x": paper["x"] + x * paper["width"], "y": paper["y"] + y * paper["height"]}

    def stop_the_clock(self) -> None:
        """Time goes by where `page.clock` is told so: however slow the machine, nothing comes too early."""
        self.page.clock.install()
        self.page.reload()
        self.wait()
        self.page.clock.pause_at(self.page.evaluate("Date.now()") / 1_000 + 1)

    def devices(self) -> Devices:
        return Devices(self.page, self.at)

    def upload(self, picture: bytes) -> None:
        self.page.locator("#sketch").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": picture})

    def hang(self, title: str, press: Press = Locator.click) -> None:
        """Choose the second painting, fill in its label and send it."""
        press(self.paintings.nth(1))
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("Artist").fill("Mina")
        press(self.page.get_by_label("Everybody may see"))
        press(self.page.locator("#hanging, main > form").get_by_label("Proud"))
        press(self.button("Hang it in the gallery"))

    def walk_the_road(self, title: str, press: Press = Locator.click) -> None:
        """From the drawing to the wall, everything pressed as the hand does that drew."""
        press(self.button("Paint it"))
        expect(self.paintings).to_have_count(4)
        self.hang(title, press)
        self.page.locator(".token").wait_for()


# A module at a time: while Playwright is open, its event loop runs in this thread, and nobody else can start one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *WITHOUT_GPU])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def house() -> Iterator[tuple[House, str]]:
    """For every test's site, and its address."""
    house = House()
    with serving(house, lifespan="off") as address:
        yield house, address


@pytest.fixture
def address(site: Starlette, house: tuple[House, str]) -> str:
    """Where the site is served, for as long as the test runs."""
    house[0].site, address = site, house[1]
    return address


@pytest.fixture(scope="session")
def exhibition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a gallery with rooms full of works is served; it is for all who only look."""
    with exhibiting(tmp_path_factory.mktemp("exhibition"), WORKS) as address:
        yield address


@pytest.fixture
def complaints() -> list[str]:
    """What browsers had to complain about: errors, refusals of the CSP."""
    return []


@pytest.fixture
def open_page(browser: Browser, address: str, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens a path in a browser context of its own, which the keywords describe."""
    contexts: list[BrowserContext] = []

    def opened(path: str, **options: object) -> Page:
        contexts.append(browser.new_context(base_url=address, **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: SLOW_BY_NATURE in said.text or complaints.append(f"{said.type}: {said.text}"))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def desk(open_page: Callable[..., Page]) -> Desk:
    return Desk(open_page("/draw"))


@pytest.fixture
def plain_desk(open_page: Callable[..., Page]) -> Desk:
    """The drawing page in a browser that runs no JavaScript."""
    return Desk(open_page("/draw", java_script_enabled=False))


@pytest.fixture
def touch_desk(open_page: Callable[..., Page]) -> Desk:
    """The drawing page on a screen that fingers touch."""
    return Desk(open_page("/draw", has_touch=True))


@pytest.fixture
def staffed(site: Starlette, artwork: dict) -> None:
    """Mina is an admin; the artwork is to be looked at, it was reported, and its artist is trusted to a degree.
    It hangs in the exhibition that she began."""
    now, store = utc_now(), site.state.store
    with store.database.writing() as session:
        moderators.add(session, "Mina", "admin", passwords.hash_password(PASSWORD), now=now)
        work = session.get_one(ArtworkRow, artwork["id"])
        work.queued_at = now
        trust.set_level(session, work.visitor_sha256, "verify", now=now)
        reactions.report(session, work.id, "0" * 64, "It is mine", now=now)
    begun = NewExhibition(titles={"en": "First lines"}, artworks=[artwork["id"]])
    site.state.curating.create(begun, moderators.Moderator("mina", "Mina", "admin"))
