"""More like a painting: what `like` asks for."""

from collections.abc import Sequence
from dataclasses import replace

from gallery.painting import FREE_DRAW, Catalogue, Lineage, Wish
from gallery.phrases import Phrase
from gallery.problems import NotFound
from gallery.store import Store
from gallery.wishes import fault, read_draws, read_wishes
from gallery.works import Painting

USUAL = 0.5
"""How far variations of a painting go unless their sender says otherwise."""

MAX_LINEAGE = 64
"""Generations; whoever goes on begins with a younger one."""


def original(store: Store, an_id: str) -> Painting:
    """A painting that is kept, or the one of an artwork that hangs. Raises NotFound, Expired."""
    try:
        return store.painting(an_id)
    except NotFound:
        return store.artwork(an_id).painting


def read_variations(
    styles: str, like: Painting, catalogue: Catalogue, *, seed: int, variation: float, reference_is_its_own: bool = True
) -> Sequence[Wish]:
    """As many variations of a painting as `styles` (`random:N`) says, each with a seed of its own; or one, and with it
    the named styles that `styles` says.

    reference_is_its_own: of a painting in a picture's style, that the same picture is there again; else the painting
    itself is the picture, and nothing came before it. Raises UnknownStyle, InvalidField, also when that style is
    served no more.
    """
    _require_served(like, catalogue)
    lineage = _lineage(like) if reference_is_its_own else ()
    if len(lineage) > MAX_LINEAGE:
        raise fault("like", Phrase("It has been varied too often: choose one that has been varied less."))
    alike = {"style": like.style, "by_reference": like.by_reference, "variation": variation, "lineage": lineage}
    draws = read_draws(styles, seed=seed)
    named = [] if draws else read_wishes(styles, catalogue, seed=seed)
    varied = [replace(wish, **alike) for wish in draws or [Wish(FREE_DRAW, seed)]]
    return [*varied, *(replace(wish, variation=variation) for wish in named if wish.style != like.style)]


def _lineage(like: Painting) -> Lineage:
    """What there is to repeat of a painting's way: steps of 0 lead nowhere, but the first one's seed decides a draw."""
    steps = (*like.lineage, (like.seed, like.variation))
    is_drawn = like.style == FREE_DRAW and not like.by_reference
    return tuple(step for i, step in enumerate(steps) if step[1] > 0 or (i == 0 and is_drawn))


def _require_served(like: Painting, catalogue: Catalogue) -> None:
    served = {style.id: style.release for style in catalogue.styles} | {FREE_DRAW: catalogue.releases[0].name}
    if served.get(like.style) != like.release:
        raise fault("like", Phrase("Its painter does not work here any more: choose another painting, or a style."))
