"""Moderators' passwords: argon2id, a few at a time, and as slow for names that nobody has."""

import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gallery.wording import fold

LEAST, MOST_BYTES = 15, 1024
"""Characters and bytes: long enough that no list of common passwords helps, short enough to be hashed."""

_LEAST_DIFFERENT = 6
_TELLING = 3
"""Characters of a name that no word contains by chance."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)  # 32 MiB; OWASP asks for 19
_AT_ONCE = BoundedSemaphore(2)
_PATIENCE_S = 5


def weakness(password: str, *, name: str) -> str | None:
    """What is wrong with a password that somebody wants to have, in a sentence."""
    if len(password) < LEAST:
        return f"A password has at least {LEAST} characters: four words that you don't use together will do."
    if len(password.encode(errors="replace")) > MOST_BYTES:
        return f"A password has at most {MOST_BYTES:,} bytes."
    named = len(name) >= _TELLING and fold(name) in fold(password)
    if named or len(set(password)) < _LEAST_DIFFERENT:
        return "That is easily guessed: take four words that you don't use together, and not your name."
    return None


def hash_password(password: str) -> str:
    """What is kept of a password. Raises TimeoutError when too many are being hashed."""
    with _turn():
        return _HASHER.hash(_bytes(password))


def matches(password: str, known: str | None) -> bool:
    """Whether this is the password of that hash; without one the answer takes as long. Raises TimeoutError."""
    data = _bytes(password)
    if len(data) > MOST_BYTES:
        return False
    with _turn():
        try:
            return _HASHER.verify(known or _nobodys(), data) and known is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(known: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(known)


def _bytes(password: str) -> bytes:
    # One form: keyboards differ in how they compose accents and Hangul.
    return unicodedata.normalize("NFC", password).encode(errors="replace")


@contextmanager
def _turn() -> Iterator[None]:
    """Two hashes at once hold 64 MiB and both cores; a flood of sign-ins shall not hold more."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE_S):
        raise TimeoutError("no turn to hash a password")
    try:
        yield
    finally:
        _AT_ONCE.release()


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_bytes(32))
