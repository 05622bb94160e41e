"""What is promised about one report: exact, and never less than what has been published."""

from dataclasses import replace

import pytest

from service.domain.protection import belief, most_spent, percent_of, view_protection
from service.privacy.chain import ReleaseContent, genesis, link
from service.store.release.releases import add_release, last_release
from service.terms import Day, Period, Plan, Stage
from tests.domain.test_dashboards import FACTS, TRUST


def put(releases, plan: Plan, version: int, stage: Stage, epsilon: str, period: str) -> None:
    content = ReleaseContent(
        TRUST, stage, Period(period), plan, epsilon, "2.5", 6, 7, "{}", Day("2026-06-15"), version
    )
    last = last_release(releases, TRUST)
    place = (last.position + 1, last.hash) if last else (1, genesis(TRUST))
    assert add_release(releases, link(content, *place))


def test_before_anything_is_published_nothing_is_spent(releases):
    found = view_protection(releases, FACTS)

    assert (found.spent, found.releases, found.last_hash, found.lifetime) == ("0", 0, "", "1")


def test_a_table_is_spent_once_however_often_it_was_published(releases):
    for month in ("2026-01", "2026-02"):
        put(releases, Plan.M, 2, Stage.MONTH_FACTOR, "2/5", month)
    put(releases, Plan.M, 2, Stage.MONTH_UNIT, "1/5", "2026-01")

    assert view_protection(releases, FACTS).spent == "3/5"


def test_plans_and_versions_are_not_added_up_because_no_report_is_in_two(releases):
    put(releases, Plan.M, 1, Stage.MONTH_FACTOR, "2/5", "2026-01")
    put(releases, Plan.M, 2, Stage.MONTH_FACTOR, "2/5", "2026-02")
    put(releases, Plan.Q, 2, Stage.QUARTER_FACTOR, "1/2", "2026-Q1")

    assert str(most_spent(releases, TRUST)) == "1/2"


@pytest.mark.parametrize("plan", Plan)
def test_the_tables_of_a_plan_use_the_whole_and_no_more(releases, plan):
    facts = replace(FACTS, organisation=replace(FACTS.organisation, plan=plan))

    parts = [percent_of(charge.epsilon) for charge in view_protection(releases, facts).charges]

    assert sum(float(part) for part in parts) == pytest.approx(1)


def test_even_odds_move_to_73_in_a_hundred_at_most_and_27_at_least():
    assert (belief(50, 1).most, belief(50, 1).least) == (73.1, 26.9)
    assert (belief(1, 1).most, belief(90, 1).most) == (2.7, 96.1)
