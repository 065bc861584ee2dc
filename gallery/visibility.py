"""Who may see an image: the one rule between rows and `/media`."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, or_, select
from sqlalchemy.orm import Session

from gallery.tables import ArtworkRow, ImageRow, PaintingRow, VariantRow


class Audience(Enum):
    """PUBLIC: an approved artwork has these bytes. HOLDERS: a painting that has not expired has them,
    and whoever knows the address made it. MODERATORS: only hidden artworks have them. NOBODY: none of these."""

    PUBLIC = "public"
    HOLDERS = "holders"
    MODERATORS = "moderators"
    NOBODY = "nobody"


def is_public() -> ColumnElement[bool]:
    """Whether an artwork hangs for everybody."""
    return ArtworkRow.status == "approved"


def publish(row: ArtworkRow, *, now: datetime) -> None:
    """Hang an artwork for everybody. Where it hangs on the wall is decided the first time."""
    row.status = "approved"
    row.hung_at = row.hung_at or now


def audience_of(session: Session, sha256: str, *, ext: str, now: datetime) -> Audience:
    """Who may see the image of that name; NOBODY also for a name that is none."""
    found = session.scalar(_AUDIENCE, {"sha256": sha256, "ext": ext, "now": now})
    return Audience.NOBODY if found is None else Audience(found)


def _hangs(status: str) -> ColumnElement[bool]:
    of_painting = select(ArtworkRow.id).join(ArtworkRow.painting).where(_SHOWN, ArtworkRow.status == status)
    of_variant = (
        select(ArtworkRow.id)
        .join(ArtworkRow.variants)
        .where(VariantRow.image_sha256 == _SHA256, ArtworkRow.status == status)
    )
    return or_(of_painting.exists(), of_variant.exists())


def _is_held() -> ColumnElement[bool]:
    # A hidden or withdrawn artwork takes its painting out of sight too, expired or not.
    hung = exists().where(ArtworkRow.painting_id == PaintingRow.id)
    waiting = select(PaintingRow.id).where(PaintingRow.expires_at > _NOW, _SHOWN, ~hung)
    return or_(waiting.exists(), _hangs("pending"))


def _is_waited_for() -> ColumnElement[bool]:
    # A sketch whose paintings are still being made; once one of them hung, that work's status decides.
    hung = select(ArtworkRow.id).join(ArtworkRow.painting).where(_SHOWN).exists()
    return and_(ImageRow.held_until > _NOW, ~hung)


_SHA256, _NOW = bindparam("sha256"), bindparam("now")
_SHOWN = or_(PaintingRow.picture_sha256 == _SHA256, PaintingRow.sketch_sha256 == _SHA256)

# Made once: to put it together takes longer than to ask it. A database looks no further than the first that holds.
_AUDIENCE = select(
    case(
        (_hangs("approved"), Audience.PUBLIC.value),
        (or_(_is_held(), _is_waited_for()), Audience.HOLDERS.value),
        (_hangs("hidden"), Audience.MODERATORS.value),
    )
).where(ImageRow.sha256 == _SHA256, ImageRow.ext == bindparam("ext"))
