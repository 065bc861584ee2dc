"""Who may do more than visitors, and the log of what they did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from gallery.office_tables import LogRow, ModeratorRow, SignInRow
from gallery.records import insert_once
from gallery.wording import fold, is_visible, tidy
from gallery.works import random_id

Role = Literal["moderator", "curator", "admin"]
ROLES: Sequence[Role] = get_args(Role)

MAX_NAME = 40


@dataclass(frozen=True)
class Moderator:
    """role: a moderator looks at works, a curator arranges exhibitions, an admin may do both."""

    key: str
    name: str
    role: Role

    def may(self, role: Role) -> bool:
        return self.role in {role, "admin"}


def name_of(words: str) -> str | None:
    """A name as it is kept; None for what is no name."""
    name = tidy(words)
    return name if is_visible(name) and len(name) <= MAX_NAME else None


def find(session: Session, name: str) -> ModeratorRow | None:
    return session.get(ModeratorRow, fold(tidy(name))[:100])


def everybody(session: Session) -> Sequence[ModeratorRow]:
    return session.scalars(select(ModeratorRow).order_by(ModeratorRow.key)).all()


def moderator_of(row: ModeratorRow) -> Moderator:
    return Moderator(row.key, row.name, row.role)


def add(session: Session, name: str, role: Role, password_hash: str, *, now: datetime) -> bool:
    """Whether there was nobody of that name yet."""
    values = {"name": name, "role": role, "password_hash": password_hash, "created_at": now}
    return insert_once(session, ModeratorRow, key=fold(name), **values)


def remove(session: Session, row: ModeratorRow) -> None:
    """Somebody is no moderator any more, from this moment on; what they did stays in the log."""
    sign_out_everywhere(session, row.key)
    session.delete(row)


def sign_out_everywhere(session: Session, key: str) -> None:
    session.execute(delete(SignInRow).where(SignInRow.moderator_key == key))


def change_password(session: Session, row: ModeratorRow, password_hash: str) -> None:
    """Whoever had the old password is out."""
    sign_out_everywhere(session, row.key)
    row.password_hash = password_hash


def rehash(session: Session, key: str, old: str, new: str) -> None:
    """Keep a password under another hash, unless it was changed meanwhile."""
    same = (ModeratorRow.key == key, ModeratorRow.password_hash == old)
    session.execute(update(ModeratorRow).where(*same).values(password_hash=new))


def write_down(
    session: Session,
    actor: str,
    action: str,
    *,
    now: datetime,
    artwork_id: str | None = None,
    about: str = "",
    note: str = "",
) -> None:
    """One more line of the log: who, what, when, to which artwork or what else, and why."""
    said = {"actor": actor, "action": action, "artwork_id": artwork_id, "about": about[:100], "note": note}
    session.add(LogRow(id=random_id(), at=now, **said))
