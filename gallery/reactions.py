"""What visitors do to a public artwork: like it, once each, and report it, once each."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from gallery.records import find_artwork, insert_once
from gallery.tables import ArtworkRow, LikeRow, ReportRow
from gallery.works import random_id

MAX_REPORTS = 100
"""Kept of one artwork: more say nothing new, and whoever forgets cookies could send any number."""


def like(session: Session, artwork_id: str, visitor_sha256: str, *, now: datetime) -> None:
    """Count a visitor's like, if it is not counted yet. Raises NotFound."""
    find_artwork(session, artwork_id, public=True)
    if insert_once(session, LikeRow, artwork_id=artwork_id, visitor_sha256=visitor_sha256, created_at=now):
        _count(session, artwork_id, 1)


def unlike(session: Session, artwork_id: str, visitor_sha256: str) -> None:
    """Take a visitor's like back, if there is one. Raises NotFound."""
    find_artwork(session, artwork_id, public=True)
    mine = delete(LikeRow).where(LikeRow.artwork_id == artwork_id, LikeRow.visitor_sha256 == visitor_sha256)
    if session.execute(mine).rowcount:
        _count(session, artwork_id, -1)


def likes(session: Session, artwork_id: str, visitor_sha256: str) -> bool:
    """Whether a visitor likes an artwork."""
    return session.get(LikeRow, (artwork_id, visitor_sha256)) is not None


def report(session: Session, artwork_id: str, visitor_sha256: str, reason: str, *, now: datetime) -> None:
    """Keep what a visitor finds wrong with an artwork; what they say last counts. Raises NotFound."""
    find_artwork(session, artwork_id, public=True)
    mine = (ReportRow.artwork_id == artwork_id, ReportRow.visitor_sha256 == visitor_sha256)
    if session.execute(update(ReportRow).where(*mine).values(reason=reason, created_at=now, resolved_at=None)).rowcount:
        return
    others = session.scalar(select(func.count()).where(ReportRow.artwork_id == artwork_id)) or 0
    if others < MAX_REPORTS:
        said = {"artwork_id": artwork_id, "visitor_sha256": visitor_sha256, "reason": reason}
        insert_once(session, ReportRow, id=random_id(), created_at=now, **said)


def _count(session: Session, artwork_id: str, step: int) -> None:
    # By the database, not by what was read: two at once are two.
    session.execute(update(ArtworkRow).where(ArtworkRow.id == artwork_id).values(likes=ArtworkRow.likes + step))
