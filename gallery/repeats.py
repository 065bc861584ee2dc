"""Answers that are kept for the repetition of their request, under the Idempotency-Key it came with.

A key is written down before its request is answered, so that of many at once one is answered; the answer
takes its place afterwards. What is kept is sealed with the key itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import shake_256

from sqlalchemy import ColumnElement, delete, update

from gallery.blobs import digest
from gallery.phrases import Phrase
from gallery.problems import KeyInUse, KeyReused
from gallery.records import insert_once
from gallery.store import Store
from gallery.tables import AnswerRow
from gallery.works import random_id

LEASE = timedelta(seconds=20)
"""Whoever has not renewed it for so long has died while answering."""

RENEWED_EVERY_S = 5.0


@dataclass(frozen=True)
class Answer:
    """What was answered. headers: names and values in order."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes


def begin(store: Store, key: str, request_sha256: str) -> Answer | str:
    """The answer given before, or else a name under which to answer now.

    Raises KeyReused when the key came with another request, KeyInUse while that one is being answered.
    """
    key_sha256, holder, now = digest(key.encode()), random_id(), store.clock()
    taken = {"key_sha256": key_sha256, "request_sha256": request_sha256, "expires_at": now + LEASE}
    with store.database.writing() as session:
        session.execute(delete(AnswerRow).where(AnswerRow.key_sha256 == key_sha256, AnswerRow.expires_at <= now))
        if insert_once(session, AnswerRow, holder=holder, **taken):
            return holder
        return _given(session.get_one(AnswerRow, key_sha256), key, request_sha256)


def _given(row: AnswerRow, key: str, request_sha256: str) -> Answer:
    if row.request_sha256 != request_sha256:
        raise KeyReused(Phrase("This Idempotency-Key came with another request before; take a new one for each."))
    if row.status is None or row.sealed is None:
        busy = Phrase("A request with this Idempotency-Key is being answered; ask again in a moment.")
        raise KeyInUse(busy, retry_after_s=1)
    headers = [(name, value) for name, value in row.headers or []]
    return Answer(row.status, headers, _sealed(row.sealed, key, row.holder))


def renew(store: Store, key: str, holder: str) -> None:
    """It is still being answered."""
    with store.database.writing() as session:
        session.execute(update(AnswerRow).where(*_held(key, holder)).values(expires_at=store.clock() + LEASE))


def end(store: Store, key: str, holder: str, answer: Answer) -> None:
    """Keep the answer, unless somebody else answers by now; as long as a painting that it may tell of."""
    kept = {
        "status": answer.status,
        "headers": [list(header) for header in answer.headers],
        "sealed": _sealed(answer.body, key, holder),
        "expires_at": store.clock() + store.life,
    }
    with store.database.writing() as session:
        session.execute(update(AnswerRow).where(*_held(key, holder)).values(kept))


def give_up(store: Store, key: str, holder: str) -> None:
    """Nothing came of it: the key is as good as new."""
    with store.database.writing() as session:
        session.execute(delete(AnswerRow).where(*_held(key, holder)))


def _held(key: str, holder: str) -> tuple[ColumnElement[bool], ...]:
    return AnswerRow.key_sha256 == digest(key.encode()), AnswerRow.holder == holder, AnswerRow.status.is_(None)


def _sealed(data: bytes, key: str, holder: str) -> bytes:
    """Seals and opens. The holder's name is new each time, so that no two answers share a pad."""
    pad = shake_256(f"{holder} {key}".encode()).digest(len(data))
    return (int.from_bytes(data) ^ int.from_bytes(pad)).to_bytes(len(data))
