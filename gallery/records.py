"""Between rows and values: what leaves the store is free of its session."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload, selectinload

from gallery.consents import Purpose
from gallery.phrases import Phrase
from gallery.pictures import Encoded
from gallery.problems import NotFound
from gallery.tables import ArtworkRow, Base, ConsentRow, ImageRow, PaintingRow, VariantRow
from gallery.wording import fold
from gallery.works import Artwork, Painting, Picture, is_random_id, random_id

_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

_GONE = Phrase("There is no such artwork; it may have been taken down.")

WITH_IMAGES = (joinedload(PaintingRow.picture), joinedload(PaintingRow.sketch))
"""Loads a painting with its two images."""

WITH_PICTURES = (
    joinedload(ArtworkRow.painting).options(*WITH_IMAGES),
    selectinload(ArtworkRow.variants).joinedload(VariantRow.image),
)
"""Loads artworks with all their images, in two queries however many artworks there are."""


def find_artwork(session: Session, artwork_id: str, *, public: bool = False, to_change: bool = False) -> ArtworkRow:
    """An artwork with its images, if wanted only an approved one, or one that nobody else changes meanwhile.

    Raises NotFound.
    """
    # Of those who change it at once, the second one sees what the first one did.
    lock = {"of": ArtworkRow} if to_change else None
    # What is no id of ours may hold characters that a database chokes on.
    known = is_random_id(artwork_id)
    row = session.get(ArtworkRow, artwork_id, options=WITH_PICTURES, with_for_update=lock) if known else None
    if row is None:
        raise NotFound(_GONE)
    if public:
        require_public(row)
    return row


def require_public(row: ArtworkRow) -> None:
    """Raises NotFound, in the same words as if it did not exist, for an artwork that is not approved."""
    if row.status != "approved":
        raise NotFound(_GONE)


def insert_once(session: Session, table: type[Base], **values: object) -> bool:
    """Insert a row unless one with its key is there; whether it was inserted. Holds for writers at once."""
    keys = table.__table__.primary_key.columns
    insert = _INSERTS[session.get_bind().dialect.name](table.__table__).values(values).on_conflict_do_nothing()
    # Asked to return the row rather than to count it: SQLAlchemy does not count what PostgreSQL inserts.
    return session.execute(insert.returning(*keys)).first() is not None


def remember_image(session: Session, image: Encoded) -> None:
    """A row for an image whose bytes are on disk. One that is there already stays what it is, and stays
    there: it is written again, so that nobody sweeps it before this transaction ends."""
    picture, size = image.picture, len(image.data)
    values = {"ext": picture.ext, "width": picture.width, "height": picture.height, "bytes": size}
    insert = _INSERTS[session.get_bind().dialect.name](ImageRow).values(sha256=picture.sha256, **values)
    session.execute(insert.on_conflict_do_update(index_elements=[ImageRow.sha256], set_={"bytes": size}))


def consent_row(purpose: Purpose, *, given: bool, text_version: str | None, at: datetime) -> ConsentRow:
    """An answer, for an artwork's consents."""
    return ConsentRow(id=random_id(), purpose=purpose, given=given, text_version=text_version, at=at)


def label_folded(row: ArtworkRow) -> None:
    """Brings what an artwork is found by in line with what its label says."""
    row.artist_key = fold(row.artist)
    row.search = "\n".join(fold(words) for words in (row.title, row.artist, row.alt))


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
        by_reference=painting.by_reference,
        variation=painting.variation,
        lineage=[list(step) for step in painting.lineage],
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
        by_reference=row.by_reference,
        variation=row.variation,
        lineage=tuple((seed, variation) for seed, variation in row.lineage),
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
        consent_training=row.consent_training,
        painting=painting_of(row.painting),
        variants=tuple(picture_of(variant.image) for variant in row.variants),
        palette=tuple(row.palette),
        colour=row.colour,
        preview=row.preview,
        likes=row.likes,
        created_at=row.created_at,
        hung_at=row.hung_at,
        updated_at=row.updated_at,
    )
