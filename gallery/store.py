"""The store: paintings and artworks, kept. The order of every write is bytes, then row, then answer.

All methods block on disk and database; call them in a thread.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from gallery import pictures
from gallery.blobs import Blobs, digest, is_blob_name
from gallery.database import Database
from gallery.pictures import Encoded
from gallery.problems import AlreadySubmitted, Expired, NotFound
from gallery.records import (
    WITH_IMAGES,
    WITH_PICTURES,
    artwork_of,
    painting_of,
    painting_row,
    remember_image,
)
from gallery.settings import GallerySettings, blob_url, database_url
from gallery.submission import Submission
from gallery.tables import ArtworkRow, PaintingRow, VariantRow
from gallery.visibility import Audience, audience_of
from gallery.wall import View, look
from gallery.works import Artwork, Page, Painting, Picture, Submitted, is_random_id, random_id, utc_now

Row = TypeVar("Row", ArtworkRow, PaintingRow)


@dataclass(frozen=True)
class Fresh:
    """A painting that just came from the painters, encoded."""

    style: int
    seed: int
    release: str
    picture: Encoded


class Store:
    """The only code that touches session or disk."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        *,
        settings: GallerySettings,
        clock: Callable[[], datetime] = utc_now,
    ):
        self.database = database
        self._blobs = blobs
        self._life = timedelta(seconds=settings.painting_ttl_s)
        self._first_status = "pending" if settings.moderation else "approved"
        self.clock = clock

    @classmethod
    def open(cls, settings: GallerySettings) -> Self:
        """The store at the places that the environment names."""
        return cls(Database(database_url()), Blobs(blob_url()), settings=settings)

    def keep(
        self, sketch: Encoded, paintings: Sequence[Fresh], *, crop: tuple[int, int, int]
    ) -> tuple[Picture, list[Painting]]:
        """Store the paintings of one request with their sketch: all of them or none."""
        images = [sketch, *(one.picture for one in paintings)]
        self._write(images)
        now = self.clock()
        kept = [
            Painting(
                id=random_id(),
                style=one.style,
                seed=one.seed,
                release=one.release,
                picture=one.picture.picture,
                sketch=sketch.picture,
                crop=crop,
                created_at=now,
                expires_at=now + self._life,
            )
            for one in paintings
        ]
        with self.database.writing() as session:
            for image in images:
                remember_image(session, image)
            session.add_all(painting_row(painting) for painting in kept)
        return sketch.picture, kept

    def painting(self, painting_id: str) -> Painting:
        """A painting that is hung or not yet expired. Raises NotFound, Expired."""
        with self.database.reading() as session:
            return painting_of(self._live_painting(session, painting_id))

    def submit(self, submission: Submission) -> Submitted:
        """Hang a painting; of several at once exactly one succeeds.

        Raises NotFound, Expired, AlreadySubmitted.
        """
        with self.database.reading() as session:
            row = self._live_painting(session, submission.painting)
            picture = painting_of(row).picture
        data = self.image(picture.sha256, ext=picture.ext)
        variants = pictures.variants(data)
        self._write(variants)
        token = secrets.token_urlsafe(32)
        row = self._fresh_row(submission, palette=pictures.palette(data), token=token)
        return Submitted(self._insert(row, variants), token)

    def artwork(self, artwork_id: str) -> Artwork:
        """An approved artwork. Raises NotFound."""
        with self.database.reading() as session:
            row = _find(session, ArtworkRow, artwork_id, WITH_PICTURES)
            if row is None or row.status != "approved":
                raise NotFound("There is no such artwork; it may have been taken down.")
            return artwork_of(row)

    def page(self, view: View) -> Page:
        """One page of the wall. Raises InvalidField for a cursor that is not ours."""
        with self.database.reading() as session:
            return look(session, view)

    def audience(self, sha256: str, *, ext: str) -> Audience:
        """Who may see an image. Raises NotFound once nobody may."""
        if is_blob_name(f"{sha256}.{ext}"):
            with self.database.reading() as session:
                audience = audience_of(session, sha256, ext=ext, now=self.clock())
            if audience is not Audience.NOBODY:
                return audience
        raise NotFound("There is no such image.")

    def image(self, sha256: str, *, ext: str) -> bytes:
        """The bytes of an image that has an audience."""
        return self._blobs.read(sha256, ext=ext)

    def close(self) -> None:
        self.database.close()

    def _write(self, images: Sequence[Encoded]) -> None:
        for image in images:
            self._blobs.add(image.data, ext=image.ext)

    def _live_painting(self, session: Session, painting_id: str) -> PaintingRow:
        row = _find(session, PaintingRow, painting_id, WITH_IMAGES)
        if row is None:
            raise NotFound("There is no such painting.")
        hung = select(func.count()).where(ArtworkRow.painting_id == painting_id)
        if row.expires_at <= self.clock() and not session.scalar(hung):
            raise Expired("Paintings that nobody hangs are kept for a day. Paint the drawing again.")
        return row

    def _fresh_row(self, submission: Submission, *, palette: list[str], token: str) -> ArtworkRow:
        now = self.clock()
        said = submission.model_dump(exclude={"painting"})
        return ArtworkRow(
            id=random_id(),
            painting_id=submission.painting,
            status=self._first_status,
            palette=palette,
            edit_token_sha256=digest(token.encode()),
            created_at=now,
            updated_at=now,
            **said,
        )

    def _insert(self, row: ArtworkRow, variants: Sequence[Encoded]) -> Artwork:
        try:
            with self.database.writing() as session:
                session.add(row)
                session.flush()  # here the UNIQUE painting says who was first
                _add_variants(session, row.id, variants)
                session.flush()
                return artwork_of(session.get_one(ArtworkRow, row.id, options=WITH_PICTURES, populate_existing=True))
        except IntegrityError:
            raise AlreadySubmitted("Each painting hangs once. Choose another one, or paint again.") from None


def _find(session: Session, kind: type[Row], row_id: str, loading: Sequence[ORMOption]) -> Row | None:
    # What is no id of ours may hold characters that a database chokes on.
    return session.get(kind, row_id, options=loading) if is_random_id(row_id) else None


def _add_variants(session: Session, artwork_id: str, variants: Sequence[Encoded]) -> None:
    for variant in variants:
        remember_image(session, variant)
        sha256 = variant.picture.sha256
        session.add(VariantRow(artwork_id=artwork_id, width=variant.width, image_sha256=sha256))
