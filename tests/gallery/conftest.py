"""A gallery in a folder of its own, with painters that paint flat colours at once."""

import io
import shutil
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from pathlib import Path

import httpx
import numpy as np
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from PIL import Image
from starlette.applications import Starlette

from gallery import moderators, passwords
from gallery.database import database_at
from gallery.painting import Catalogue, Event, Failed, Painted, Prepared, Release, Style, Wish
from gallery.pictures import encode_sketch
from gallery.problems import BlankSketch, PaintingFailed, Problem
from gallery.schema import bring_up_to_date, upgrade
from gallery.settings import GallerySettings
from gallery.site import create_site
from gallery.store import Fresh
from gallery.submission import Submission
from gallery.works import Submitted, utc_now
from model.images import ImageError
from model.sketch import from_upload

CROP = (-3, 40, 800)
PASSWORD = "four words at a window"
"""Of every moderator."""


class FakePainters:
    """Paints the wish's style as a flat colour; `refusal` is raised first, `clumsy` styles fail.

    A file that says `blank` is a blank page.
    """

    def __init__(self) -> None:
        self.refusal: Problem | None = None
        self.clumsy: set[int] = set()
        self.reasons: list[str] = []
        self.asked: list[Sequence[Wish]] = []
        self.uploads: list[bytes] = []
        self.references: list[bytes | None] = []
        self.inks: list[float] = []
        self.prepared: list[Prepared] = []

    async def paint(
        self, upload: bytes, wishes: Sequence[Wish], reference: bytes | None, ink: float
    ) -> AsyncGenerator[Event, None]:
        self.asked.append(wishes)
        self.uploads.append(upload)
        self.references.append(reference)
        self.inks.append(ink)
        if self.refusal is not None:
            raise self.refusal
        if upload == b"blank":
            raise BlankSketch("Draw something first.")
        self.prepared.append(_prepared(upload))
        yield self.prepared[-1]
        for wish in wishes:
            yield self._outcome(wish)

    async def check(self) -> Sequence[str]:
        return self.reasons

    def _outcome(self, wish: Wish) -> Event:
        if wish.style in self.clumsy:
            return Failed(wish, PaintingFailed("This one did not work out; try another style."))
        colour = ((wish.style * 60) % 256, wish.seed % 256, 120)
        pixels = np.empty((128, 128, 3), np.uint8)
        pixels[:] = colour
        pixels[:40] = 255 - pixels[:40]
        return Painted(wish, "tiny-128", pixels)


def _prepared(upload: bytes) -> Prepared:
    """What painters see of a drawing; of what is none, a line as it is cut out, from one side to the other."""
    try:
        sketch = from_upload(upload)
    except ImageError:
        lines = np.full((256, 256), 255, np.uint8)
        lines[126:131, 25:231] = 0
        return Prepared(lines, CROP)
    return Prepared(sketch.lines, sketch.crop)


class InProcess(httpx.BaseTransport):
    """Hands requests to an ASGI application on a loop of its own; several threads may call at once."""

    def __init__(self, app: Starlette, portal: BlockingPortal):
        self._app = httpx.ASGITransport(app)
        self._portal = portal

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._portal.call(self._answer, request)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        answer = await self._app.handle_async_request(request)
        body = b"".join([part async for part in answer.aiter_raw()])  # as it went over the wire
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(body))


def picture(colour: tuple[int, int, int], form: str = "PNG", side: int = 64) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(file, form)
    return file.getvalue()


