"""What lies before the moderators: works that wait, reports, everything by status, and the log.

All lists are keyset-paged; a page takes the same few queries however long it is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from gallery import trust
from gallery.decisions import version_of
from gallery.office_tables import LogRow, TrustRow
from gallery.phrases import Phrase
from gallery.problems import FieldError, InvalidField
from gallery.records import WITH_PICTURES, artwork_of
from gallery.tables import ArtworkRow, ReportRow
from gallery.trust import Level
from gallery.wording import fold
from gallery.works import Artwork, is_random_id

PAGE, LOG_PAGE = 12, 50
"""Works on a page: their pictures are kept in no cache, so that few are better; lines of the log."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHOWN = ("pending", "approved", "hidden")


@dataclass(frozen=True)
class Line:
    """A line of the log. title: of the artwork, while there is one."""

    at: datetime
    actor: str
    action: str
    artwork_id: str | None
    about: str
    note: str
    title: str | None = None


@dataclass(frozen=True)
class Report:
    reason: str
    created_at: datetime


@dataclass(frozen=True)
class Case:
    """A work with what a moderator should know of it.

    artist: whose browser it came from, as a hash; level: how far that is trusted; others: how many other
    works came from it, by status; version: what a decision has to name.
    """

    artwork: Artwork
    version: str
    artist: str
    level: Level
    others: Mapping[str, int]
    reports: Sequence[Report]
    waits_since: datetime | None


@dataclass(frozen=True)
class Cases:
    """One page; next: where the one after it begins."""

    cases: Sequence[Case]
    next: str | None


@dataclass(frozen=True)
class Load:
    """How much there is to do."""

    waiting: int
    reported: int


def load(session: Session) -> Load:
    """How many works wait, and how many are reported."""
    waiting = session.scalar(select(func.count()).where(ArtworkRow.queued_at.is_not(None))) or 0
    reported = session.scalar(select(func.count(ArtworkRow.id)).where(_reported())) or 0
    return Load(waiting, reported)


def queue(session: Session, after: str | None) -> Cases:
    """The works that wait, the longest first."""
    query = select(ArtworkRow).where(ArtworkRow.queued_at.is_not(None))
    return _cases(session, query, (ArtworkRow.queued_at, ArtworkRow.id), after, newest_first=False)


def reported(session: Session, after: str | None) -> Cases:
    """The works with open reports, the newest first."""
    query = select(ArtworkRow).where(_reported())
    return _cases(session, query, (ArtworkRow.created_at, ArtworkRow.id), after)


def works(session: Session, after: str | None, *, status: str | None, q: str, artist: str | None) -> Cases:
    """Works of a status, with these words, from one browser: the newest first."""
    query = select(ArtworkRow).where(ArtworkRow.status.in_([status] if status in _SHOWN else _SHOWN))
    if artist:
        query = query.where(ArtworkRow.visitor_sha256 == artist)
    query = query.where(*(ArtworkRow.search.contains(word, autoescape=True) for word in fold(q).split()))
    return _cases(session, query, (ArtworkRow.created_at, ArtworkRow.id), after)


def case(session: Session, row: ArtworkRow) -> Case:
    """One work; the row was loaded WITH_PICTURES."""
    return _with_context(session, [row])[0]


def trusted(session: Session) -> Sequence[tuple[str, Level, Case | None]]:
    """The browsers that are trusted further than others, each with its newest work, if one is left."""
    rows = session.scalars(select(TrustRow).where(TrustRow.level != "check").order_by(TrustRow.changed_at.desc()))
    return [(row.visitor_sha256, row.level, _newest_of(session, row.visitor_sha256)) for row in rows.all()]


def log(session: Session, after: str | None, *, artwork_id: str | None = None) -> tuple[Sequence[Line], str | None]:
    """What was done, the last first, to all or to one work; and where the next page begins."""
    query = select(LogRow, ArtworkRow.title).join(ArtworkRow, ArtworkRow.id == LogRow.artwork_id, isouter=True)
    if artwork_id is not None:
        query = query.where(LogRow.artwork_id == artwork_id)
    rows = session.execute(_page(query, (LogRow.at, LogRow.id), after, LOG_PAGE, newest_first=True)).all()
    more = _cursor(rows[LOG_PAGE - 1][0].at, rows[LOG_PAGE - 1][0].id) if len(rows) > LOG_PAGE else None
    return [_line(row, title) for row, title in rows[:LOG_PAGE]], more


