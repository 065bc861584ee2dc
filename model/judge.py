"""The figures of a set of pictures that stand for drawings: a release's paintings, real ones, or the bare sketches."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from model import bootstrap, faithfulness, realism
from model.bootstrap import Figure
from model.features import Recogniser, Seen
from model.heldback import PICTURES, Drawings, HeldBack, Pictures, another, evenly

Figures = Mapping[str, Figure]

_CATS = ("cat", "cat face")
_MEASURES = {  # each with what it can be
    "fid": (realism.fid, (0.0, np.inf)),
    "kid_x1000": (lambda products: 1000 * realism.kid(products), (-np.inf, np.inf)),
    "density": (realism.density, (0.0, np.inf)),
    "coverage": (realism.coverage, (0.0, 1.0)),
}


class Judge:
    """Knows what was held back and what the recogniser saw of its real pictures."""

    def __init__(self, held: HeldBack, recogniser: Recogniser):
        self.held, self.recogniser = held, recogniser
        self.real = recogniser.look(held.real.pictures)
        self.originals = recogniser.look(held.originals)
        self.unrest = float(np.nanmean(_unrest(held.own.pictures, held.kinds[0])))
        self.of_cats = self.originals.cats().mean() > 0.5

    def figures(self, pictures: Pictures, drawings: Drawings) -> Figures:
        """pictures: one for each of the drawings, in order."""
        seen = self.recogniser.look(pictures)
        found = self._realism(seen) | self._recognised(seen, drawings) | _faithful(pictures, drawings)
        calm = _unrest(pictures, drawings) / self.unrest
        return found | {"calm": bootstrap.mean(calm)}

    def _realism(self, seen: Seen) -> dict[str, Figure]:
        # FID's bias depends on the counts: fewer drawings are compared with as many fewer paintings.
        count = len(seen.features)
        products = realism.products(seen.features, evenly(self.real.features, count))
        return {
            name: bootstrap.figure(lambda chosen, of=measure: of(products.taking(chosen)), count, limits=limits)
            for name, (measure, limits) in _MEASURES.items()
        }

    def _recognised(self, seen: Seen, drawings: Drawings) -> dict[str, Figure]:
        found = {}
        if self.of_cats and (cats := _where_cats(drawings)).any():
            found["cats"] = bootstrap.share(seen.cats()[cats])
        if drawings.kind == PICTURES:
            own = _cosine(seen.features, self.originals.features)
            other = _cosine(seen.features, another(self.originals.features))
            found |= {"agreement": bootstrap.mean(own - other), "agreement_own": bootstrap.mean(own)}
        return found


def _faithful(pictures: Pictures, drawings: Drawings) -> dict[str, Figure]:
    edges = [faithfulness.edges(picture) for picture in pictures]
    middles = drawings.middles
    own = np.array([faithfulness.share_near(drawn, found) for drawn, found in zip(middles, edges, strict=True)])
    others = another(middles)
    chance = np.array([faithfulness.share_near(drawn, found) for drawn, found in zip(others, edges, strict=True)])
    f1 = [faithfulness.f1(drawn, found) for drawn, found in zip(middles, edges, strict=True)]
    means = {"lines_kept": own - chance, "lines_found": own, "lines_chance": chance, "edge_f1": np.array(f1)}
    return {name: bootstrap.mean(values) for name, values in means.items()}


def _unrest(pictures: Pictures, drawings: Drawings) -> NDArray[np.float64]:
    return np.array([faithfulness.unrest(*both) for both in zip(pictures, drawings.middles, strict=True)])


def _where_cats(drawings: Drawings) -> NDArray[np.bool_]:
    """Of an archive of cats, all pictures are; of other drawings, those that say so."""
    return np.array([drawings.kind == PICTURES or word in _CATS for word in drawings.words])


def _cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one * other).sum(axis=1) / np.maximum(lengths, 1e-9)
