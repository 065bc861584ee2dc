"""Works by parts of words. Common words are found by looking along the wall, rare ones in an index of grams:
all single characters and pairs of neighbours, so that two Hangul syllables are as good as ten letters."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Select, Text, and_, cast, column, func, select, table
from sqlalchemy.orm import InstrumentedAttribute, Session

from gallery.tables import ArtworkRow

Order = Sequence[InstrumentedAttribute[Any]]

WALKS: Sequence[tuple[int, int]] = ((500, 0), (4_000, 600), (20_000, 2_000), (50_000, 5_000))
"""How many works along the wall are looked at for words that at least so many works have. One work passed on the
wall costs about a tenth of one that the index brings, and the more there are, the nearer the first of them hang."""

# SQLite's index is a table of its own (migration 0006), PostgreSQL's one of an expression.
_GRAMS = table("artwork_grams", column("rowid"), column("artwork_grams"))
_PLACES = table("artwork_places", column("number"), column("artwork_id"))


def first_ids(
    session: Session, words: Sequence[str], wanted: Sequence[ColumnElement[bool]], order: Order, *, limit: int
) -> Sequence[str]:
    """Ids of the first works, of those wanted, that have all of the words, each also inside a longer one.

    words: folded (gallery.wording.fold). order: descending.
    """
    for far, many in WALKS:
        if not _has_matches(session, words, many):
            break
        found = _along_the_wall(session, words, wanted, order, limit, far=far)
        if found is not None:
            return found
    return _by_index(session, words, wanted, order, limit)


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


def _has_matches(session: Session, words: Sequence[str], many: int) -> bool:
    """Whether so many works have all grams of the words."""
    some = _matching(session, words).limit(many).subquery()
    return many == 0 or session.scalar(select(func.count()).select_from(some)) == many


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