def _line(row: LogRow, title: str | None) -> Line:
    return Line(row.at, row.actor, row.action, row.artwork_id, row.about, row.note, title)


def _reported() -> ColumnElement[bool]:
    open_ones = select(ReportRow.artwork_id).where(ReportRow.resolved_at.is_(None))
    return ArtworkRow.id.in_(open_ones) & (ArtworkRow.status != "withdrawn")


def _newest_of(session: Session, visitor_sha256: str) -> Case | None:
    mine = (ArtworkRow.visitor_sha256 == visitor_sha256, ArtworkRow.status.in_(_SHOWN))
    query = select(ArtworkRow).where(*mine).order_by(ArtworkRow.created_at.desc()).limit(1)
    row = session.scalars(query.options(*WITH_PICTURES)).first()
    return case(session, row) if row else None


def _cases(
    session: Session,
    query: Select[tuple[ArtworkRow]],
    order: tuple[Any, Any],
    after: str | None,
    *,
    newest_first: bool = True,
) -> Cases:
    query = _page(query, order, after, PAGE, newest_first=newest_first).options(*WITH_PICTURES)
    rows = session.scalars(query).all()
    shown = rows[:PAGE]
    more = _cursor(getattr(shown[-1], order[0].key), shown[-1].id) if len(rows) > PAGE else None
    return Cases(_with_context(session, shown), more)


def _page(
    query: Select[Any], order: tuple[Any, Any], after: str | None, size: int, *, newest_first: bool
) -> Select[Any]:
    if after is not None:
        place, here = tuple_(*order), _place(after)
        query = query.where(place < here if newest_first else place > here)
    # One more than asked for tells whether there is a next page.
    return query.order_by(*(column.desc() if newest_first else column for column in order)).limit(size + 1)


def _cursor(moment: datetime, row_id: str) -> str:
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}.{row_id}"


def _place(cursor: str) -> tuple[datetime, str]:
    microseconds, _, row_id = cursor.partition(".")
    if not (microseconds.isascii() and microseconds.isdigit() and len(microseconds) < 18 and is_random_id(row_id)):
        fault = FieldError("after", Phrase("Use the link of the page before."))
        raise InvalidField(Phrase("There is no such page; start from the first."), errors=[fault])
    return _EPOCH + timedelta(microseconds=int(microseconds)), row_id


def _with_context(session: Session, rows: Sequence[ArtworkRow]) -> list[Case]:
    visitors = {row.visitor_sha256 for row in rows} - {""}
    levels, counts = trust.levels(session, visitors), _counts(session, visitors)
    reports = _reports(session, [row.id for row in rows])
    return [
        Case(
            artwork=artwork_of(row),
            version=version_of(row.status, row.updated_at),
            artist=row.visitor_sha256,
            level=levels.get(row.visitor_sha256, "check"),
            others=_less_itself(counts.get(row.visitor_sha256, {}), row.status),
            reports=reports.get(row.id, ()),
            waits_since=row.queued_at,
        )
        for row in rows
    ]


def _less_itself(counts: Mapping[str, int], status: str) -> Mapping[str, int]:
    return {name: count - (name == status) for name, count in counts.items() if count > (name == status)}


def _counts(session: Session, visitors: Collection[str]) -> dict[str, dict[str, int]]:
    query = select(ArtworkRow.visitor_sha256, ArtworkRow.status, func.count())
    query = query.where(ArtworkRow.visitor_sha256.in_(visitors))
    counted: dict[str, dict[str, int]] = {}
    for visitor, status, count in session.execute(query.group_by(ArtworkRow.visitor_sha256, ArtworkRow.status)):
        counted.setdefault(visitor, {})[status] = count
    return counted


def _reports(session: Session, ids: Sequence[str]) -> dict[str, list[Report]]:
    query = select(ReportRow).where(ReportRow.artwork_id.in_(ids), ReportRow.resolved_at.is_(None))
    found: dict[str, list[Report]] = {}
    for row in session.scalars(query.order_by(ReportRow.created_at)):
        found.setdefault(row.artwork_id, []).append(Report(row.reason, row.created_at))
    return found
