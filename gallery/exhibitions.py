"""Exhibitions as visitors see them: what is shown when, in which rooms, and what hangs there now.

What is hidden or withdrawn is not asked for, so that it is gone from every room at once; the rooms are
made of what is left. All methods block; call them in a thread.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from gallery.exhibits import counted, hung_in, newest_and_most_liked
from gallery.listing import Listing, listing_of, listings_of
from gallery.phrases import Phrase
from gallery.problems import NotFound
from gallery.records import WITH_PICTURES, artwork_of
from gallery.rooms import furnished
from gallery.shown import ON_VIEW, Exhibition, Neighbours, beside, exhibition_of, is_slug, on_view
from gallery.store import Store
from gallery.tables import ArtworkRow, ExhibitionRow
from gallery.works import Artwork, is_random_id

MOST_LISTED = 60


class Exhibitions:
    """What is shown. Without a curator's exhibition that is open, the newest and most liked works are."""

    def __init__(self, store: Store):
        self._store = store

    def listed(self) -> Sequence[Listing]:
        """Those open, to come and past, the latest first; what is on view anyway when none of them is open."""
        with self._store.database.reading() as session:
            found = self._listed(session, _latest().where(ExhibitionRow.published))
            if any(one.status == "open" and one.works for one in found):
                return found
            return [listing_of(on_view(newest_and_most_liked(session))), *found]

    def curated(self) -> Sequence[Listing]:
        """All that curators made, drafts too, the latest first."""
        with self._store.database.reading() as session:
            return self._listed(session, _latest())

    def current(self) -> Exhibition:
        """The exhibition that opened last, of those that are open and show something; there is always one."""
        with self._store.database.reading() as session:
            return self._current(session)

    def find(self, slug: str, *, as_curator: bool = False) -> Exhibition:
        """An exhibition; with its rooms while it is open. Curators see all of it at any time. Raises NotFound."""
        with self._store.database.reading() as session:
            if slug == ON_VIEW:
                return on_view(newest_and_most_liked(session))
            row = session.scalar(select(ExhibitionRow).where(ExhibitionRow.slug == slug)) if is_slug(slug) else None
            if row is None or not (row.published or as_curator):
                raise NotFound(Phrase("There is no such exhibition."))
            seen = self._seen(session, row)
            return seen if as_curator or seen.status == "open" else replace(seen, rooms=())

    def artworks(self, ids: Iterable[str]) -> Mapping[str, Artwork]:
        """Those of the artworks that are there to be seen, by id."""
        query = select(ArtworkRow).where(ArtworkRow.id.in_(list(ids))).options(*WITH_PICTURES)
        with self._store.database.reading() as session:
            # Asked for their status too, SQLite would rather go through all that are approved.
            return {row.id: artwork_of(row) for row in session.scalars(query) if row.status == "approved"}

    def beside(self, artwork_id: str) -> Neighbours | None:
        """Where an artwork hangs in the current exhibition, and between which; None where it does not."""
        return beside(self.current(), artwork_id) if is_random_id(artwork_id) else None

    def _listed(self, session: Session, query: Select[tuple[ExhibitionRow]]) -> Sequence[Listing]:
        rows = session.scalars(query.limit(MOST_LISTED)).all()
        return listings_of(rows, counted(session, [row.id for row in rows]), now=self._store.clock())

    def _current(self, session: Session) -> Exhibition:
        now = self._store.clock()
        is_open = (ExhibitionRow.opens_at <= now, (ExhibitionRow.closes_at > now) | ExhibitionRow.closes_at.is_(None))
        for row in session.scalars(_latest().where(ExhibitionRow.published, *is_open).limit(MOST_LISTED)):
            seen = self._seen(session, row)
            if seen.rooms:
                return seen
        return on_view(newest_and_most_liked(session))

    def _seen(self, session: Session, row: ExhibitionRow) -> Exhibition:
        hung = hung_in(session, row.id)
        rooms = furnished([room.works for room in hung], [room.wishes(row.theme) for room in hung])
        return exhibition_of(row, hung, rooms, now=self._store.clock())


def _latest() -> Select[tuple[ExhibitionRow]]:
    return select(ExhibitionRow).order_by(ExhibitionRow.opens_at.desc(), ExhibitionRow.id)
