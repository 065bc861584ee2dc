"""What the holder of an edit token may do with an artwork: see it, change its label, take it down."""

from datetime import datetime
from hmac import compare_digest

from sqlalchemy.orm import Session

from gallery.blobs import digest
from gallery.consents import Purpose
from gallery.phrases import Phrase
from gallery.problems import NotFound, TokenRequired, WrongToken
from gallery.records import consent_row, find_artwork, label_folded, require_public
from gallery.submission import Revision
from gallery.tables import ArtworkRow
from gallery.trust import Level, receive
from gallery.visitors import Visitor

_WORDS = frozenset({"title", "artist", "alt"})
"""What a moderator has read."""


def holds(row: ArtworkRow, token: str) -> bool:
    """Whether this is the artwork's edit token, in a time that tells nothing of it."""
    return compare_digest(digest(token.encode()), row.edit_token_sha256)


def owned(session: Session, artwork_id: str, token: str | None) -> ArtworkRow:
    """The artwork, for the holder of its token. Raises TokenRequired, NotFound, WrongToken."""
    if token is None:
        raise TokenRequired(
            Phrase("Send the key that was shown when it was hung: `Authorization: Bearer <edit_token>`.")
        )
    row = find_artwork(session, artwork_id, to_change=True)
    if not holds(row, token):
        raise WrongToken(
            Phrase("Send the key that was shown when this artwork was hung; nobody can look it up for you.")
        )
    return row


def waits_for(row: ArtworkRow, visitor: Visitor | None) -> bool:
    """Whether an artwork waits for a moderator, and this is the browser that it was hung from."""
    return row.status == "pending" and visitor is not None and compare_digest(visitor.sha256, row.visitor_sha256)


def require_sight(row: ArtworkRow, token: str | None, visitor: Visitor | None) -> None:
    """An artwork that hangs is seen by everybody; another one by the holder of its token, whatever its status,
    and, while it waits, by the visitor who hung it. Raises NotFound for others."""
    if not (token is not None and holds(row, token)) and not waits_for(row, visitor):
        require_public(row)


def revise(row: ArtworkRow, revision: Revision, *, now: datetime, level: Level) -> None:
    """Change the label of an artwork. Raises NotFound for one that was withdrawn.

    level: how far its artist is trusted; new words of others wait for the moderator again.
    """
    if row.status == "withdrawn":
        raise NotFound(Phrase("This artwork was taken down; its painting can't come back."))
    changed = {name: value for name, value in revision.changes.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if "consent_training" in changed:
        words = revision.consent_text
        row.consents.add(consent_row("training", given=row.consent_training, text_version=words, at=now))
    label_folded(row)
    if changed:
        row.updated_at = now
    if _WORDS & changed.keys():
        receive(row, level, now=now)


def withdraw(row: ArtworkRow, *, now: datetime) -> None:
    """Take an artwork down, for good; once is as often as twice."""
    if row.status != "withdrawn":
        row.status, row.updated_at, row.queued_at = "withdrawn", now, None
        taken_back: list[Purpose] = ["publish", "training"] if row.consent_training else ["publish"]
        row.consents.add_all(consent_row(one, given=False, text_version=None, at=now) for one in taken_back)
