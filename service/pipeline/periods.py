"""Opens and closes months of intake on the public calendar.

Never reopens one, never closes one early, never closes one out of order.
"""

from datetime import datetime

from service.errors import PeriodNotOver, UnknownOrganisation
from service.privacy.calendar import closes_on, is_over, local_date, month_of, shift_month
from service.store.engine import transaction
from service.store.work.counting import read_public_facts
from service.store.work.handle import WorkStore
from service.store.work.periods import (
    PeriodState,
    add_period,
    hold_calendar,
    move_period,
    read_periods,
)
from service.terms import OrganisationId, Period


def close_period(work: WorkStore, organisation: OrganisationId, period: Period, now: datetime) -> None:
    """Close a month and every open month before it; a month that is closed already stays as it is.

    A month closes fourteen whole days after its end, where the organisation is. The first month an
    organisation ever closes begins its calendar. Raises PeriodNotOver before that day, changing nothing.
    """
    with transaction(work):
        if not hold_calendar(work, organisation):
            raise UnknownOrganisation
        timezone = read_public_facts(work, organisation).organisation.timezone
        if not is_over(period, now, timezone):
            raise PeriodNotOver(closes_on=closes_on(period))
        _extend_calendar(work, organisation, period)
        for known in read_periods(work, organisation):
            if known.period <= period and known.state is PeriodState.OPEN:
                move_period(work, organisation, known.period, PeriodState.CLOSED)


def close_due(work: WorkStore, organisation: OrganisationId, now: datetime) -> tuple[Period, ...]:
    """Close every month whose day has come; return all that are closed and not yet released, oldest first.

    An organisation without a calendar gets one that begins with the present month, whatever was reported:
    the day of a first release must not tell when a first report came.
    """
    with transaction(work):
        hold_calendar(work, organisation)
        timezone = read_public_facts(work, organisation).organisation.timezone
        known = read_periods(work, organisation)
        if not known:
            present = month_of(local_date(now, timezone))
            add_period(work, organisation, present, closes_on(present))
    due = _last_due(now, timezone)
    if known and known[0].period <= due:
        close_period(work, organisation, due, now)
    return closed_periods(work, organisation)


def closed_periods(work: WorkStore, organisation: OrganisationId) -> tuple[Period, ...]:
    """Months that are closed and wait to be published, oldest first."""
    with transaction(work):
        known = read_periods(work, organisation)
    return tuple(month.period for month in known if month.state is PeriodState.CLOSED)


def _last_due(now: datetime, timezone: str) -> Period:
    """The newest month that may be closed now."""
    month = month_of(local_date(now, timezone))
    while not is_over(month, now, timezone):
        month = shift_month(month, -1)
    return month


def _extend_calendar(work: WorkStore, organisation: OrganisationId, upto: Period) -> None:
    """Write every month from the last known one through `upto`, without a gap."""
    known = read_periods(work, organisation)
    month = shift_month(known[-1].period, 1) if known else upto
    while month <= upto:
        add_period(work, organisation, month, closes_on(month))
        month = shift_month(month, 1)
