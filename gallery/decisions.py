"""What moderators decide: which works hang, which reports are done with, and whom to trust.

Each decision is one transaction together with its line in the log.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import update
from sqlalchemy.orm import Session

from gallery import trust
from gallery.moderators import Moderator, write_down
from gallery.phrases import Phrase
from gallery.problems import ChangedMeanwhile
from gallery.records import find_artwork
from gallery.tables import ArtworkRow, ReportRow
from gallery.trust import Level
from gallery.visibility import publish

Action = Literal["approve", "hide", "restore", "requeue"]
Reason = Literal["unkind", "private", "unsuitable", "copied", "advertising", "other"]

ACTIONS: Sequence[Action] = get_args(Action)
REASONS: Sequence[Reason] = get_args(Reason)
"""Why a work is hidden, as its artist is told: it hurts somebody, shows who somebody is, is nothing for
children, is somebody else's, sells something."""

_STEPS: Mapping[Action, tuple[frozenset[str], str]] = {
    "approve": (frozenset({"pending", "approved"}), "approved"),
    "hide": (frozenset({"pending", "approved"}), "hidden"),
    "restore": (frozenset({"hidden"}), "approved"),
    "requeue": (frozenset({"approved", "hidden"}), "pending"),
}


def version_of(status: str, updated_at: datetime) -> str:
    """What a moderator saw: changed words are another version, and another moderator's decision is too."""
    return f"{status} {updated_at.isoformat()}"


def decide(
    session: Session,
    artwork_id: str,
    moderator: Moderator,
    action: Action,
    *,
    now: datetime,
    version: str | None = None,
    reason: Reason | None = None,
    note: str = "",
) -> ArtworkRow:
    """Approve, hide, restore or look at again. Raises NotFound, ChangedMeanwhile.

    version: of the work that was seen; when it is another one by now, nothing is decided about it. A hidden
    work ends its artist's trust, and what was reported of it is settled.
    """
    row = find_artwork(session, artwork_id, to_change=True)
    froms, to = _STEPS[action]
    if row.status not in froms or (version is not None and version != version_of(row.status, row.updated_at)):
        raise ChangedMeanwhile(
            Phrase("This work or its label was changed, or somebody else decided; look at it again.")
        )
    row.status, row.updated_at = to, now
    if to == "approved":
        publish(row, now=now)
    row.queued_at = now if to == "pending" else None
    write_down(session, moderator.name, action, now=now, artwork_id=row.id, about=reason or "", note=note)
    if to == "hidden":
        _settle(session, row.id, now=now)
        trust_artist(session, row.visitor_sha256, moderator, "check", now=now, artwork_id=row.id)
    return row


def settle_reports(session: Session, artwork_id: str, moderator: Moderator, *, now: datetime) -> ArtworkRow:
    """What was reported of a work so far needs nothing more. Raises NotFound."""
    row = find_artwork(session, artwork_id, to_change=True)
    if _settle(session, artwork_id, now=now):
        write_down(session, moderator.name, "settle", now=now, artwork_id=artwork_id)
    return row


def trust_artist(
    session: Session,
    visitor_sha256: str,
    moderator: Moderator,
    level: Level,
    *,
    now: datetime,
    artwork_id: str | None = None,
) -> bool:
    """Trust the browser that works came from; whether that was a change. The log names it by its hash."""
    changed = trust.set_level(session, visitor_sha256, level, now=now)
    if changed:
        said = {"about": visitor_sha256, "note": level}
        write_down(session, moderator.name, "trust", now=now, artwork_id=artwork_id, **said)
    return changed


def _settle(session: Session, artwork_id: str, *, now: datetime) -> bool:
    open_ones = (ReportRow.artwork_id == artwork_id, ReportRow.resolved_at.is_(None))
    return bool(session.execute(update(ReportRow).where(*open_ones).values(resolved_at=now)).rowcount)
