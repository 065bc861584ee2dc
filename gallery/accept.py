"""The Accept header, read as RFC 9110 section 12.5.1 has it."""

import re
from collections.abc import Sequence

_WEIGHT = re.compile(r"(0(\.[0-9]{0,3})?|1(\.0{0,3})?)")


def best(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that a client likes best, the earlier of two equals; None when it takes none.

    No header at all takes anything.
    """
    if accept is None or not accept.strip():
        return offers[0] if offers else None
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    rated = [(_weight(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    weight, _, offer = max(rated, default=(0.0, 0, ""))
    return offer if weight > 0 else None


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return kind, float(value) if _WEIGHT.fullmatch(value.strip()) else 0.0
    return kind, 1.0


def _weight(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    # The most specific range that covers an offer decides, whatever the others say.
    for covering in (offer, offer.partition("/")[0] + "/*", "*/*"):
        for kind, weight in ranges:
            if kind == covering:
                return weight
    return 0.0
