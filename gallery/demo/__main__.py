"""`python -m gallery.demo`: fills a running gallery with generated drawings, by HTTP as its visitors do."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from gallery.commands import plainly
from gallery.demo.hand import Hand
from gallery.demo.labels import Label, label_of
from gallery.demo.paper import png_of
from gallery.demo.subjects import SUBJECTS
from gallery.demo.visitor import Visitor

WORKS = 36
_OFFERED = 2
"""Styles of which each artist chooses one: two, so that there was a choice."""

_LIKED = 5

TITLES = {"en": "First lines", "ko": "첫 선들"}
DESCRIPTIONS = {
    "en": "A few lines by unsteady hands, and what became of them in paint. Drawn by a program that shows how this "
    "gallery works.",
    "ko": "서툰 손이 그은 몇 개의 선, 그리고 그 선이 물감을 만나 된 것들. 이 갤러리를 보여 주려고 프로그램이 그렸어요.",
}


def hang_all(url: str, works: int, seed: int) -> list[dict[str, Any]]:
    """Draw, have painted and submit so many works, each by an artist with a browser of their own."""
    catalogue = Visitor(url).get("/api/v1/styles")
    artists: dict[str, Visitor] = {}
    hung = []
    for number in range(works):
        subject = list(SUBJECTS)[number % len(SUBJECTS)]
        label = label_of(subject, number)
        artist = artists.setdefault(label.artist, Visitor(url))
        styles = _styles_for(subject, catalogue)
        hung.append(_hang(artist, subject, label, styles, seed=seed * 10_000 + number))
        print(f"{number + 1}/{works}  {label.title} · {label.artist}", flush=True)
    _like(list(artists.values()), hung, seed)
    return hung


def _hang(artist: Visitor, subject: str, label: Label, styles: list[dict[str, Any]], *, seed: int) -> dict[str, Any]:
    hand = Hand(seed)
    SUBJECTS[subject](hand)
    offered = _fitting(styles, label.emotion, hand.random)
    made = artist.paint(png_of(hand.drawing), {"styles": ",".join(map(str, offered)), "seed": str(seed)})
    chosen = made["paintings"][int(hand.random.integers(len(made["paintings"])))]
    said = {"painting": chosen["id"], "title": label.title, "artist": label.artist, "emotion": label.emotion}
    more = {"licence": "CC0-1.0", "alt": "", "strokes": hand.drawing, "offered_styles": offered}
    return artist.post("/api/v1/artworks", {**said, **more})["artwork"]


def _styles_for(subject: str, catalogue: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of a release that is called after the subject, else those of the first one, which paints anything."""
    styles, first = catalogue["styles"], catalogue["releases"][0]["name"]
    own = [style for style in styles if style["release"].startswith(f"{subject}-")]
    return own or [style for style in styles if style["release"] == first]


def _fitting(styles: list[dict[str, Any]], emotion: str, random: np.random.Generator) -> list[int]:
    """Styles for a feeling first, then any others."""
    order = sorted(random.permutation(len(styles)).tolist(), key=lambda i: emotion not in styles[i]["moods"])
    return [styles[i]["id"] for i in order[:_OFFERED]]


def _like(visitors: Sequence[Visitor], hung: list[dict[str, Any]], seed: int) -> None:
    random = np.random.default_rng(seed)
    public = [work["id"] for work in hung if work["status"] == "approved"]
    for visitor in visitors if public else ():
        for place in random.integers(len(public), size=_LIKED):
            visitor.put(f"/api/v1/artworks/{public[place]}/like")


def show_all(url: str, moderator: Visitor, hung: list[dict[str, Any]]) -> str:
    """Approve what was hung and exhibit it; the path of the exhibition."""
    for work in hung:
        if work["status"] == "pending":
            work |= moderator.post(f"/api/v1/artworks/{work['id']}/decisions", {"action": "approve"})
    words = {"titles": TITLES, "descriptions": DESCRIPTIONS, "published": True}
    made = moderator.post("/api/v1/exhibitions", {**words, "artworks": [work["id"] for work in hung]})
    return f"/exhibitions/{made['exhibition']['slug']}"


def _sign_in(url: str, name: str) -> Visitor:
    asked = f"Password of {name}: "
    password = getpass.getpass(asked) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    said = Visitor(url).post("/api/v1/session", {"name": name, "password": password})
    return Visitor(url, said["token"])


def main(arguments: Sequence[str] | None = None) -> int:
    """0; SystemExit with a sentence when the gallery would not have it."""
    parser = argparse.ArgumentParser(
        prog="python -m gallery.demo",
        description="Draws, has painted and hangs works in a running gallery, over HTTP like any visitor. With "
        "--moderator, an admin of that gallery, it approves them too and opens an exhibition of them; the password is "
        "asked for on the terminal, or read from what is piped in.",
    )
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the gallery is; default: %(default)s")
    parser.add_argument("--works", type=int, default=WORKS, help="how many; default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="another one draws others; default: %(default)s")
    parser.add_argument("--moderator", metavar="NAME", help="whose sign-in approves and exhibits them")
    asked = parser.parse_args(arguments)
    if asked.works < 1 or asked.seed < 0:
        parser.error("--works is at least 1 and --seed at least 0")
    with plainly():
        moderator = _sign_in(asked.url, asked.moderator) if asked.moderator else None
        hung = hang_all(asked.url, asked.works, asked.seed)
        if moderator is None:
            print("They wait at /moderation, unless moderation is off.")
        else:
            print(f"They hang at {asked.url}{show_all(asked.url, moderator, hung)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
