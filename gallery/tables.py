"""The tables. Instants are UTC and know it; text keys are random or content hashes, never counters."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Double, ForeignKey, Index, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from gallery import office_tables  # noqa: F401 - they are tables of the same database
from gallery.columns import Base, Instant


class IdentityRow(Base):
    """Which gallery this is: one row, made when it is first asked for. See gallery.belonging."""

    __tablename__ = "identity"

    only: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(22))


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
    """What the painters made of a sketch in one style.

    by_reference: style 0 was that of a picture, which is not kept. variation, lineage: how far it went from its style,
    and [seed, variation] of the paintings that it is a variation of.
    """

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
    by_reference: Mapped[bool] = mapped_column(server_default=false())
    variation: Mapped[float] = mapped_column(Double, server_default="0")
    lineage: Mapped[list[list[float]]] = mapped_column(JSON, server_default="[]")

    picture: Mapped[ImageRow] = relationship(foreign_keys=[picture_sha256], lazy="raise")
    sketch: Mapped[ImageRow] = relationship(foreign_keys=[sketch_sha256], lazy="raise")


class ArtworkRow(Base):
    """A painting that somebody hung. The UNIQUE painting decides who was first.

    `style` repeats the painting's, `artist_key` and `search` are folded words (gallery.wording.fold):
    what the wall is filtered by stands in the row that its indexes are of. `visitor_sha256` is whose
    browser hung it, `queued_at` since when it waits for a moderator's eyes, `hung_at` when everybody could see
    it first: the wall's order. `colour` is the name of the one that the painting is known by; `preview` a tiny
    WebP of it in base64, empty where nobody made one.
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
    offered_styles: Mapped[list[int]] = mapped_column(JSON)
    palette: Mapped[list[str]] = mapped_column(JSON)
    likes: Mapped[int] = mapped_column(default=0)
    edit_token_sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)
    style: Mapped[int] = mapped_column(server_default="0")
    artist_key: Mapped[str] = mapped_column(Text, server_default="")
    search: Mapped[str] = mapped_column(Text, server_default="")
    visitor_sha256: Mapped[str] = mapped_column(String(64), server_default="")
    queued_at: Mapped[datetime | None] = mapped_column(Instant)
    hung_at: Mapped[datetime | None] = mapped_column(Instant)
    colour: Mapped[str] = mapped_column(String(10), server_default="")
    preview: Mapped[str] = mapped_column(Text, server_default="")

    painting: Mapped[PaintingRow] = relationship(lazy="raise")
    drawing: Mapped["DrawingRow | None"] = relationship(lazy="raise")
    consents: WriteOnlyMapped["ConsentRow"] = relationship(order_by="ConsentRow.at")
    variants: Mapped[list["VariantRow"]] = relationship(
        lazy="raise", order_by="VariantRow.width, VariantRow.format.desc()"
    )

    __table_args__ = (
        Index(None, "status", "hung_at", "id"),
        Index(None, "status", "likes", "hung_at", "id"),
        # A filtered page costs what any page costs, in either order; what else the wall is filtered by comes last,
        # so that works which one filter wants and another doesn't are passed without being read.
        Index(None, "status", "style", "hung_at", "id", "emotion", "colour"),
        Index(None, "status", "style", "likes", "hung_at", "id", "emotion", "colour"),
        Index(None, "status", "emotion", "hung_at", "id", "style", "colour"),
        Index(None, "status", "emotion", "likes", "hung_at", "id", "style", "colour"),
        Index(None, "status", "artist_key", "hung_at", "id"),
        Index(None, "status", "artist_key", "likes", "hung_at", "id"),
        # What a moderator looks at: the queue, and all that came from one browser.
        Index(None, "queued_at", "id"),
        Index(None, "visitor_sha256", "status"),
        Index(None, "status", "colour", "hung_at", "id", "style", "emotion"),
        Index(None, "status", "colour", "likes", "hung_at", "id", "style", "emotion"),
    )


class DrawingRow(Base):
    """The strokes of an artwork, if they were kept. Up to 2 MB: apart, so that the wall need not read past them."""

    __tablename__ = "drawings"

    artwork_id: Mapped[str] = mapped_column(ForeignKey("artworks.id"), primary_key=True)
    strokes: Mapped[dict[str, Any]] = mapped_column(JSON)


class VariantRow(Base):
    """The painting of an artwork at another width. format: its image's ext."""

    __tablename__ = "artwork_variants"

    artwork_id: Mapped[str] = mapped_column(ForeignKey("artworks.id"), primary_key=True)
    width: Mapped[int] = mapped_column(primary_key=True)
    format: Mapped[str] = mapped_column(String(4), primary_key=True, server_default="webp")
    image_sha256: Mapped[str] = mapped_column(ForeignKey("images.sha256"), index=True)

    image: Mapped[ImageRow] = relationship(lazy="raise")


class ExhibitionRow(Base):
    """What curators show, from opens_at until closes_at. titles, descriptions: by language; theme: wishes for
    all its rooms. Until it is published nobody else sees it."""

    __tablename__ = "exhibitions"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    descriptions: Mapped[dict[str, str]] = mapped_column(JSON)
    theme: Mapped[dict[str, str]] = mapped_column(JSON)
    opens_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    published: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index(None, "published", "opens_at", "id"),)


class RoomRow(Base):
    """A room of an exhibition. titles, theme: as the exhibition's, and before them."""

    __tablename__ = "rooms"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    exhibition_id: Mapped[str] = mapped_column(ForeignKey("exhibitions.id"))
    position: Mapped[int]
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    theme: Mapped[dict[str, str]] = mapped_column(JSON)

    __table_args__ = (Index(None, "exhibition_id", "position"),)


class HangingRow(Base):
    """An artwork in a room; the key keeps it to one place of an exhibition."""

    __tablename__ = "hangings"

    exhibition_id: Mapped[str] = mapped_column(ForeignKey("exhibitions.id"), primary_key=True)
    artwork_id: Mapped[str] = mapped_column(ForeignKey("artworks.id"), primary_key=True, index=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"))
    place: Mapped[int]

    __table_args__ = (Index(None, "room_id", "place"),)


class ConsentRow(Base):
    """An answer to a question for consent (gallery.consents); the last one of a purpose holds.

    `text_version` is None where a program sent the answer and showed words of its own.
    """

    __tablename__ = "consents"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    artwork_id: Mapped[str] = mapped_column(ForeignKey("artworks.id"))
    purpose: Mapped[str] = mapped_column(String(10))
    given: Mapped[bool]
    text_version: Mapped[str | None] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index(None, "artwork_id", "at"),)


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
    resolved_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        Index(None, "artwork_id", "visitor_sha256", unique=True),
        Index(None, "resolved_at", "artwork_id"),
    )


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
