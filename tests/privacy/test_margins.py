"""The margin of a sum is exact: the plans' own for one cell, and right by simulation for many."""

import numpy as np
import pytest

from service.privacy.margins import margin_of_sum
from service.privacy.noise import scale_for
from service.privacy.policy import plan_rule
from service.terms import Plan

RULES = [rule for plan in Plan for rule in plan_rule(plan).stages]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stage.value)
def test_one_cell_has_the_margin_of_its_plan(rule):
    assert abs(margin_of_sum(scale_for(rule.epsilon), 1) - rule.margin) <= 1


def test_many_cells_have_a_margin_that_holds_nine_times_in_ten():
    chance, decay, cells = np.random.default_rng(5), np.exp(-1 / 4.0), 9
    # The difference of two geometric draws is a discrete Laplace (Inusah and Kozubowski 2006).
    draws = chance.geometric(1 - decay, (200_000, cells)) - chance.geometric(1 - decay, (200_000, cells))

    margin = margin_of_sum(4.0, cells)
    within = np.mean(np.abs(draws.sum(axis=1)) <= margin)
    below = np.mean(np.abs(draws.sum(axis=1)) <= margin - 1)

    assert below < 0.90 <= within + 0.003
    assert margin < 9 * 10 / 2


@pytest.mark.parametrize(("scale", "cells"), [(0.0, 1), (-1.0, 2), (2.0, 0), (float("nan"), 1)])
def test_no_margin_without_noise_or_cells(scale: float, cells: int):
    with pytest.raises(ValueError, match="margin"):
        margin_of_sum(scale, cells)
