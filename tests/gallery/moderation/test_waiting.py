"""The page of a work that waits, as its artist sees it."""

import re
from pathlib import Path

import httpx
import yaml

from gallery.settings import GallerySettings
from tests.gallery.moderating import STROKES, decide, hang

ROOT = Path(__file__).parents[3]


def ways(page: str, work: dict) -> set[str]:
    """What the page of a work offers to do with it: the ends of the addresses that it leads to."""
    addresses = re.findall('(?:href|src|action|content|data-strokes)="([^"]+)"', page)
    return {address.partition(work["id"])[2].partition("&")[0] for address in addresses if work["id"] in address}


def test_somebody_looks_first_unless_the_operator_says_otherwise():
    config = yaml.safe_load((ROOT / "serve_config.yaml").read_text(encoding="utf-8"))

    assert GallerySettings().moderation is True
    assert config["applications"][0]["args"]["gallery"]["moderation"] is True


def test_a_work_that_waits_offers_what_works_and_more_once_it_hangs(client, mina):
    work = hang(client)
    waiting = client.get(f"/artworks/{work['id']}").text
    assert "Nobody but you sees this painting at the moment. A moderator looks at it first" in waiting
    assert ways(waiting, work) == {"/edit", "/strokes"}
    assert not re.search("<form[^>]+(collections|like|report)", waiting)

    decide(mina, work, "approve")

    hanging = client.get(f"/artworks/{work['id']}").text
    more = {"", "/like", "/report", "/download", "/card.jpg", "/embed"}
    assert ways(hanging, work) == {"/edit", "/strokes", *more}
    assert 'action="/collections"' in hanging
    assert "Nobody but you" not in hanging


def test_all_that_the_page_of_a_waiting_work_shows_is_there(client: httpx.Client, visit, site):
    work = hang(client)
    page = client.get(f"/artworks/{work['id']}").text
    shown = {*re.findall('src="(/[^"]+)"', page), *re.findall('(/media/[^" ,]+)', page)}

    answers = {address: client.get(address).status_code for address in shown}

    assert {work["painting"]["url"], work["sketch"]["url"]} <= answers.keys()
    assert {status for address, status in answers.items() if address.startswith("/media")} == {200}
    strokes = f"/api/v1/artworks/{work['id']}/strokes"
    assert client.get(strokes).json() == STROKES
    assert visit(site).get(strokes).status_code == 404
