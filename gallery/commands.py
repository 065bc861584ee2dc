"""What the gallery's commands have in common: where they work, and how they say why they did not."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from gallery.schema import SchemaError
from gallery.settings import LocationError


class Refused(Exception):
    """Why a command will not do what it was asked for, in a sentence."""


@contextmanager
def plainly() -> Iterator[None]:
    """Ends the process with a sentence where an operator could not do anything with a traceback."""
    try:
        yield
    except (LocationError, Refused, SchemaError) as error:
        raise SystemExit(str(error)) from None
    except SQLAlchemyError as error:
        raise SystemExit(f"The database could not do it: {getattr(error, 'orig', None) or error}") from None
    except OSError as error:
        raise SystemExit(f"The files could not be read or written: {error}") from None
