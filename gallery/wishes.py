"""Which paintings are asked for: the `styles` field and its seed."""

import re
import secrets
from collections.abc import Sequence

from gallery.painting import FREE_DRAW, MAX_SEED, Catalogue, Style, Wish
from gallery.phrases import Phrase
from gallery.problems import FieldError, InvalidField, UnknownStyle

MAX_DRAWS = 16
"""Free draws in one request; named styles may be wished for as many as there are."""

DEFAULT_STYLES = "random:4"
MANY = 4
"""Paintings for whoever says how it feels and not in which styles."""

_RANDOM = re.compile(r"random:([0-9]{1,3})")
_IDS = re.compile(r"[0-9]{1,10}(,[0-9]{1,10})*")
_WHOLE = re.compile(r"[0-9]{1,20}")


def fault(field: str, detail: Phrase) -> InvalidField:
    """The problem of one field of a form."""
    said = Phrase("%(field)s: %(detail)s", field=field, detail=detail)
    return InvalidField(said, errors=[FieldError(field, detail)])


def read_seed(text: str | None) -> int:
    """The seed that was sent, or one drawn. Raises InvalidField outside 0..MAX_SEED."""
    if text is None or text == "":
        return secrets.randbelow(MAX_SEED + 1)
    if not _WHOLE.fullmatch(text) or int(text) > MAX_SEED:
        raise fault("seed", Phrase("Send a whole number from 0 to %(most)s, or leave it out.", most=str(MAX_SEED)))
    return int(text)


def read_wishes(styles: str, catalogue: Catalogue, *, seed: int, by_reference: bool = False) -> Sequence[Wish]:
    """The wishes that `styles` stands for: ids, `random:N` or `all`; the same id twice counts once.

    by_reference: one of them is for the style of a reference picture; without `styles` it is the only one.
    Raises UnknownStyle for an id that is not in the catalogue, InvalidField for all else.
    """
    wanted = styles.replace(" ", "")
    first = [Wish(FREE_DRAW, seed, by_reference=True)] if by_reference else []
    wishes = [*first, *(_wishes(wanted or DEFAULT_STYLES, catalogue, seed) if wanted or not first else [])]
    if sum(wish.style == FREE_DRAW for wish in wishes) > MAX_DRAWS:
        many = Phrase("Ask for at most %(most)s free draws at once, the reference picture included.", most=MAX_DRAWS)
        raise fault("styles", many)
    return wishes


def fitting_first(catalogue: Catalogue, feeling: str | None) -> Sequence[Style]:
    """All styles, those first whose moods fit a feeling (one of the contract's emotions), if there is one."""
    return sorted(catalogue.styles, key=lambda style: feeling not in style.moods) if feeling else catalogue.styles


def styles_for(catalogue: Catalogue, feeling: str | None) -> str:
    """What `styles` says for somebody who chose a feeling and no style: a few that fit it, of the first release."""
    first = catalogue.releases[0].name
    fitting = [style for style in catalogue.styles if feeling in style.moods and style.release == first]
    return ",".join(str(style.id) for style in fitting[:MANY]) or DEFAULT_STYLES


def _wishes(wanted: str, catalogue: Catalogue, seed: int) -> Sequence[Wish]:
    if match := _RANDOM.fullmatch(wanted):
        return _free_draws(int(match[1]), seed)
    if wanted == "all":
        return _named([style.id for style in catalogue.styles], catalogue, seed=seed)
    if _IDS.fullmatch(wanted):
        return _named([int(style) for style in wanted.split(",")], catalogue, seed=seed)
    raise fault("styles", Phrase("Send style ids like 1,4,7, or random:4, or all."))


def read_draws(styles: str, *, seed: int) -> Sequence[Wish]:
    """As many free draws as `styles` says, none where it names styles. Raises InvalidField."""
    match = _RANDOM.fullmatch(styles.replace(" ", "") or DEFAULT_STYLES)
    return _free_draws(int(match[1]), seed) if match else []


def read_style(text: str | None, catalogue: Catalogue, *, seed: int) -> Wish:
    """The one wish of `/api/stylize`: a style id, 0 for a free draw. Raises as `read_wishes` does."""
    wanted = (text or str(FREE_DRAW)).strip()
    if not _WHOLE.fullmatch(wanted):
        raise fault("style", Phrase("Send the id of one style, or 0 for one drawn by the seed."))
    if int(wanted) == FREE_DRAW:
        return Wish(FREE_DRAW, seed)
    return _named([int(wanted)], catalogue, seed=seed)[0]


def _free_draws(count: int, seed: int) -> Sequence[Wish]:
    if not 1 <= count <= MAX_DRAWS:
        raise fault("styles", Phrase("random:N draws from 1 to %(most)s styles.", most=MAX_DRAWS))
    return [Wish(FREE_DRAW, (seed + step) % (MAX_SEED + 1)) for step in range(count)]


def _named(ids: Sequence[int], catalogue: Catalogue, *, seed: int) -> Sequence[Wish]:
    known = {style.id for style in catalogue.styles}
    wanted = list(dict.fromkeys(ids))
    if unknown := [style for style in wanted if style not in known]:
        raise UnknownStyle(
            Phrase("There is no style %(style)s; /api/v1/styles lists those there are.", style=str(unknown[0]))
        )
    return [Wish(style, seed) for style in wanted]
