"""A budget is exact, positive and finite, and no plan can spend more than a report has."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from service.privacy.budget import LIFETIME, Epsilon, InvalidBudget
from service.privacy.policy import (
    FACTOR_STAGES,
    PlanRule,
    StageRule,
    cross_table_fits,
    plan_rule,
    plan_rules,
    stage_rule,
)
from service.terms import Plan, Stage


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "-1", "0", "1/0", "", "much"])
def test_what_is_no_positive_finite_number_is_no_budget(text):
    with pytest.raises(InvalidBudget):
        Epsilon.parse(text)


@pytest.mark.parametrize("amount", [0.5, float("nan"), 1, True, "1/2", None])
def test_only_an_exact_fraction_is_a_budget(amount):
    with pytest.raises(InvalidBudget):
        Epsilon(amount)


@given(some.fractions(min_value=Fraction(1, 1000), max_value=2))
def test_a_budget_survives_being_written_and_read(amount):
    assert Epsilon.parse(str(Epsilon(amount))) == Epsilon(amount)


@pytest.mark.parametrize("rule", plan_rules(), ids=lambda rule: f"{rule.plan}{rule.version}")
def test_each_plan_in_each_version_spends_exactly_the_lifetime_of_a_report(rule):
    assert rule.spends == LIFETIME
    assert plan_rule(rule.plan, rule.version) is rule


def test_the_factors_keep_their_share_in_every_version():
    stages = {Plan.M: Stage.MONTH_FACTOR, Plan.Q: Stage.QUARTER_FACTOR}
    spent = {
        (plan.plan, str(rule.epsilon))
        for plan in plan_rules()
        for rule in plan.stages
        if rule.stage is stages[plan.plan]
    }

    assert spent == {(Plan.M, "2/5"), (Plan.Q, "1/2")}


def test_a_plan_that_overspends_cannot_be_made():
    rules = tuple(
        StageRule(stage, Epsilon(Fraction(51, 100)), 5, 6) for stage in (Stage.MONTH_UNIT, Stage.MONTH_FACTOR)
    )

    with pytest.raises(InvalidBudget):
        PlanRule(Plan.M, 9, rules)


def test_a_plan_that_names_a_stage_twice_cannot_be_made():
    rule = StageRule(Stage.MONTH_UNIT, Epsilon(Fraction(1, 10)), 5, 6)

    with pytest.raises(InvalidBudget):
        PlanRule(Plan.M, 9, (rule, rule))


def test_every_stage_is_in_a_plan_and_a_stage_of_both_has_one_rule():
    newest = [rule for plan in Plan for rule in plan_rule(plan).stages]

    assert {rule.stage for rule in newest} == set(Stage)
    assert len(set(newest)) == len(Stage)
    assert {stage_rule(stage).stage for stage in Stage} == set(Stage)
    assert set(Stage) >= FACTOR_STAGES


def test_a_cross_table_wants_ten_reports_in_a_cell():
    assert cross_table_fits(180, 3, 6)
    assert not cross_table_fits(179, 3, 6)
