"""Between rows and values: what leaves the store is free of its session."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload, selectinload

from gallery.pictures import Encoded
from gallery.tables import ArtworkRow, ImageRow, PaintingRow, VariantRow
from gallery.works import Artwork, Painting, Picture

_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

WITH_IMAGES = (joinedload(PaintingRow.picture), joinedload(PaintingRow.sketch))
"""Loads a painting with its two images."""

WITH_PICTURES = (
    joinedload(ArtworkRow.painting).options(*WITH_IMAGES),
    selectinload(ArtworkRow.variants).joinedload(VariantRow.image),
)
"""Loads artworks with all their images, in two queries however many artworks there are."""


def remember_image(session: Session, image: Encoded) -> None:
    """A row for an image whose bytes are on disk; one that is there already is left alone."""
    picture = image.picture
    values = {"ext": picture.ext, "width": picture.width, "height": picture.height, "bytes": len(image.data)}
    insert = _INSERTS[session.get_bind().dialect.name](ImageRow)
    session.execute(insert.values(sha256=picture.sha256, **values).on_conflict_do_nothing())


def painting_row(painting: Painting) -> PaintingRow:
    """The row of a painting whose images are rows already."""
    x, y, side = painting.crop
    return PaintingRow(
        id=painting.id,
        picture_sha256=painting.picture.sha256,
        sketch_sha256=painting.sketch.sha256,
        crop_x=x,
        crop_y=y,
        crop_side=side,
        style=painting.style,
        seed=painting.seed,
        release=painting.release,
        created_at=painting.created_at,
        expires_at=painting.expires_at,
    )


def picture_of(row: ImageRow) -> Picture:
    return Picture(row.sha256, row.ext, row.width, row.height)


def painting_of(row: PaintingRow) -> Painting:
    """A painting; the row was loaded WITH_IMAGES."""
    return Painting(
        id=row.id,
        style=row.style,
        seed=row.seed,
        release=row.release,
        picture=picture_of(row.picture),
        sketch=picture_of(row.sketch),
        crop=(row.crop_x, row.crop_y, row.crop_side),
        created_at=row.created_at,
        expires_at=row.expires_at,
    )


def artwork_of(row: ArtworkRow) -> Artwork:
    """An artwork; the row was loaded WITH_PICTURES."""
    return Artwork(
        id=row.id,
        status=row.status,
        title=row.title,
        artist=row.artist,
        emotion=row.emotion,
        alt=row.alt,
        licence=row.licence,
        painting=painting_of(row.painting),
        variants=tuple(picture_of(variant.image) for variant in row.variants),
        palette=tuple(row.palette),
        likes=row.likes,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
