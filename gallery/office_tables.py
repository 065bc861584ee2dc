"""The tables of the moderators' office: who they are, whom they trust, what they did."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gallery.columns import Base, Instant


class ModeratorRow(Base):
    """Somebody who may do more than visitors. `key` is their name, folded: who differs in case is the same one."""

    __tablename__ = "moderators"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(10))
    password_hash: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)


class SignInRow(Base):
    """A moderator's session. The token is in their browser, or their program, and nowhere else."""

    __tablename__ = "sign_ins"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    moderator_key: Mapped[str] = mapped_column(ForeignKey("moderators.key"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant, index=True)


class TrustRow(Base):
    """How far the works of one browser are trusted; without a row each of them is looked at first."""

    __tablename__ = "trust"

    visitor_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[str] = mapped_column(String(10))
    changed_at: Mapped[datetime] = mapped_column(Instant)


class LogRow(Base):
    """What a moderator did. The database refuses to change or delete a row (migration 0004), and nothing
    refers to others by a key: the log outlives moderators and artworks."""

    __tablename__ = "moderation_log"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(20))
    artwork_id: Mapped[str | None] = mapped_column(String(22))
    about: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index(None, "at", "id"), Index(None, "artwork_id", "at"))
