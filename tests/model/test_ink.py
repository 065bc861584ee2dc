import numpy as np
import pytest

from model import ink


@pytest.mark.parametrize("paper", [250, 180])
def test_a_tone_is_ink_on_even_paper_exactly_where_its_pixels_would_be(paper):
    hand = np.random.default_rng(paper)
    page = hand.choice(np.array([30, 90, 140, paper - 4, paper], np.uint8), (120, 90), p=(0.01, 0.01, 0.02, 0.3, 0.66))
    depth = 255 * (1 - np.minimum(page / np.percentile(page, 90), 1))
    strongest = np.percentile(depth, 99.7)
    threshold = max(0.3 * strongest, 26)
    wanted = np.clip((depth - threshold) / (strongest - threshold) * 2 + 0.5, 0, 1) * 255

    found = ink.find(np.repeat(page[..., None], 3, axis=2))

    assert np.abs(found - wanted).max() <= 1
    assert 0 < (found > 127).mean() < 0.1


@pytest.mark.parametrize("share", [0, 0.3, 0.9, 0.997, 1])
def test_quantiles_by_counts_are_those_of_the_values(share):
    values = np.sort(np.random.default_rng(3).integers(0, 9, 250))
    tones, counts = np.unique(values, return_counts=True)

    assert ink._quantile(tones, counts, share) == pytest.approx(np.quantile(values, share))
