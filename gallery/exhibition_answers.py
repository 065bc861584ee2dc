"""Exhibitions as JSON: the description of rooms that `<gallery-room>` builds them from."""

from collections.abc import Mapping
from dataclasses import asdict

from gallery.answers import Json, artwork_json, instant
from gallery.listing import Listing
from gallery.rooms.geometry import Place, Plan
from gallery.rooms.theme import Theme
from gallery.shown import Exhibition, HungRoom
from gallery.works import Artwork

_BENCH = {"x": 0.0, "z": 0.3, "turn": 0.0}


def listing_json(listing: Listing, artworks: Mapping[str, Artwork]) -> Json:
    cover = artworks.get(listing.cover or "")
    return {
        **_head(listing),
        "rooms": listing.rooms,
        "works": listing.works,
        "url": listing.url,
        "cover": None if cover is None else artwork_json(cover)["painting"],
    }


def exhibition_json(shown: Exhibition, artworks: Mapping[str, Artwork]) -> Json:
    """artworks: those that may be seen, by id; of the others nothing hangs."""
    return {
        **_head(shown),
        "description": shown.description,
        "url": shown.url,
        "rooms": [_room_json(shown, hung, artworks) for hung in shown.rooms],
    }


def _head(shown: Listing | Exhibition) -> Json:
    return {
        "slug": shown.slug,
        "title": shown.title,
        "status": shown.status,
        "opens_at": shown.opens_at and instant(shown.opens_at),
        "closes_at": shown.closes_at and instant(shown.closes_at),
    }


def _room_json(shown: Exhibition, hung: HungRoom, artworks: Mapping[str, Artwork]) -> Json:
    room = hung.room
    return {
        "number": room.number,
        "title": hung.title,
        "emotion": room.emotion,
        "url": f"{shown.url}/rooms/{room.number}",
        **_plan_json(room.plan),
        "theme": _theme_json(room.theme),
        "hangings": [
            _hanging_json(number, place, mat, artworks[work.id])
            for number, (work, place, mat) in enumerate(
                zip(room.works, room.plan.places, room.theme.mats, strict=True), start=1
            )
            if work.id in artworks
        ],
    }


def _plan_json(plan: Plan) -> Json:
    return {
        "size": {"width": plan.width, "depth": plan.depth, "height": plan.height},
        "doors": [asdict(door) for door in plan.doors],
        "bench": _BENCH,
    }


def _theme_json(theme: Theme) -> Json:
    return {name: value for name, value in asdict(theme).items() if name != "mats"}


def _hanging_json(number: int, place: Place, mat: str, artwork: Artwork) -> Json:
    return {"place": number, **asdict(place), "mat": mat, "artwork": artwork_json(artwork)}
