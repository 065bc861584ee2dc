"""The tables. Instants are UTC and know it; text keys are random or content hashes, never counters."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets time zones, so they are taken off and put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class ImageRow(Base):
    """An image in the blob store; its key is the SHA-256 of its bytes.

    held_until: a sketch whose paintings are not there yet is shown to its holder until then.
    """

    __tablename__ = "images"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    ext: Mapped[str] = mapped_column(String(4))
    width: Mapped[int]
    height: Mapped[int]
    bytes: Mapped[int]
    held_until: Mapped[datetime | None] = mapped_column(Instant, index=True)


class PaintingRow(Base):
    """What the painters made of a sketch in one style."""

    __tablename__ = "paintings"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    picture_sha256: Mapped[str] = mapped_column(ForeignKey("images.sha256"), index=True)
    sketch_sha256: Mapped[str] = mapped_column(ForeignKey("images.sha256"), index=True)
    crop_x: Mapped[int]
    crop_y: Mapped[int]
    crop_side: Mapped[int]
    style: Mapped[int]
    seed: Mapped[int]
    release: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)

    picture: Mapped[ImageRow] = relationship(foreign_keys=[picture_sha256], lazy="raise")
    sketch: Mapped[ImageRow] = relationship(foreign_keys=[sketch_sha256], lazy="raise")


class ArtworkRow(Base):
    """A painting that somebody hung. The UNIQUE painting decides who was first.

    `style` repeats the painting's, `artist_key` and `search` are folded words (gallery.wording.fold):
    what the wall is filtered by stands in the row that its indexes are of.
    """

    __tablename__ = "artworks"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    painting_id: Mapped[str] = mapped_column(ForeignKey("paintings.id"), unique=True)
    status: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(80))
    artist: Mapped[str] = mapped_column(String(40))
    emotion: Mapped[str | None] = mapped_column(String(10))
    alt: Mapped[str] = mapped_column(String(300))
    licence: Mapped[str] = mapped_column(String(20))
    consent_training: Mapped[bool]
    # Up to 2 MB and never part of a page of the wall: loaded only when asked for.
    strokes: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON(none_as_null=True)))
    offered_styles: Mapped[list[int]] = mapped_column(JSON)
    palette: Mapped[list[str]] = mapped_column(JSON)
    likes: Mapped[int] = mapped_column(default=0)
    edit_token_sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)
    style: Mapped[int] = mapped_column(server_default="0")
    artist_key: Mapped[str] = mapped_column(Text, server_default="")
    search: Mapped[str] = mapped_column(Text, server_default="")

    painting: Mapped[PaintingRow] = relationship(lazy="raise")
    variants: Mapped[list["VariantRow"]] = relationship(lazy="raise", order_by="VariantRow.width")

    __table_args__ = (
        Index(None, "status", "created_at", "id"),
        Index(None, "status", "likes", "created_at", "id"),
        # A filtered page costs what any page costs, in either order.
        Index(None, "status", "style", "created_at", "id"),
        Index(None, "status", "style", "likes", "created_at", "id"),
        Index(None, "status", "emotion", "created_at", "id"),
        Index(None, "status", "emotion", "likes", "created_at", "id"),
        Index(None, "status", "artist_key", "created_at", "id"),
        Index(None, "status", "artist_key", "likes", "created_at", "id"),
    )


class VariantRow(Base):
    """The painting of an artwork at another width."""

    __tablename__ = "artwork_variants"

    artwork_id: Mapped[str] = mapped_column(ForeignKey("artworks.id"), primary_key=True)
    width: Mapped[int] = mapped_column(primary_key=True)
    image_sha256: Mapped[str] = mapped_column(ForeignKey("images.sha256"), index=True)

    image: Mapped[ImageRow] = relationship(lazy="raise")


class LikeRow(Base):
    """One visitor's like; the key keeps it to one."""

    __tablename__ = "likes"

    artwork_id: Mapped[str] = mapped_column(ForeignKey("artworks.id"), primary_key=True)
    visitor_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Instant)


class ReportRow(Base):
    """What a visitor found wrong with an artwork; the UNIQUE visitor keeps it to one."""

    __tablename__ = "reports"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    artwork_id: Mapped[str] = mapped_column(ForeignKey("artworks.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    visitor_sha256: Mapped[str] = mapped_column(String(64), server_default="")

    __table_args__ = (Index(None, "artwork_id", "visitor_sha256", unique=True),)


class AnswerRow(Base):
    """The answer to a request with an Idempotency-Key, kept for its repetition.

    Without a status the request is still being answered, by `holder`. `sealed` can be read only by
    who knows the key, of which only the hash is here: it may hold an edit token.
    """

    __tablename__ = "answers"

    key_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_sha256: Mapped[str] = mapped_column(String(64))
    holder: Mapped[str] = mapped_column(String(22))
    status: Mapped[int | None]
    headers: Mapped[list[list[str]] | None] = mapped_column(JSON(none_as_null=True))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)
