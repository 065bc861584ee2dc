"""model.bootstrap: intervals that hold what they promise."""

import numpy as np
import pytest

from model import bootstrap


def test_what_never_varies_is_certain():
    figure = bootstrap.mean([0.5] * 20)

    assert (figure.value, figure.low, figure.high, figure.count) == (0.5, 0.5, 0.5, 20)


def test_the_interval_holds_the_truth_about_nineteen_times_in_twenty():
    rng = np.random.default_rng(0)
    figures = [bootstrap.mean(rng.normal(3, 1, 40)) for _ in range(60)]

    assert sum(figure.low <= 3 <= figure.high for figure in figures) >= 51
    assert np.mean([figure.high - figure.low for figure in figures]) == pytest.approx(2 * 1.96 / np.sqrt(40), rel=0.15)


def test_drawings_without_a_value_do_not_count():
    figure = bootstrap.mean([1.0, np.nan, 3.0])

    assert (figure.value, figure.count) == (2.0, 2)


def test_of_nothing_nothing_is_known():
    assert np.isnan(bootstrap.mean([np.nan]).value)
    assert bootstrap.mean([]).count == 0
    assert np.isnan(bootstrap.ratio(np.array([np.nan]), np.array([1.0])).value)


def test_a_ratio_is_of_the_means():
    figure = bootstrap.ratio(np.array([1.0, 3.0]), np.array([2.0, 2.0]))

    assert figure.value == 1.0
    assert figure.low < 1 < figure.high


def test_a_figure_that_repetition_shifts_stays_inside_its_interval():
    values = np.random.default_rng(0).random(30)

    figure = bootstrap.figure(lambda chosen: len(np.unique(values[chosen])) / 30, 30, limits=(0, 1))

    assert figure.value == 1.0
    assert figure.low < 1.0 <= figure.high == 1.0


def test_resamples_without_a_figure_do_not_count():
    figure = bootstrap.figure(lambda chosen: np.nan if chosen[0] == 0 else float(chosen.mean()), 9)

    assert np.isnan(figure.value)

    figure = bootstrap.figure(lambda chosen: np.nan if chosen[0] == 5 else float(chosen.mean()), 9)

    assert 0 < figure.low < 4 < figure.high
