"""What `make bench` reckons with, where it can be looked at in seconds."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from model.painter import load_release
from tests.bench import load, wall
from tests.bench.__main__ import behind
from tests.bench.releases import wide_release


def row(who: str, rate: float) -> dict[str, Any]:
    return {"who": who, "clients": 8, "styles": 4, "by_bare": rate}


def test_whoever_is_faster_than_we_are_is_named() -> None:
    assert behind([row("sketch2art", 0.9), row("flask", 0.8), row("sketch2art", 0.7), row("flask", 0.7)]) == []
    assert behind([row("sketch2art", 0.7), row("flask", 0.8)]) == ["8 clients, 4 styles: flask 0.800, we 0.700"]


def test_the_wide_release_is_one_that_can_be_served(tmp_path: Path) -> None:
    loaded = load_release(wide_release(tmp_path, "anything-256"), "cpu")

    assert (loaded.release.network.channels, loaded.release.network.patch) == (64, 1)
    assert len(loaded.release.styles) == 15


def test_walls_of_every_size_are_filled_once_and_walked_along(tmp_path: Path) -> None:
    rates = [wall.measure(tmp_path, crowds=(5, 30), turns=8) for _ in range(2)][-1]

    assert set(rates) == set(wall.PAGES)
    assert all(page["30"] > 0 and page["largest_by_smallest"] > 0 for page in rates.values())


def test_who_is_told_to_come_again_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "PAUSE_S", 0.001)
    told = [0, 0, 4]

    def ask(client: httpx.Client, upload: bytes, styles: int) -> int:
        time.sleep(0.01)
        return told.pop(0) if len(told) > 1 else told[0]

    tally = load.closed("http://gallery.test", ask, 4, 1, 1)

    assert tally.refusals == 2
    assert tally.paintings == 4 * len(tally.waits_s) > 0


def test_a_later_measurement_shows_uploads_that_an_earlier_one_did_not() -> None:
    shown: list[list[bytes]] = [[], []]

    for seen in shown:

        def ask(client: httpx.Client, upload: bytes, styles: int, seen: list[bytes] = seen) -> int:
            seen.append(upload)
            time.sleep(0.02)
            return styles

        load.closed("http://gallery.test", ask, 1, 2, 0.2)

    assert all(shown)
    assert not set(shown[0]) & set(shown[1])
