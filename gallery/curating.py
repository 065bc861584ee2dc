"""What curators do with exhibitions. Each act is one transaction, and one line of the log. All methods block."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import count

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gallery.arrangement import Draft, Hall, Step, hung_too, moved
from gallery.curation import MOST_ROOMS, MOST_WORKS, ExhibitionRevision, NewExhibition, RoomPlan, ThemeWishes
from gallery.exhibits import works_of
from gallery.moderators import Moderator, write_down
from gallery.phrases import Phrase
from gallery.problems import NotFound
from gallery.records import insert_once
from gallery.rooms import arranged
from gallery.shown import MAX_SLUG, ON_VIEW, is_slug
from gallery.store import Store
from gallery.tables import ExhibitionRow, HangingRow, RoomRow
from gallery.wishes import fault
from gallery.wording import fold
from gallery.works import random_id

_NOT_IN_SLUGS = re.compile("[^a-z0-9]+")


class Curating:
    """Making exhibitions, and hanging works in their rooms. Raises NotFound for one that is not there."""

    def __init__(self, store: Store):
        self._store = store

    def create(self, said: NewExhibition, by: Moderator) -> str:
        """A new exhibition's slug; it opens now unless it says when. Raises InvalidField."""
        now = self._store.clock()
        with self._store.database.writing() as session:
            slug = _new_slug(session, said.titles, now=now)
            row = session.scalars(select(ExhibitionRow).where(ExhibitionRow.slug == slug)).one()
            self._revise(session, row, said)
            write_down(session, by.name, "create-exhibition", now=now, about=slug)
        return slug

    def revise(self, slug: str, said: ExhibitionRevision, by: Moderator) -> None:
        """Change what was sent. Raises InvalidField."""
        with self._changing(slug, "revise-exhibition", by) as (session, row):
            self._revise(session, row, said)

    def publish(self, slug: str, published: bool, by: Moderator) -> None:
        """Show it to everybody, or to curators alone again."""
        with self._changing(slug, "publish" if published else "unpublish", by) as (_, row):
            row.published = published

    def remove(self, slug: str, by: Moderator) -> None:
        """The exhibition is no more; its works hang in the gallery as before."""
        with self._changing(slug, "remove-exhibition", by) as (session, row):
            _clear(session, row)
            session.delete(row)

    def draft(self, slug: str) -> Draft:
        """All that curators said of it, with all works that were hung, also those that are hidden now."""
        with self._store.database.reading() as session:
            row = _found(session, slug)
            words = dict(row.titles), dict(row.descriptions), dict(row.theme)
            return Draft(row.slug, *words, row.opens_at, row.closes_at, row.published, _halls(session, row))

    def arrange(self, slug: str, by: Moderator) -> None:
        """Put all its works into rooms anew, by feeling, colour and style. What is hidden now comes down."""
        with self._changing(slug, "arrange", by) as (session, row):
            ids = [one for hall in _halls(session, row) for one in hall.artworks]
            _rehang(session, row, _arranged(session, ids))

    def hang(self, slug: str, artworks: Sequence[str], by: Moderator) -> None:
        """Hang more works at the end of the last room. Raises InvalidField."""
        with self._changing(slug, "hang", by) as (session, row):
            _all_there(session, artworks)
            _rehang(session, row, hung_too(_halls(session, row), artworks))

    def move(self, slug: str, artwork_id: str, step: Step, by: Moderator) -> None:
        """Move a work a step, or take it down."""
        with self._changing(slug, "move", by) as (session, row):
            _rehang(session, row, moved(_halls(session, row), artwork_id, step))

    def furnish(self, slug: str, room_id: str, titles: Mapping[str, str], theme: ThemeWishes, by: Moderator) -> None:
        """Name a room, and say what its walls are to be."""
        with self._changing(slug, "furnish", by) as (session, row):
            room = session.get(RoomRow, room_id)
            if room is None or room.exhibition_id != row.id:
                raise NotFound(Phrase("There is no such room in this exhibition."))
            room.titles, room.theme = dict(titles), theme.model_dump(exclude_none=True)

    @contextmanager
    def _changing(self, slug: str, action: str, by: Moderator) -> Iterator[tuple[Session, ExhibitionRow]]:
        with self._store.database.writing() as session:
            row = _found(session, slug, to_change=True)
            yield session, row
            row.updated_at = self._store.clock()
            write_down(session, by.name, action, now=self._store.clock(), about=slug)

    def _revise(self, session: Session, row: ExhibitionRow, said: ExhibitionRevision) -> None:
        changes = said.changes
        rooms, artworks = changes.pop("rooms", None), changes.pop("artworks", None)
        for name, value in changes.items():
            setattr(row, name, value)
        if row.closes_at is not None and row.closes_at <= row.opens_at:
            raise fault("closes_at", Phrase("Let it close after it opens."))
        if rooms is not None:
            _rehang(session, row, _by_hand(session, said.rooms))
        elif artworks is not None:
            _all_there(session, said.artworks)
            _rehang(session, row, _arranged(session, said.artworks))


