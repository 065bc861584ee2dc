"""model.variation: how far codes are moved, and that painters do it."""

import dataclasses

import numpy as np
import pytest

from model.item import FREE_DRAW, Item
from model.painter import Painter
from model.release import Release, describe
from model.variation import FULL_STEP, varied


@pytest.fixture
def release(tiny_release) -> Release:
    skewed = np.tril(np.full((8, 8), 0.1)) + np.diag(np.linspace(0.5, 2, 8))
    return dataclasses.replace(
        describe(tiny_release), prior_mean=np.full(8, 0.3, np.float32), prior_root=skewed.astype(np.float32)
    )


def _place(release: Release, code: np.ndarray) -> np.ndarray:
    """Of a code in deviations of the prior."""
    return np.linalg.solve(release.prior_root.astype(float), code - release.prior_mean)


def _code(release: Release, length: float) -> np.ndarray:
    place = np.full(8, length / 8**0.5)
    return (release.prior_mean + release.prior_root @ place).astype(np.float32)


def test_no_variation_leaves_every_bit(release):
    code = release.code(2, 0)

    assert varied(release, code, [(7, 0.0), (8, 0.0)]).tobytes() == code.tobytes()


@pytest.mark.parametrize("variation", [0.01, 0.25, 1.0])
def test_a_step_is_as_long_as_its_variation_says(release, variation):
    code = _code(release, 0.0)

    moved = [_place(release, varied(release, code, [(seed, variation)])) for seed in range(40)]

    wanted = min(FULL_STEP * variation, 8**0.5)
    assert np.linalg.norm(moved, axis=1) == pytest.approx(wanted, rel=1e-3)
    assert np.linalg.norm(np.mean(moved, axis=0)) < 0.5 * wanted  # in all directions


@pytest.mark.parametrize("length", [0.0, 2.0, 6.0])
def test_however_many_steps_never_lead_out_of_the_style_space(release, length):
    code = _code(release, length)

    moved = varied(release, code, [(seed, 1.0) for seed in range(64)])

    assert np.linalg.norm(_place(release, moved)) <= max(length, 8**0.5) + 1e-3


def test_a_step_is_decided_by_its_seed_and_comes_after_those_before(release):
    code = release.code(1, 0)

    once = varied(release, code, [(5, 0.5)])

    assert np.array_equal(once, varied(release, code, [(5, 0.5)]))
    assert not np.allclose(once, varied(release, code, [(6, 0.5)]))
    assert np.array_equal(varied(release, code, [(5, 0.5), (6, 0.5)]), varied(release, once, [(6, 0.5)]))


@pytest.fixture
def painter(tiny_release) -> Painter:
    return Painter([tiny_release], device="cpu", cache_size=4)


def _item(style: int, seed: int, variation: float = 0.0, **more) -> Item:
    lines, mask = np.random.default_rng(0).integers(0, 256, (2, 256, 256), np.uint8)
    return dataclasses.replace(Item(lines, mask, "tiny-16", style, seed, variation=variation), **more)


REFERENCE = np.random.default_rng(7).integers(0, 256, (256, 256, 3), np.uint8)


@pytest.mark.parametrize(
    "base",
    [_item(1, 5), _item(FREE_DRAW, 5), _item(FREE_DRAW, 5, reference=REFERENCE)],
    ids=["named", "drawn", "shown"],
)
def test_painters_vary_every_kind_of_style_and_repeat_it(painter, base):
    child = dataclasses.replace(base, seed=9, variation=0.5, lineage=base.steps)

    plain, one, again, other, still = painter.paint(
        [
            base,
            child,
            child,
            dataclasses.replace(child, seed=10),
            dataclasses.replace(child, variation=0.0),
        ]
    )

    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert not np.array_equal(one, plain)
    assert np.array_equal(still, plain)
