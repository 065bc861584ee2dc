"""Moderators' sessions. They are rows: to end one is to delete it, and nothing that was copied brings it back."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from gallery.blobs import digest
from gallery.moderators import Moderator, moderator_of
from gallery.office_tables import ModeratorRow, SignInRow

IDLE = timedelta(hours=2)
LIFE = timedelta(hours=12)
"""Longer than a working day, shorter than two."""

_NOTED_EVERY = timedelta(minutes=1)
"""Reading shall not write each time."""


def begin(session: Session, key: str, *, now: datetime) -> str:
    """A new session's token: 256 random bits, of which only the hash is kept."""
    token = secrets.token_urlsafe(32)
    session.add(SignInRow(token_sha256=digest(token.encode()), moderator_key=key, created_at=now, seen_at=now))
    return token


def find(session: Session, token: str, *, now: datetime) -> tuple[Moderator, bool] | None:
    """Whose session it is, and whether it should be noted that it is in use; None for one that ended."""
    query = select(SignInRow, ModeratorRow).join(ModeratorRow, ModeratorRow.key == SignInRow.moderator_key)
    found = session.execute(query.where(SignInRow.token_sha256 == _hash(token))).first()
    if found is None or found[0].seen_at + IDLE <= now or found[0].created_at + LIFE <= now:
        return None
    return moderator_of(found[1]), found[0].seen_at + _NOTED_EVERY <= now


def note(session: Session, token: str, *, now: datetime) -> None:
    """Somebody is still there."""
    row = session.get(SignInRow, _hash(token))
    if row is not None:
        row.seen_at = now


def end(session: Session, token: str) -> str | None:
    """The key of whose session ended, if it was one."""
    row = session.get(SignInRow, _hash(token))
    if row is None:
        return None
    session.delete(row)
    return row.moderator_key


def sweep(session: Session, *, now: datetime) -> None:
    """Forget what has ended by itself."""
    session.execute(delete(SignInRow).where(or_(SignInRow.seen_at <= now - IDLE, SignInRow.created_at <= now - LIFE)))


def _hash(token: str) -> str:
    return digest(token.encode(errors="replace"))
