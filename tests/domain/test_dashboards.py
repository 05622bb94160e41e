"""Leaders see published figures with their margins, in fixed order, and nothing finer."""

from dataclasses import replace

import pytest

from service.domain.dashboards import view_dashboard
from service.domain.pictures import draw_dashboard
from service.domain.scopes import parse_scope, parse_span
from service.errors import UnknownCode
from service.privacy.chain import ReleaseContent, canonical_cells, genesis, link
from service.privacy.domains import PublicFacts, cell_domain
from service.privacy.policy import stage_rule
from service.store.release.handle import ReleaseStore
from service.store.release.releases import add_release, last_release
from service.taxonomy import taxonomy
from service.terms import Day, Organisation, OrganisationId, Period, Plan, Stage, Unit, UnitCode

TRUST = OrganisationId("trust")
UNITS = (
    Unit(UnitCode("north"), "North", "fields", 120),
    Unit(UnitCode("desk"), "Desk", "offices", 60),
    Unit(UnitCode("lane"), "Lane", "offices", 25),
)
FACTS = PublicFacts(Organisation(TRUST, "A trust", Plan.M, "Europe/London", 1, False), UNITS)
QUARTERLY = replace(FACTS, organisation=replace(FACTS.organisation, plan=Plan.Q))


def publish(releases: ReleaseStore, stage: Stage, period: str, plan: Plan = Plan.M, **values: int) -> None:
    rule = stage_rule(stage)
    named = {name.replace("_", "-"): value for name, value in values.items()}
    cells = [(cell, named.get(cell, 0)) for cell in cell_domain(stage, UNITS).cells]
    content = ReleaseContent(
        TRUST, stage, Period(period), plan, str(rule.epsilon), "2.5", rule.margin, rule.threshold,
        canonical_cells(cells), Day("2026-06-15"),
    )  # fmt: skip
    last = last_release(releases, TRUST)
    assert add_release(
        releases, link(content, (last.position if last else 0) + 1, last.hash if last else genesis(TRUST))
    )


def test_a_figure_is_told_with_its_margin(releases):
    publish(releases, Stage.MONTH_FACTOR, "2026-05", digital_systems=23)

    view = view_dashboard(releases, FACTS, "factor:digital-systems", "12")

    assert [series.newest.words for series in view.factors] == ["about 23 (likely 17 to 29)"]


@pytest.mark.parametrize("value", [6, 0, -9])
def test_a_value_below_its_threshold_is_too_few_to_tell_and_never_nought_or_blank(releases, value):
    publish(releases, Stage.MONTH_FACTOR, "2026-05", digital_systems=value)

    view = view_dashboard(releases, FACTS, "factor:digital-systems", "12")

    assert view.factors[0].newest.words == "too few to tell"


def test_a_total_has_the_margin_of_a_sum_and_not_the_sum_of_margins(releases):
    publish(releases, Stage.MONTH_UNIT, "2026-05", north=60, desk=30, other_units=10)

    total = view_dashboard(releases, FACTS, "all", "12").total.newest

    assert total.words == "about 100 (likely 90 to 110)"


def test_factors_and_units_stand_in_their_fixed_order_whatever_their_values(releases):
    publish(releases, Stage.MONTH_FACTOR, "2026-05", learning_feedback=900)
    publish(releases, Stage.MONTH_UNIT, "2026-05", desk=900)

    view = view_dashboard(releases, FACTS, "all", "12")

    assert [one.code for one in view.factors] == [factor.code for factor in taxonomy().factors]
    assert [one.code for one in view.units] == ["north", "desk", "other-units"]