@pytest.fixture
def painters() -> FakePainters:
    return FakePainters()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    styles = tuple(
        Style(id, slug, {"en": slug.title()}, "tiny-128", ("calm",), picture((id * 60, 80, 80), "WEBP"))
        for id, slug in enumerate(("oil", "wash", "chalk"), start=1)
    )
    return Catalogue(styles, (Release("tiny-128", "0" * 64, "CC-BY-4.0", 128),))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and nobody in them."""
    path = tmp_path_factory.mktemp("migrated") / "gallery.db"
    bring_up_to_date(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def empty_template(postgresql) -> str:
    """A PostgreSQL database with all tables and nobody in them."""
    template = postgresql.create()
    upgrade(database_at(postgresql.url(template)))
    return template


@pytest.fixture
def backend() -> str:
    """Which database a gallery has; modules about both give this fixture `params`."""
    return "sqlite"


@pytest.fixture
def database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A new database with all tables."""
    if backend == "sqlite":
        shutil.copy(request.getfixturevalue("empty_database"), tmp_path / "gallery.db")
        yield f"sqlite:///{tmp_path}/gallery.db"
        return
    server, template = (request.getfixturevalue(name) for name in ("postgresql", "empty_template"))
    name = server.create(template=template)
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str) -> Path:
    """The folder of a new gallery."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BLOB_URL", f"file:{tmp_path}/blobs")
    return tmp_path


OpenSite = Callable[..., Starlette]


@pytest.fixture
def open_site(data: Path, catalogue: Catalogue, painters: FakePainters) -> Iterator[OpenSite]:
    """Opens sites on the same data, as a restart does; what is hung is public at once if nothing else is said."""
    sites: list[Starlette] = []

    def opened(**settings: object) -> Starlette:
        settings = {"moderation": False, **settings}
        sites.append(create_site(GallerySettings(**settings), catalogue, painters.paint, painters.check))
        return sites[-1]

    yield opened
    for site in sites:
        site.state.store.close()


@pytest.fixture
def site(open_site: OpenSite) -> Starlette:
    return open_site()


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def visit(portal: BlockingPortal) -> Callable[[Starlette], httpx.Client]:
    """Makes a client of a site."""
    return lambda site: httpx.Client(transport=InProcess(site, portal), base_url="http://gallery.test")


@pytest.fixture
def client(site: Starlette, visit: Callable[[Starlette], httpx.Client]) -> httpx.Client:
    return visit(site)


@pytest.fixture
def sign_in(visit: Callable[[Starlette], httpx.Client]) -> Callable[..., httpx.Client]:
    """Makes a moderator, a curator or an admin, and their browser, signed in."""

    def signed_in(site: Starlette, name: str, role: moderators.Role) -> httpx.Client:
        hashed = passwords.hash_password(PASSWORD)
        with site.state.store.database.writing() as session:
            assert moderators.add(session, name, role, hashed, now=utc_now())
        browser = visit(site)
        browser.headers["Origin"] = "http://gallery.test"  # as a browser says of itself
        browser.post("/moderation/sign-in", data={"name": name, "password": PASSWORD})
        return browser

    return signed_in


@pytest.fixture
def doodle() -> bytes:
    return picture((255, 255, 255))


@pytest.fixture
def painted(client: httpx.Client, doodle: bytes) -> dict:
    """The answer to a request for styles 1 and 2."""
    answer = client.post("/api/v1/paintings", files={"sketch": ("a.png", doodle)}, data={"styles": "1,2"})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def submission(painted: dict) -> dict:
    """A submission of the first painting, as small as it may be."""
    return {
        "painting": painted["paintings"][0]["id"],
        "title": "A line",
        "artist": "Mina",
        "licence": "CC-BY-4.0",
    }


@pytest.fixture
def artwork(client: httpx.Client, submission: dict) -> dict:
    """A hung artwork."""
    return client.post("/api/v1/artworks", json=submission).json()["artwork"]


@pytest.fixture
def hang_many(site: Starlette) -> Callable[..., list[Submitted]]:
    """Hangs so many works at once, small ones, whose label says what the keywords do."""
    blank = encode_sketch(np.full((8, 8), 255, np.uint8))

    def hung(count: int, **said: object) -> list[Submitted]:
        store = site.state.store
        fresh = [Fresh(Wish(one % 5, 1), "tiny-128", blank) for one in range(count)]
        _, paintings = store.keep(blank, fresh, crop=(0, 0, 8))
        about = {"title": "A line", "artist": "Mina", "licence": "CC0-1.0", **said}
        return [store.submit(Submission.model_validate({"painting": one.id, **about})) for one in paintings]

    return hung
