"""The first page: this month and this quarter with honest margins, how usual they are, and the calendar."""

from dataclasses import replace

import pytest

from service.domain.figures import Figure, sum_figures
from service.domain.overviews import view_overview
from service.store.release import marks
from service.taxonomy import taxonomy
from service.terms import Day, Period, Plan, Rebase, RebaseReason, Role, Stage
from tests.domain.test_dashboards import FACTS, QUARTERLY, TRUST, publish

STEADY = [20, 23, 18, 21, 19, 22, 20, 24, 17, 21, 20, 22]


def month(place: int) -> str:
    return f"{2025 + place // 12}-{place % 12 + 1:02d}"


def publish_months(releases, values, **others: int) -> None:
    for place, value in enumerate(values):
        publish(releases, Stage.MONTH_FACTOR, month(place), digital_systems=value, **others)
        publish(releases, Stage.MONTH_UNIT, month(place), north=60, desk=30)


def line(lines, code: str):
    return next(one for one in lines if one.scope.endswith(code))


def test_a_line_tells_the_newest_month_and_the_newest_whole_quarter(releases):
    publish_months(releases, [10, 20, 30, 40])

    overview = view_overview(releases, FACTS)

    digital = line(overview.factors, "digital-systems")
    assert (overview.month, overview.quarter) == ("2025-04", "2025-Q1")
    assert digital.month.words == "about 40 (likely 34 to 46)"
    assert (digital.quarter.value, len(digital.quarter.hashes)) == (60, 3)
    assert 6 < digital.quarter.margin < 3 * 6


def test_a_quarter_of_which_a_month_is_missing_is_not_told(releases):
    publish(releases, Stage.MONTH_FACTOR, "2025-01", digital_systems=20)
    publish(releases, Stage.MONTH_FACTOR, "2025-03", digital_systems=20)

    assert line(view_overview(releases, FACTS).factors, "digital-systems").quarter is None


def test_lines_stand_in_their_fixed_order_whatever_their_figures(releases):
    publish(releases, Stage.MONTH_FACTOR, "2025-01", learning_feedback=900)
    publish(releases, Stage.MONTH_UNIT, "2025-01", desk=900)

    overview = view_overview(releases, FACTS)

    assert [one.scope for one in overview.factors] == [f"factor:{one.code}" for one in taxonomy().factors]
    assert [one.scope for one in overview.units] == ["unit:north", "unit:desk", "unit:other-units"]


def test_change_is_told_in_words_once_there_are_twelve_months(releases):
    publish_months(releases, STEADY[:11])
    early = line(view_overview(releases, FACTS).factors, "digital-systems").beside
    publish(releases, Stage.MONTH_FACTOR, month(11), digital_systems=21)
    steady = line(view_overview(releases, FACTS).factors, "digital-systems").beside
    publish(releases, Stage.MONTH_FACTOR, month(12), digital_systems=70)
    risen = line(view_overview(releases, FACTS).factors, "digital-systems").beside

    assert (early, steady) == ("", "usual for you")
    assert risen == "higher than usual for you: beyond the usual limits"


def test_after_a_decided_rebase_nothing_is_called_unusual_before_there_are_twelve_new_months(releases):
    publish_months(releases, [*STEADY, 70])
    based = Rebase(
        "factor:digital-systems",
        Period(month(12)),
        RebaseReason.WORK_CHANGED,
        Role.STEWARD,
        Day("2026-02-15"),
    )

    marks.add_rebase(releases, TRUST, based, stands=True)

    lines = view_overview(releases, FACTS).factors
    assert line(lines, "digital-systems").beside == ""
    assert line(lines, "workload-demand").beside == "usual for you"


def test_the_calendar_is_arithmetic_on_the_newest_month(releases):
    publish_months(releases, [10, 20])

    calendar = view_overview(releases, FACTS).calendar

    assert [(one.day, one.month, one.quarter) for one in calendar] == [
        ("2025-04-15", "2025-03", "2025-Q1"),
        ("2025-05-15", "2025-04", None),
        ("2025-06-15", "2025-05", None),
        ("2025-07-15", "2025-06", "2025-Q2"),
    ]


def test_plan_q_tells_the_total_by_month_and_the_rest_by_quarter(releases):
    for place in (1, 2, 3):
        publish(releases, Stage.MONTH_TOTAL, f"2026-{place:02d}", Plan.Q, total=40)
    publish(releases, Stage.QUARTER_FACTOR, "2026-Q1", Plan.Q, digital_systems=20)

    overview = view_overview(releases, QUARTERLY)

    digital = line(overview.factors, "digital-systems")
    assert (digital.month, digital.quarter.words) == (None, "about 20 (likely 15 to 25)")
    assert (overview.total.month.value, overview.total.quarter.value) == (40, 120)


def test_before_anything_is_published_there_is_no_month_no_quarter_and_no_calendar(releases):
    overview = view_overview(releases, FACTS)

    assert (overview.month, overview.quarter, overview.calendar, overview.prompts) == (None, None, (), ())


def test_a_sum_has_the_exact_margin_of_its_noise_and_names_every_release():
    one = Figure(Period("2026-01"), 20, 6, 7, scale=2.5, hashes=("a",))

    whole = sum_figures(Period("2026-Q1"), (one, replace(one, hashes=("b",)), replace(one, hashes=("c",))))

    assert (whole.value, whole.cells, whole.hashes) == (60, 3, ("a", "b", "c"))
    assert whole.margin == whole.threshold == 10


def test_where_a_plan_changed_between_them_the_margin_is_that_of_the_widest_noise():
    one = Figure(Period("2026-01"), 20, 6, 7, scale=2.5)
    alike = sum_figures(Period("2026-Q1"), (replace(one, scale=4.0),) * 3)

    mixed = sum_figures(Period("2026-Q1"), (one, one, replace(one, scale=4.0)))

    assert mixed.margin == alike.margin > 10


def test_there_is_no_sum_of_nothing():
    with pytest.raises(ValueError, match="empty"):
        sum_figures(Period("2026-Q1"), ())
