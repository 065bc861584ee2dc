"""Works by parts of words. Common words are found by looking along the wall, rare ones in an index of grams:
all single characters and pairs of neighbours, so that two Hangul syllables are as good as ten letters."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Select, Text, and_, cast, column, func, select, table
from sqlalchemy.orm import InstrumentedAttribute, Session

from gallery.tables import ArtworkRow

Order = Sequence[InstrumentedAttribute[Any]]

GLANCE = 500
"""Works along the wall that are looked at first: as cheap as a page or two."""

WALK = 50_000
"""Works along the wall that are looked at for a word which is too common for the index to be quick."""

MANY = 5_000
"""Matches that the index brings and that are put in order, at once."""

# SQLite's index is a table of its own (migration 0006), PostgreSQL's one of an expression.
_GRAMS = table("artwork_grams", column("rowid"), column("artwork_grams"))
_PLACES = table("artwork_places", column("number"), column("artwork_id"))


def first_ids(
    session: Session, words: Sequence[str], wanted: Sequence[ColumnElement[bool]], order: Order, *, limit: int
) -> Sequence[str]:
    """Ids of the first works, of those wanted, that have all of the words, each also inside a longer one.

    words: folded (gallery.wording.fold). order: descending.
    """
    found = _along_the_wall(session, words, wanted, order, limit, far=GLANCE)
    if found is None and _are_many(session, words):
        found = _along_the_wall(session, words, wanted, order, limit, far=WALK)
    return _by_index(session, words, wanted, order, limit) if found is None else found


def _along_the_wall(
    session: Session, words: Sequence[str], wanted: Sequence[ColumnElement[bool]], order: Order, limit: int, *, far: int
) -> Sequence[str] | None:
    """None when so many works were not far enough."""
    descending = [of.desc() for of in order]
    passed = select(ArtworkRow.id, ArtworkRow.search, *order).where(*wanted).order_by(*descending)
    window = passed.limit(far).subquery()
    has_them = (window.c.search.contains(word, autoescape=True) for word in words)
    sorted_again = [window.c[of.key].desc() for of in order]
    found = session.scalars(select(window.c.id).where(*has_them).order_by(*sorted_again).limit(limit)).all()
    if len(found) == limit or session.scalar(select(func.count()).select_from(passed.limit(far).subquery())) < far:
        return found
    return None


def _are_many(session: Session, words: Sequence[str]) -> bool:
    some = _matching(session, words).limit(MANY).subquery()
    return session.scalar(select(func.count()).select_from(some)) == MANY


def _by_index(
    session: Session, words: Sequence[str], wanted: Sequence[ColumnElement[bool]], order: Order, limit: int
) -> Sequence[str]:
    has_them = (ArtworkRow.search.contains(word, autoescape=True) for word in words)
    about = select(*order, and_(*wanted, *has_them).label("is_wanted"))
    # By themselves first, whether wanted or not: a planner could think of walking all of the wall instead.
    matches = about.where(ArtworkRow.id.in_(_matching(session, words))).cte("matches").prefix_with("MATERIALIZED")
    descending = [matches.c[of.key].desc() for of in order]
    return session.scalars(select(matches.c.id).where(matches.c.is_wanted).order_by(*descending).limit(limit)).all()


def _matching(session: Session, words: Sequence[str]) -> Select[tuple[str]]:
    """Ids of the works that have all grams of the words."""
    grams = sorted({gram for word in words for gram in _grams(word)})
    if session.get_bind().dialect.name == "postgresql":
        indexed = func.artwork_grams(ArtworkRow.search)
        return select(ArtworkRow.id).where(indexed.op("@>")(cast(grams, ARRAY(Text))))
    asked = " AND ".join(f'"{gram.encode().hex().upper()}"' for gram in grams)
    numbers = select(_GRAMS.c.rowid).where(_GRAMS.c.artwork_grams.op("MATCH")(asked))
    return select(_PLACES.c.artwork_id).where(_PLACES.c.number.in_(numbers))


def _grams(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(len(word) - 1)} or {word}
