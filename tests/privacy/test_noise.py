"""Noise is integer Laplace at the declared scale, drawn afresh every time, at no more than its epsilon."""

from collections import Counter
from fractions import Fraction
from math import exp, sqrt

import pytest
from scipy.stats import chisquare, dlaplace

from service.privacy import noise
from service.privacy.budget import Epsilon
from service.privacy.counting import RawCounts
from service.privacy.domains import CellDomain
from service.privacy.noise import BudgetExceeded, blur, scale_for, spends
from service.privacy.policy import plan_rule
from service.terms import Plan, Stage

RULES = [rule for plan in Plan for rule in plan_rule(plan).stages]


def counts(values: list[int]) -> RawCounts:
    cells = tuple(f"cell-{index}" for index in range(len(values)))
    return RawCounts(CellDomain(Stage.MONTH_FACTOR, cells, (), ()), tuple(values))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stage)
def test_the_map_of_every_stage_stays_within_its_epsilon_exactly(rule):
    scale = scale_for(rule.epsilon)

    assert spends(scale) <= rule.epsilon.amount
    assert scale == pytest.approx(float(1 / rule.epsilon.amount), rel=1e-12)


def test_the_plain_inverse_would_have_spent_more_than_it_may():
    assert spends(float(1 / Fraction(7, 20))) > Fraction(7, 20)


def test_a_mechanism_that_costs_more_publishes_nothing(monkeypatch):
    monkeypatch.setattr(noise, "scale_for", lambda epsilon: 1.0)

    with pytest.raises(BudgetExceeded):
        blur(counts([5, 5]), Epsilon(Fraction(2, 5)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stage)
def test_the_margin_holds_at_least_nine_times_in_ten(rule):
    a = exp(-float(rule.epsilon.amount))

    assert 1 - 2 * a ** (rule.margin + 1) / (1 + a) >= 0.90


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stage)
def test_drawn_noise_has_the_declared_distribution(rule):
    drawn = [value - 1000 for _, value in blur(counts([1000] * 20_000), rule.epsilon).cells]

    seen, reach = Counter(drawn), round(4 / float(rule.epsilon.amount))
    law = dlaplace(float(rule.epsilon.amount))
    inside = range(-reach, reach + 1)
    expected = [law.pmf(value) * len(drawn) for value in inside]
    rest = len(drawn) - sum(expected)
    observed = [seen[value] for value in inside]
    found = chisquare([*observed, len(drawn) - sum(observed)], [*expected, rest])
    # One false alarm in a hundred million runs for each of six stages.
    assert found.pvalue > 1e-8


def test_noise_is_signed_and_never_cut_off_at_nothing():
    values = [value for _, value in blur(counts([0] * 500), Epsilon(Fraction(1, 4))).cells]

    assert min(values) < 0 < max(values)
    assert all(isinstance(value, int) for value in values)


def test_the_same_counts_are_never_blurred_alike_twice():
    first, second = (blur(counts([7] * 200), Epsilon(Fraction(1, 4))) for _ in range(2))

    assert first != second


def test_cells_draw_apart_from_each_other():
    pairs = [blur(counts([0, 0]), Epsilon(Fraction(1, 2))).cells for _ in range(3000)]
    products = [one[1] * other[1] for one, other in pairs]

    spread = sqrt(sum(product * product for product in products)) / len(products)
    assert abs(sum(products) / len(products)) < 6 * spread


def test_true_counts_do_not_print():
    assert "98765" not in repr(counts([98765]))
