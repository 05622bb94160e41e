"""The calendar is arithmetic: months, quarters and closing days, on the organisation's own wall."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from service.privacy.calendar import (
    closes_on,
    is_over,
    last_month,
    local_date,
    month_of,
    parse_month,
    quarter_ending,
    quarter_of,
    shift_month,
    shift_period,
)
from service.terms import Period

DAYS = some.dates(date(1990, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2026-01", "2026-02-15"),
        ("2026-02", "2026-03-15"),
        ("2026-12", "2027-01-15"),
        ("2026-Q1", "2026-04-15"),
        ("2026-Q4", "2027-01-15"),
    ],
)
def test_a_period_closes_fourteen_whole_days_after_its_end(period, day):
    assert closes_on(Period(period)) == day


def test_a_period_closes_at_midnight_where_the_organisation_is():
    period, moment = Period("2026-06"), datetime(2026, 7, 14, 23, 30, tzinfo=UTC)

    assert is_over(period, moment, "Europe/London")
    assert not is_over(period, moment, "America/New_York")


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        local_date(datetime(2026, 7, 14), "Europe/London")  # noqa: DTZ001


@given(DAYS)
def test_every_month_is_in_one_quarter_and_three_months_end_one(day):
    month = month_of(day)

    ending = [shift_month(month, step) for step in range(3) if quarter_ending(shift_month(month, step))]
    assert len(ending) == 1
    assert month <= last_month(quarter_of(month)) <= shift_month(month, 2)


@given(DAYS, some.integers(-500, 500))
def test_moving_on_and_back_is_where_one_was(day, by):
    month = month_of(day)

    assert shift_month(shift_month(month, by), -by) == month
    assert shift_period(shift_period(quarter_of(month), by), -by) == quarter_of(month)


@given(DAYS)
def test_a_later_month_closes_later(day):
    month = month_of(day)

    assert closes_on(month) < closes_on(shift_month(month, 1))


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-Q1", "26-01", "2026-1", "", "2026-01-01"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError):
        parse_month(text)
