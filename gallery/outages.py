"""Which exceptions of databases and file systems are no bug but a bad hour."""

import errno

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_FULL = {errno.ENOSPC, errno.EDQUOT}
_ILL = {errno.EIO, errno.EROFS, errno.ESTALE, errno.EMFILE, errno.ENFILE}
_FULL_DATABASE = {"SQLITE_FULL", "53100"}
_READ_ONLY = {"25006"}
"""SQLSTATE of a server that is becoming, or has stopped being, the one that is written to."""


def is_full(error: Exception) -> bool:
    """Whether a disk, a database or a bucket has no room left."""
    return _code(error) in _FULL_DATABASE or (isinstance(error, OSError) and error.errno in _FULL)


def is_away(error: Exception) -> bool:
    """Whether a database or a disk is locked, gone or ill, and may be well again in a moment."""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout | TimeoutError | ConnectionError):
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _code(error) in _READ_ONLY
    return isinstance(error, OSError) and error.errno in _ILL


def _code(error: Exception) -> str | None:
    """What the database calls the failure: SQLite's name for it, or an SQLSTATE."""
    if not isinstance(error, DBAPIError):
        return None
    return getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
