"""Who may see an image: the one rule between rows and `/media`."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, and_, exists, or_, select
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
    image = session.get(ImageRow, sha256)
    if image is None or image.ext != ext:
        return Audience.NOBODY
    if session.scalar(select(_hangs(sha256, "approved"))):
        return Audience.PUBLIC
    if session.scalar(select(or_(_is_held(sha256, now), _is_waited_for(sha256, now)))):
        return Audience.HOLDERS
    return Audience.MODERATORS if session.scalar(select(_hangs(sha256, "hidden"))) else Audience.NOBODY


def _hangs(sha256: str, status: str) -> ColumnElement[bool]:
    of_painting = select(ArtworkRow.id).join(ArtworkRow.painting).where(_shows(sha256), ArtworkRow.status == status)
    of_variant = (
        select(ArtworkRow.id)
        .join(ArtworkRow.variants)
        .where(VariantRow.image_sha256 == sha256, ArtworkRow.status == status)
    )
    return or_(of_painting.exists(), of_variant.exists())


def _is_held(sha256: str, now: datetime) -> ColumnElement[bool]:
    # A hidden or withdrawn artwork takes its painting out of sight too, expired or not.
    hung = exists().where(ArtworkRow.painting_id == PaintingRow.id)
    waiting = and_(PaintingRow.expires_at > now, _shows(sha256), ~hung)
    return or_(select(PaintingRow.id).where(waiting).exists(), _hangs(sha256, "pending"))


def _is_waited_for(sha256: str, now: datetime) -> ColumnElement[bool]:
    # A sketch whose paintings are still being made; once one of them hung, that work's status decides.
    hung = select(ArtworkRow.id).join(ArtworkRow.painting).where(_shows(sha256)).exists()
    return and_(select(ImageRow.sha256).where(ImageRow.sha256 == sha256, ImageRow.held_until > now).exists(), ~hung)


def _shows(sha256: str) -> ColumnElement[bool]:
    return or_(PaintingRow.picture_sha256 == sha256, PaintingRow.sketch_sha256 == sha256)
