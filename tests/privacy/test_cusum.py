"""The learning trigger finds lasting rises, dates them, stays silent on steadiness, and knows its noise."""

import numpy as np
import pytest

from service.privacy.cusum import LARGEST, Watch, deviation, find_rises, law, threshold, usual_mean

WATCH = Watch(epsilon=0.4, run_length=384, longest=24, shortest=12)


@pytest.mark.parametrize("mean", [0.5, 2, 7.5, 30, 120, 900])
@pytest.mark.parametrize("epsilon", [0.15, 0.4])
def test_a_law_is_a_distribution_with_the_stated_spread(mean, epsilon):
    found = law(mean, epsilon)

    values = np.arange(found.lowest, found.lowest + len(found.chances))
    centre = float(values @ found.chances)
    assert found.chances.sum() == pytest.approx(1)
    assert mean <= centre + 1e-9 <= mean * 1.1 + 1e-6
    assert np.sqrt((values - centre) ** 2 @ found.chances) == pytest.approx(
        deviation(centre, epsilon), rel=1e-3
    )


@pytest.mark.parametrize("mean", [2, 7.5, 30, 500])
def test_chance_alone_reaches_the_threshold_as_rarely_as_was_asked(mean):
    found, height = law(mean, 0.4), threshold(mean, 0.4, 100)
    chance = np.random.default_rng(7)
    adds = found.adds[chance.choice(len(found.chances), size=200_000, p=found.chances)]

    total, reached = 0.0, 0
    for add in adds.tolist():
        total = max(0.0, total + add)
        if total >= height:
            total, reached = 0.0, reached + 1

    assert len(adds) / reached == pytest.approx(100, rel=0.15)


def test_a_rarer_chance_asks_for_a_higher_threshold():
    heights = [threshold(20, 0.4, length) for length in (50, 100, 400, 1600)]

    assert heights == sorted(set(heights))


def test_more_noise_makes_the_same_figure_say_less():
    quiet, loud = law(20, 0.5), law(20, 0.15)

    assert quiet.add(40) > loud.add(40) > 0
    assert quiet.add(10) < loud.add(10) < 0


def test_a_steady_series_gives_no_prompt():
    assert find_rises([20, 23, 18, 21, 19, 22, 20, 24, 17, 21] * 5, WATCH) == []


def test_a_doubling_is_found_and_dated_to_where_it_began():
    values = [20, 23, 18, 21, 19, 22, 20, 24, 17, 21, 20, 22] * 2 + [43, 38, 41]

    [rise] = find_rises(values, WATCH)

    assert rise.since == 24
    assert rise.found in (24, 25)
    assert 19 < rise.usual < 24
    assert rise.ended is None


def test_a_rise_that_goes_away_ends():
    values = [20] * 24 + [45] * 3 + [20] * 12

    [rise] = find_rises(values, WATCH)

    assert rise.ended is not None
    assert 27 <= rise.ended <= 32


def test_a_rise_that_stays_becomes_usual_after_a_year_and_a_further_rise_is_found():
    values = [20] * 24 + [40] * 40 + [80] * 3

    rises = find_rises(values, WATCH)

    assert [rise.since for rise in rises] == [24, 64]
    assert rises[0].ended == rises[0].found + 12


def test_a_fall_is_no_prompt():
    assert find_rises([40] * 24 + [5] * 24, WATCH) == []


@pytest.mark.parametrize("length", [0, 1, 11, 12])
def test_before_a_year_is_known_nothing_is_said(length):
    assert find_rises([500] * length, WATCH) == []


@pytest.mark.parametrize("values", [[-9] * 30, [0] * 30, [10**7] * 30, [-(10**7)] * 14 + [10**7] * 3])
def test_figures_far_from_any_law_break_nothing(values):
    find_rises(values, WATCH)


def test_a_low_baseline_is_raised_by_its_own_uncertainty():
    assert usual_mean([20] * 12, 0.4) > usual_mean([20] * 24, 0.4) > 20
    assert usual_mean([-5] * 12, 0.4) > 0
    assert law(LARGEST * 10, 0.4).lowest < 0
