"""A share's range holds the truth nine times in ten, and says nothing where there is too little."""

import json

import numpy as np
import pytest
from scipy.stats import dlaplace

from service.domain.figures import TOO_FEW, Table
from service.domain.shares import Parts, share_of
from service.privacy.chain import ReleaseContent, genesis, link
from service.terms import Day, OrganisationId, Period, Plan, Stage

CELLS = ("went-well-despite", "concern", "incident", "idea", "near-miss", "not-as-intended")
WENT_WELL = Parts(CELLS[:1], CELLS)


def table(values, scale="10.0"):
    content = ReleaseContent(
        OrganisationId("trust"), Stage.QUARTER_KIND, Period("2026-Q1"), Plan.M, "1/10", scale, 23, 23,
        json.dumps(values), Day("2026-04-15"), 2,
    )  # fmt: skip
    return Table(link(content, 1, genesis("trust")), values)


@pytest.mark.parametrize(("whole", "share", "quarters"), [(360, 0.15, 1), (360, 0.5, 4), (1500, 0.05, 1)])
def test_the_range_holds_the_true_share_about_nine_times_in_ten(whole, share, quarters):
    chance = np.random.default_rng(2026)
    true = {CELLS[0]: round(whole * share)} | {
        cell: round(whole * (1 - share) / (len(CELLS) - 1)) for cell in CELLS[1:]
    }
    exact = 100 * true[CELLS[0]] / sum(true.values())

    held = 0
    for _ in range(400):
        noise = dlaplace.rvs(0.1, size=(quarters, len(CELLS)), random_state=chance)
        tables = tuple(
            table({cell: int(true[cell] + one) for cell, one in zip(CELLS, row, strict=True)})
            for row in noise
        )
        found = share_of(tables, WENT_WELL)
        held += found.low - 0.5 <= exact <= found.high + 0.5

    assert held / 400 >= 0.87


def test_too_few_reports_tell_no_share_and_never_nought():
    found = share_of((table(dict.fromkeys(CELLS, 3)),), WENT_WELL)

    assert not found.told
    assert found.words == TOO_FEW


def test_a_table_below_nothing_tells_no_share():
    assert not share_of((table(dict.fromkeys(CELLS, -9)),), WENT_WELL).told


def test_four_quarters_together_say_more_than_one():
    one = table(dict.fromkeys(CELLS, 100) | {CELLS[0]: 60})

    alone, year = share_of((one,), WENT_WELL), share_of((one,) * 4, WENT_WELL)

    assert alone.percent == year.percent == 11
    assert year.high - year.low < alone.high - alone.low
    assert alone.words == f"about 11 % (likely {alone.low} % to {alone.high} %)"


def test_a_share_of_everything_stays_within_a_hundred():
    found = share_of((table(dict.fromkeys(CELLS, -4) | {CELLS[0]: 900}),), WENT_WELL)

    assert (found.percent, found.high) == (100, 100)
