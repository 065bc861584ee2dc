"""The figures of a release's styles: told apart, apart enough, and like the reference they were taken from."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from model import bootstrap, stylespread
from model.bootstrap import Figure
from model.heldback import HeldBack, Pictures

Look = Callable[[NDArray[np.uint8]], NDArray]
"""uint8 (256, 256, 3) -> palette and texture, (L,)."""


class StyleJudge:
    """Knows how real paintings of each way look."""

    def __init__(self, held: HeldBack, look: Look):
        self.look = look
        known = held.known()
        looks = [look(picture) for picture in known.pictures]
        self.scale = stylespread.scale_of(looks)
        self.looks = self.scale(looks)
        self.ways, self.subjects = np.array(known.ways), np.array(known.subjects)
        self.typical = ~known.borrowed
        self.first_real = len(held.own.pictures)
        self.names, self.centres = stylespread.centres(self.looks[self.typical], self.ways[self.typical])
        self.usual_distance = stylespread.mean_distance(self.centres)

    def real_paintings(self) -> dict[str, Figure]:
        """The same figures of real paintings in their own palettes, their ways for styles."""
        looks, ways, subjects = (every[self.typical] for every in (self.looks, self.ways, self.subjects))
        right = stylespread.guessed(looks, ways, subjects)

        def apart(chosen: NDArray[np.int64]) -> float:
            return stylespread.closest(stylespread.centres(looks[chosen], ways[chosen])[1])[0] / self.usual_distance

        return {
            "style_guessed": bootstrap.share(right),
            "styles_apart": bootstrap.figure(apart, len(looks)),
            "reference": self._same_way(looks, ways),
        }

    def styles(self, painted: Sequence[Pictures], slugs: Sequence[str]) -> tuple[dict[str, Figure], tuple[str, str]]:
        """painted: drawings, each in every style of `slugs`. Also tells which two styles are closest."""
        looks = np.stack([self.scale([self.look(picture) for picture in row]) for row in painted])
        everything, styles = looks.reshape(-1, looks.shape[-1]), np.tile(slugs, len(looks))
        drawings = np.repeat(np.arange(len(looks)), len(slugs))
        right = stylespread.guessed(everything, styles, drawings).reshape(len(looks), -1)
        means = looks.mean(axis=0)
        found = {
            "style_guessed": bootstrap.mean(right.mean(axis=1)),
            "styles_apart": bootstrap.figure(lambda chosen: self._apart(looks[chosen]), len(looks)),
        }
        closest = stylespread.closest(means)[1]
        return found | self._as_real(looks, np.array(slugs)), (slugs[closest[0]], slugs[closest[1]])

    def reference(self, painted: Pictures) -> Figure:
        """painted: the i-th in the style of the i-th of HeldBack.real. Distance to it over that to another's."""
        looks = self.scale([self.look(picture) for picture in painted])
        places = self.first_real + np.arange(len(painted))
        others = self._of_another_way(places, np.arange(len(self.ways)))
        return self._ratio(looks, self.looks[places], self.looks[others])

    def _apart(self, looks: NDArray) -> float:
        return stylespread.closest(looks.mean(axis=0))[0] / self.usual_distance

    def _as_real(self, looks: NDArray, slugs: NDArray) -> dict[str, Figure]:
        """How often the real way of the same name is the nearest; nothing for a release with other names."""
        shared = np.isin(slugs, self.names)
        if shared.sum() < 2:
            return {}
        known = np.isin(self.names, slugs)
        names, centres = self.names[known], self.centres[known]
        right = [stylespread.guessed_by(names, centres, row[shared], slugs[shared]).mean() for row in looks]
        return {"style_as_real": bootstrap.mean(right)}

    def _same_way(self, looks: NDArray, ways: NDArray) -> Figure:
        """What a reference could reach at best: another real painting of the same way."""
        order = np.argsort(ways, kind="stable")
        looks, ways = looks[order], ways[order]
        pairs = np.flatnonzero(ways[1:] == ways[:-1])
        others = self._of_another_way(pairs, np.arange(len(ways)), ways)
        return self._ratio(looks[pairs + 1], looks[pairs], looks[others])

    def _of_another_way(self, places: NDArray, among: NDArray, ways: NDArray | None = None) -> NDArray[np.int64]:
        """A painting of another way for each place, drawn at random."""
        ways = self.ways if ways is None else ways
        rng = np.random.default_rng(0)
        return np.array([rng.choice(among[ways != ways[place]]) for place in places], np.int64)

    @staticmethod
    def _ratio(looks: NDArray, own: NDArray, other: NDArray) -> Figure:
        near, far = (np.linalg.norm(looks - reference, axis=1) for reference in (own, other))
        return bootstrap.ratio(near, far)
