"""How far somebody's works are trusted before a moderator has seen them.

Trust hangs on the browser that the works came from, by the hash of its visitor cookie: a nickname can be
taken by anybody, a cookie that no script reads cannot. Who loses the cookie is somebody new and is looked
at again; who shares a tablet shares its trust, and moderators are told so.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from gallery.office_tables import TrustRow
from gallery.records import insert_once
from gallery.tables import ArtworkRow
from gallery.visibility import publish

Level = Literal["check", "verify", "trusted"]
"""check: each work waits; verify: it hangs at once and is looked at afterwards; trusted: it hangs."""

LEVELS: Sequence[Level] = get_args(Level)


def level_of(session: Session, visitor_sha256: str) -> Level:
    """How far the works from this browser are trusted."""
    return levels(session, {visitor_sha256}).get(visitor_sha256, "check")


def levels(session: Session, visitors: Collection[str]) -> Mapping[str, Level]:
    """The same for several; those who are checked may be left out."""
    rows = session.execute(select(TrustRow.visitor_sha256, TrustRow.level).where(TrustRow.visitor_sha256.in_(visitors)))
    return {visitor: level for visitor, level in rows if level in LEVELS}


def set_level(session: Session, visitor_sha256: str, level: Level, *, now: datetime) -> bool:
    """Trust a browser's works that far from now on; whether that is a change."""
    if not visitor_sha256 or level_of(session, visitor_sha256) == level:
        return False
    values = {"level": level, "changed_at": now}
    if not insert_once(session, TrustRow, visitor_sha256=visitor_sha256, **values):
        row = session.get_one(TrustRow, visitor_sha256)
        row.level, row.changed_at = level, now
    return True


def receive(row: ArtworkRow, level: Level, *, now: datetime) -> None:
    """What becomes of a work whose words are new: it waits, hangs and is looked at, or hangs."""
    if level == "check" and row.status in {None, "approved"}:
        row.status = "pending"
    elif row.status is None:
        publish(row, now=now)
    if level != "trusted" and row.status in {"pending", "approved"} and row.queued_at is None:
        row.queued_at = now