def test_plan_q_shows_months_in_total_and_quarters_by_factor_and_unit(releases):
    publish(releases, Stage.MONTH_TOTAL, "2026-03", Plan.Q, total=40)
    publish(releases, Stage.QUARTER_FACTOR, "2026-Q1", Plan.Q, digital_systems=20)
    publish(releases, Stage.QUARTER_UNIT, "2026-Q1", Plan.Q, north=30)

    view = view_dashboard(releases, QUARTERLY, "all", "12")

    assert view.total.newest.words == "about 40 (likely 17 to 63)"
    assert {one.quarterly for one in (*view.factors, *view.units)} == {True}
    assert (view.months, view.quarters) == (("2026-03",), ("2026-Q1",))


@pytest.mark.parametrize(
    "scope",
    [
        "",
        "factor",
        "factor:",
        "factor:human-error",
        "unit:lane",
        "unit:south",
        "all:north",
        "kind:idea",
        "All",
    ],
)
def test_any_other_scope_is_refused(scope):
    with pytest.raises(UnknownCode):
        parse_scope(scope, FACTS)


@pytest.mark.parametrize("span", ["", "1", "13", "-12", "all", "12.0", " 12"])
def test_any_other_span_is_refused(span):
    with pytest.raises(UnknownCode):
        parse_span(span)


def test_a_span_ends_with_the_newest_published_month(releases):
    for year in (2024, 2025, 2026):
        for month in range(1, 13):
            publish(releases, Stage.MONTH_UNIT, f"{year}-{month:02d}", north=50)

    view = view_dashboard(releases, FACTS, "unit:north", "24")

    assert (view.months[0], view.months[-1], len(view.months)) == ("2025-01", "2026-12", 24)


def test_the_next_dates_are_arithmetic_on_the_last_published_month(releases):
    publish(releases, Stage.MONTH_FACTOR, "2026-05")

    view = view_dashboard(releases, FACTS, "all", "12")

    assert (view.next_month, view.next_quarter) == ("2026-07-15", "2026-07-15")
    assert "Nothing here changes until 15 July 2026." in view.sentences


def test_the_sentences_of_honesty_stand_on_every_view(releases):
    publish(releases, Stage.MONTH_FACTOR, "2026-05")

    for scope in ("all", "factor:digital-systems", "unit:north"):
        said = " ".join(view_dashboard(releases, FACTS, scope, "12").sentences)
        assert "blurred once" in said
        assert "do not add up exactly" in said
        assert "feel safer to speak" in said


def test_before_the_first_release_the_view_is_empty_and_says_so(releases):
    view = view_dashboard(releases, FACTS, "all", "12")

    assert view.total.newest is None
    assert draw_dashboard(view) is None
    assert "Nothing has been published yet." in view.sentences


def test_every_figure_shown_names_the_release_it_came_from(releases):
    publish(releases, Stage.MONTH_FACTOR, "2026-05")
    publish(releases, Stage.MONTH_UNIT, "2026-05")

    view = view_dashboard(releases, FACTS, "all", "12")

    assert {source.stage for source in view.sources} == {Stage.MONTH_FACTOR, Stage.MONTH_UNIT}
    assert all(len(source.hash) == 64 for source in view.sources)


def test_the_cross_table_is_that_of_the_newest_quarter(releases):
    for quarter, value in (("2026-Q1", 30), ("2026-Q2", 50)):
        publish(releases, Stage.QUARTER_CROSS, quarter, **{"offices|tools-and-places": value})

    cross = view_dashboard(releases, FACTS, "all", "12").cross

    assert cross.period == "2026-Q2"
    assert [code for code, _ in cross.rows] == ["fields", "offices", "other-units"]
    place = [code for code, _ in cross.columns].index("tools-and-places")
    assert cross.figures[1][place].words == "about 50 (likely 39 to 61)"


def test_a_chart_is_drawn_of_the_chosen_factor(releases):
    for month in range(1, 7):
        publish(releases, Stage.MONTH_FACTOR, f"2026-{month:02d}", digital_systems=20 + month)

    spec = draw_dashboard(view_dashboard(releases, FACTS, "factor:digital-systems", "12"))

    rows = next(iter(spec["datasets"].values()))
    assert [row["drawn"] for row in rows] == [21, 22, 23, 24, 25, 26]
