"""Pages of a wall that a hundred, ten thousand or a million works hang on, asked for in turn."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
from sqlalchemy import Engine, select

from gallery.database import database_at
from gallery.schema import upgrade
from gallery.snapshot import opened
from gallery.tables import ArtworkRow
from tests.conftest import find_free_port
from tests.crowd import EMOTIONS, HUES, STYLES, fill
from tests.system import ROOT, wait_until

CROWDS = (100, 10_000, 1_000_000)
API = "/api/v1/artworks?limit"
ALL_OF = f"style={1 + 3 % STYLES}&emotion={EMOTIONS[3]}&colour={HUES[3]}"
PAGES = {"first": f"{API}=24", "liked": f"{API}=24&sort=liked", "html": "/", "artist": "/artists/Mina",
         "style": f"{API}=6&style=3", "emotion": f"{API}=6&emotion=sad", "colour": f"{API}=6&colour=blue",
         "all filters": f"{API}=1&{ALL_OF}", "all filters, liked": f"{API}=1&{ALL_OF}&sort=liked",
         "nothing": f"{API}=6&style=3&emotion=sad&colour=black", "many have the word": f"{API}=6&q=rain",
         "some have the word": f"{API}=24&q=comet", "few have the word": f"{API}=24&q=quokka",
         "nobody has the word": f"{API}=24&q=unheard", "a word and a feeling": f"{API}=24&q=comet&emotion=sad",
         "exhibition": "/api/v1/exhibitions/now", "room": "/exhibitions/now/rooms/1"}  # fmt: skip
"""All of them full, or empty, at a hundred works too; but for those of seldom words, of which a hundred have few."""

IMAGES = 50


def measure(folder: Path, crowds: Sequence[int] = CROWDS, turns: int = 60) -> dict[str, object]:
    """Pages a second of one client, by page and crowd, and what the largest crowd's page takes by the smallest's."""
    with ExitStack() as stack:
        clients = {crowd: stack.enter_context(gallery(folder / str(crowd), crowd)) for crowd in crowds}
        rates: dict[str, object] = {}
        for name, address in PAGES.items():
            taken = {crowd: [] for crowd in crowds}
            for _ in range(turns):
                for crowd, client in clients.items():
                    began = time.perf_counter()
                    client.get(address).raise_for_status()
                    taken[crowd].append(time.perf_counter() - began)
            middle = {crowd: statistics.median(some[5:]) for crowd, some in taken.items()}
            rates[name] = {str(crowd): round(1 / seconds, 1) for crowd, seconds in middle.items()}
            rates[name]["largest_by_smallest"] = round(middle[crowds[-1]] / middle[crowds[0]], 3)
        return rates


@contextmanager
def gallery(folder: Path, crowd: int) -> Iterator[httpx.Client]:
    folder.mkdir(parents=True, exist_ok=True)
    url, port = f"sqlite:///{folder}/gallery.db", find_free_port()
    upgrade(database_at(url))
    with opened(database_at(url)) as engine:
        if not _is_full(engine):
            fill(engine, crowd, images=IMAGES)
    environment = os.environ | {"DATABASE_URL": url, "BLOB_URL": f"file:{folder}/blobs"}
    process = subprocess.Popen([sys.executable, "-m", "tests.faults.victim", str(port)], cwd=ROOT, env=environment)
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
    try:
        wait_until(lambda: _answers(client), 60)
        yield client
    finally:
        process.kill()
        process.wait(30)
        client.close()


def _is_full(engine: Engine) -> bool:
    """Filled by the run before: all at once or not at all."""
    with engine.connect() as connection:
        return connection.scalar(select(ArtworkRow.id).limit(1)) is not None


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False