def _found(session: Session, slug: str, *, to_change: bool = False) -> ExhibitionRow:
    query = select(ExhibitionRow).where(ExhibitionRow.slug == slug)
    row = session.scalar(query.with_for_update() if to_change else query) if is_slug(slug) else None
    if row is None:
        raise NotFound(Phrase("There is no such exhibition."))
    return row


def _new_slug(session: Session, titles: Mapping[str, str], *, now: datetime) -> str:
    """The address of a new row: of its title, where that has Latin letters, else of the day."""
    words = [_NOT_IN_SLUGS.sub("-", fold(title)).strip("-") for title in titles.values()]
    name = next((word for word in words if len(word) > 1), f"{now:%Y-%m-%d}")[: MAX_SLUG - 6].strip("-")
    blank = {"titles": {}, "descriptions": {}, "theme": {}, "closes_at": None, "published": False}
    for number in count(1):
        slug = name if number == 1 else f"{name}-{number}"
        values = {"slug": slug, "opens_at": now, "created_at": now, "updated_at": now, **blank}
        if slug != ON_VIEW and insert_once(session, ExhibitionRow, id=random_id(), **values):
            break
    return slug


def _halls(session: Session, row: ExhibitionRow) -> list[Hall]:
    rooms = session.scalars(
        select(RoomRow).where(RoomRow.exhibition_id == row.id).order_by(RoomRow.position, RoomRow.id)
    )
    hung: dict[str, list[str]] = {}
    hangings = select(HangingRow).where(HangingRow.exhibition_id == row.id)
    for one in session.scalars(hangings.order_by(HangingRow.place, HangingRow.artwork_id)):
        hung.setdefault(one.room_id, []).append(one.artwork_id)
    return [Hall(dict(room.titles), dict(room.theme), hung.get(room.id, []), room.id) for room in rooms]


def _rehang(session: Session, row: ExhibitionRow, halls: Sequence[Hall]) -> None:
    if len(halls) > MOST_ROOMS or sum(len(hall.artworks) for hall in halls) > MOST_WORKS:
        raise fault("artworks", Phrase("An exhibition has at most %(most)s works.", most=MOST_WORKS))
    _clear(session, row)
    for position, hall in enumerate(halls):
        about = {"position": position, "titles": hall.titles, "theme": hall.theme}
        session.add(RoomRow(id=hall.id, exhibition_id=row.id, **about))
    session.flush()
    session.add_all(
        HangingRow(exhibition_id=row.id, artwork_id=artwork_id, room_id=hall.id, place=place)
        for hall in halls
        for place, artwork_id in enumerate(hall.artworks)
    )


def _clear(session: Session, row: ExhibitionRow) -> None:
    session.execute(delete(HangingRow).where(HangingRow.exhibition_id == row.id))
    session.execute(delete(RoomRow).where(RoomRow.exhibition_id == row.id))


def _arranged(session: Session, ids: Sequence[str]) -> list[Hall]:
    return [Hall(artworks=[work.id for work in works]) for works in arranged(works_of(session, ids))]


def _by_hand(session: Session, plans: Sequence[RoomPlan]) -> list[Hall]:
    ids = [one for plan in plans for one in plan.artworks]
    if len(set(ids)) < len(ids):
        raise fault("rooms", Phrase("Hang each work once."))
    _all_there(session, ids)
    return [
        Hall(dict(plan.titles), plan.theme.model_dump(exclude_none=True), list(plan.artworks))
        for plan in plans
        if plan.artworks
    ]


def _all_there(session: Session, ids: Sequence[str]) -> None:
    there = {work.id for work in works_of(session, ids)}
    if missing := [one for one in ids if one not in there]:
        raise fault("artworks", Phrase("There is no approved artwork %(id)s.", id=missing[0]))
