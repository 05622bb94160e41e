"""A month closes on its day, in its order, once; nothing reopens it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from service.errors import PeriodNotOver, UnknownOrganisation
from service.pipeline.periods import close_due, close_period, closed_periods
from service.pipeline.releases import publish_release
from service.store.work.periods import PeriodState, move_period, read_periods
from service.terms import OrganisationId, Period
from tests.pipeline.house import TRUST, closing_time, found_trust


def states(work) -> dict[str, str]:
    found = {one.period: one.state.value for one in read_periods(work, TRUST)}
    work.session.rollback()
    return found


def test_a_month_does_not_close_before_its_day(work):
    found_trust(work)

    with pytest.raises(PeriodNotOver) as refused:
        close_period(work, TRUST, Period("2026-01"), closing_time("2026-01") - timedelta(days=1))

    assert refused.value.hints == {"closes_on": "2026-02-15"}
    assert states(work) == {}


def test_a_month_closes_on_its_day_and_closing_it_again_changes_nothing(work):
    found_trust(work)

    close_period(work, TRUST, Period("2026-01"), closing_time("2026-01"))
    close_period(work, TRUST, Period("2026-01"), closing_time("2026-09"))

    assert states(work) == {"2026-01": "closed"}


def test_closing_a_month_closes_every_open_month_before_it_without_a_gap(work):
    found_trust(work)
    close_period(work, TRUST, Period("2025-11"), closing_time("2025-11"))

    close_period(work, TRUST, Period("2026-02"), closing_time("2026-02"))

    assert states(work) == dict.fromkeys(("2025-11", "2025-12", "2026-01", "2026-02"), "closed")


def test_closing_a_released_month_does_not_reopen_it(work, releases):
    found_trust(work)
    close_period(work, TRUST, Period("2026-01"), closing_time("2026-01"))
    publish_release(work, releases, TRUST, Period("2026-01"), closing_time("2026-01"))

    close_period(work, TRUST, Period("2026-01"), closing_time("2026-03"))

    assert states(work) == {"2026-01": "released"}


@pytest.mark.parametrize(
    ("before", "to"), [("open", "released"), ("released", "closed"), ("closed", "closed")]
)
def test_a_month_only_ever_moves_one_step_on(work, before, to):
    found_trust(work)
    close_period(work, TRUST, Period("2026-01"), closing_time("2026-01"))
    work.session.execute(text(f"update period set state = '{before}'"))

    assert not move_period(work, TRUST, Period("2026-01"), PeriodState(to))


def test_a_calendar_begins_with_the_present_month_whatever_was_reported(work):
    found_trust(work)

    assert close_due(work, TRUST, closing_time("2026-01")) == ()

    assert states(work) == {"2026-02": "open"}


def test_what_is_due_is_closed_and_listed_oldest_first(work):
    found_trust(work)
    close_due(work, TRUST, closing_time("2026-01"))

    due = close_due(work, TRUST, closing_time("2026-04"))

    assert due == ("2026-02", "2026-03", "2026-04")
    assert closed_periods(work, TRUST) == due


def test_an_organisation_that_is_not_here_has_no_calendar(work):
    with pytest.raises(UnknownOrganisation):
        close_period(work, OrganisationId("elsewhere"), Period("2026-01"), closing_time("2026-01"))
