"""The forms of curators, read: words by language, days, and what the walls are to be."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from starlette.requests import Request

from gallery.arrangement import Draft
from gallery.curation import ExhibitionRevision, NewExhibition
from gallery.forms import read_fields
from gallery.i18n import LANGUAGES
from gallery.phrases import Phrase
from gallery.submission import said_in_form
from gallery.wishes import fault

_WALLS = ("walls", "wall", "ambience")
_A_DAY = timedelta(days=1)


async def read_new_exhibition(request: Request) -> NewExhibition:
    """What a new exhibition is called, and when it is open. Raises InvalidField."""
    titles, (opens_on, last_day) = await _read(request, "title"), await read_fields(request, "opens_on", "last_day")
    return said_in_form(NewExhibition, {"titles": titles, **_dates(opens_on, last_day)})


async def read_revision(request: Request, kept: Draft) -> ExhibitionRevision:
    """All of an exhibition's words, its days and walls. Raises InvalidField.

    kept: what is there; a day that stays the same keeps its hour.
    """
    titles, descriptions = await _read(request, "title"), await _read(request, "description")
    opens_on, last_day, *walls = await read_fields(request, "opens_on", "last_day", *_WALLS)
    dates = _dates(opens_on, last_day)
    if opens_on == kept.opens_at.date().isoformat():
        dates.pop("opens_at")
    if kept.last_day and last_day == kept.last_day.isoformat():
        dates.pop("closes_at")
    said = {"titles": titles, "descriptions": descriptions, "theme": _theme(walls), **dates}
    return said_in_form(ExhibitionRevision, said)


async def read_room(request: Request) -> tuple[str, ExhibitionRevision]:
    """Which room, and what it is called and wears; without titles it is called by what hangs there."""
    titles = await _read(request, "title")
    room, *walls = await read_fields(request, "room", *_WALLS)
    said = {"theme": _theme(walls), **({"titles": titles} if titles else {})}
    return room, said_in_form(ExhibitionRevision, said)


async def _read(request: Request, name: str) -> Mapping[str, str]:
    values = await read_fields(request, *(f"{name}_{tongue}" for tongue in LANGUAGES))
    return {tongue: value for tongue, value in zip(LANGUAGES, values, strict=True) if value.strip()}


def _theme(walls: list[str]) -> Mapping[str, str]:
    made_by, wall, ambience = walls
    return {
        **({"wall": wall.lower()} if made_by == "own" else {}),
        **({"ambience": ambience} if ambience else {}),
    }


def _dates(opens_on: str, last_day: str) -> dict[str, datetime | None]:
    """Days are UTC's: it opens when the first begins and closes when the last ends."""
    closes = _day("last_day", last_day) if last_day else None
    dates = {"closes_at": closes and closes + _A_DAY}
    return {**dates, "opens_at": _day("opens_on", opens_on)} if opens_on else dates


def _day(field: str, text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        raise fault(field, Phrase("Write the day like 2026-11-26.")) from None
