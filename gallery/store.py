"""The store: paintings and artworks, kept. The order of every write is bytes, then row, then answer.

All methods block on disk and database; call them in a thread.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from PIL.Image import Image
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gallery import ownership, pictures, reactions, trust
from gallery.blobs import Blobs, digest, is_blob_name, open_blobs
from gallery.colours import leading
from gallery.database import Database
from gallery.painting import Wish
from gallery.phrases import Phrase
from gallery.pictures import Encoded
from gallery.problems import AlreadySubmitted, Expired, NotFound
from gallery.records import (
    WITH_IMAGES,
    WITH_PICTURES,
    artwork_of,
    consent_row,
    find_artwork,
    label_folded,
    painting_of,
    painting_row,
    remember_image,
)
from gallery.settings import GallerySettings, blob_url, database_url
from gallery.submission import Revision, Submission
from gallery.tables import ArtworkRow, DrawingRow, ImageRow, PaintingRow, VariantRow
from gallery.trust import Level
from gallery.visibility import Audience, audience_of
from gallery.visitors import Visitor
from gallery.wall import View, look
from gallery.works import Artwork, Page, Painting, Picture, Submitted, is_random_id, random_id, utc_now

log = logging.getLogger("gallery")


@dataclass(frozen=True)
class Fresh:
    """A painting that just came from the painters, encoded."""

    wish: Wish
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
        self.blobs = blobs
        self.life = timedelta(seconds=settings.painting_ttl_s)
        self._moderated = settings.moderation
        self.clock = clock

    @classmethod
    def open(cls, settings: GallerySettings) -> Self:
        """The store at the places that the environment names."""
        return cls(Database(database_url()), open_blobs(blob_url()), settings=settings)

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
                style=one.wish.style,
                seed=one.wish.seed,
                release=one.release,
                picture=one.picture.picture,
                sketch=sketch.picture,
                crop=crop,
                created_at=now,
                expires_at=now + self.life,
                by_reference=one.wish.by_reference,
                variation=one.wish.variation,
                lineage=one.wish.lineage,
            )
            for one in paintings
        ]
        with self.database.writing() as session:
            for image in images:
                remember_image(session, image)
            session.add_all(painting_row(painting) for painting in kept)
        return sketch.picture, kept

    def hold(self, sketch: Encoded) -> Picture:
        """Show a sketch to its holder before there are paintings of it."""
        self._write([sketch])
        with self.database.writing() as session:
            remember_image(session, sketch)
            session.get_one(ImageRow, sketch.picture.sha256).held_until = self.clock() + self.life
        return sketch.picture

    def painting(self, painting_id: str) -> Painting:
        """A painting that is hung or not yet expired. Raises NotFound, Expired."""
        with self.database.reading() as session:
            return painting_of(self._live_painting(session, painting_id))

    def submit(self, submission: Submission, visitor: Visitor | None = None, *, token: str | None = None) -> Submitted:
        """Hang a painting; of several at once exactly one succeeds. With moderation it waits unless its visitor
        is trusted. token: its edit token, else a new one.

        Raises NotFound, Expired, AlreadySubmitted.
        """
        with self.database.reading() as session:
            if _statuses(session, submission.painting):
                raise _already_submitted()
            painting = painting_of(self._live_painting(session, submission.painting))
        pixels = pictures.decoded(self.image(painting.picture.sha256, ext=painting.picture.ext))
        variants = pictures.variants(pixels)
        self._write(variants)
        token = token or secrets.token_urlsafe(32)
        row = self._fresh_row(submission, painting, pixels, token=token)
        row.visitor_sha256 = visitor.sha256 if visitor else ""
        return Submitted(self._insert(row, variants), token)

    def submitted(self, painting_id: str, *, token: str) -> Submitted:
        """The artwork that a painting is, for the holder of its edit token. Raises AlreadySubmitted for others."""
        with self.database.reading() as session:
            hung = (ArtworkRow.painting_id == painting_id, ArtworkRow.status.in_(("approved", "pending")))
            row = session.scalar(select(ArtworkRow).where(*hung).options(*WITH_PICTURES))
            if row is None or not ownership.holds(row, token):
                raise _already_submitted()
            return Submitted(artwork_of(row), token)

    def artwork(self, artwork_id: str, *, token: str | None = None, visitor: Visitor | None = None) -> Artwork:
        """An approved artwork; for the holder of its edit token, whatever its status; for the visitor who hung
        it, while it waits. Raises NotFound."""
        with self.database.reading() as session:
            row = find_artwork(session, artwork_id)
            ownership.require_sight(row, token, visitor)
            return artwork_of(row)

    def owned(self, artwork_id: str, *, token: str | None) -> Artwork:
        """An artwork for the holder of its edit token. Raises TokenRequired, NotFound, WrongToken."""
        with self.database.reading() as session:
            return artwork_of(ownership.owned(session, artwork_id, token))

    def revise(self, artwork_id: str, revision: Revision, *, token: str | None) -> Artwork:
        """Change an artwork's label. Raises TokenRequired, NotFound, WrongToken."""
        with self.database.writing() as session:
            row = ownership.owned(session, artwork_id, token)
            ownership.revise(row, revision, now=self.clock(), level=self._level(session, row))
            session.flush()
            return artwork_of(row)

    def withdraw(self, artwork_id: str, *, token: str | None) -> None:
        """Take an artwork down, with its images. Raises TokenRequired, NotFound, WrongToken."""
        with self.database.writing() as session:
            ownership.withdraw(ownership.owned(session, artwork_id, token), now=self.clock())

    def like(self, artwork_id: str, visitor: Visitor) -> None:
        """Count a visitor's like, once. Raises NotFound."""
        with self.database.writing() as session:
            reactions.like(session, artwork_id, visitor.sha256, now=self.clock())

    def unlike(self, artwork_id: str, visitor: Visitor) -> None:
        """Take a visitor's like back. Raises NotFound."""
        with self.database.writing() as session:
            reactions.unlike(session, artwork_id, visitor.sha256)

    def likes(self, artwork_id: str, visitor: Visitor) -> bool:
        """Whether a visitor likes an artwork."""
        with self.database.reading() as session:
            return reactions.likes(session, artwork_id, visitor.sha256)

    def report(self, artwork_id: str, visitor: Visitor, reason: str) -> None:
        """Keep what a visitor finds wrong with an artwork. Raises NotFound."""
        with self.database.writing() as session:
            reactions.report(session, artwork_id, visitor.sha256, reason, now=self.clock())

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
        raise NotFound(Phrase("There is no such image."))

    def image(self, sha256: str, *, ext: str) -> bytes:
        """The bytes of an image that has an audience. Raises NotFound when they are lost."""
        try:
            return self.blobs.read(sha256, ext=ext)
        except FileNotFoundError:
            # Swept since somebody looked, or lost: gallery.fsck tells which.
            log.error("the bytes of %s.%s are missing", sha256, ext)
            raise NotFound(Phrase("There is no such image.")) from None

    def close(self) -> None:
        self.database.close()

    def _level(self, session: Session, row: ArtworkRow) -> Level:
        return trust.level_of(session, row.visitor_sha256) if self._moderated else "trusted"

    def _write(self, images: Sequence[Encoded]) -> None:
        for image in images:
            self.blobs.add(image.data, ext=image.ext)

    def _live_painting(self, session: Session, painting_id: str) -> PaintingRow:
        # What is no id of ours may hold characters that a database chokes on.
        known = is_random_id(painting_id)
        row = session.get(PaintingRow, painting_id, options=WITH_IMAGES) if known else None
        if row is None:
            raise NotFound(Phrase("There is no such painting."))
        hung = _statuses(session, painting_id)
        if hung and not hung & {"approved", "pending"}:
            raise NotFound(Phrase("The artwork of this painting was taken down."))
        if row.expires_at <= self.clock() and not hung:
            raise Expired(Phrase("Paintings that nobody hangs are kept for a day. Paint the drawing again."))
        return row

    def _fresh_row(self, submission: Submission, painting: Painting, pixels: Image, *, token: str) -> ArtworkRow:
        now, palette = self.clock(), pictures.palette(pixels)
        said = submission.model_dump(exclude={"painting", "consent_publish", "consent_text"})
        strokes = said.pop("strokes")
        answers = {"publish": submission.consent_publish, "training": submission.consent_training}
        row = ArtworkRow(
            id=random_id(),
            painting_id=painting.id,
            style=painting.style,
            palette=palette,
            colour=leading(palette),
            preview=pictures.preview(pixels),
            drawing=DrawingRow(strokes=strokes) if strokes else None,
            edit_token_sha256=digest(token.encode()),
            created_at=now,
            updated_at=now,
            consents=[
                consent_row(purpose, given=given, text_version=submission.consent_text, at=now)
                for purpose, given in answers.items()
            ],
            **said,
        )
        label_folded(row)
        return row

    def _insert(self, row: ArtworkRow, variants: Sequence[Encoded]) -> Artwork:
        try:
            with self.database.writing() as session:
                trust.receive(row, self._level(session, row), now=row.created_at)
                session.add(row)
                session.flush()  # here the UNIQUE painting says who was first
                _add_variants(session, row.id, variants)
                session.flush()
                return artwork_of(session.get_one(ArtworkRow, row.id, options=WITH_PICTURES, populate_existing=True))
        except IntegrityError:
            raise _already_submitted() from None


def _statuses(session: Session, painting_id: str) -> set[str]:
    """The status of the artwork that a painting is, if it is one."""
    return set(session.scalars(select(ArtworkRow.status).where(ArtworkRow.painting_id == painting_id)))


def _already_submitted() -> AlreadySubmitted:
    return AlreadySubmitted(Phrase("Each painting hangs once. Choose another one, or paint again."))


def _add_variants(session: Session, artwork_id: str, variants: Sequence[Encoded]) -> None:
    for variant in variants:
        remember_image(session, variant)
        about = {"width": variant.width, "format": variant.ext, "image_sha256": variant.picture.sha256}
        session.add(VariantRow(artwork_id=artwork_id, **about))
