"""The state of each month of intake: open, closed, released. One way only."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import CursorResult, insert, select, update

from service.store.work.handle import WorkStore
from service.store.work.pipeline_tables import PeriodRow
from service.store.work.tables import OrganisationRow
from service.terms import Day, OrganisationId, Period

_period = PeriodRow.__table__  # type: ignore[attr-defined]
_organisation = OrganisationRow.__table__  # type: ignore[attr-defined]


class PeriodState(StrEnum):
    """What has happened to a month; it only ever moves down this list."""

    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class KnownPeriod:
    """A month the calendar of an organisation knows."""

    period: Period
    state: PeriodState
    closes_on: Day


def read_periods(work: WorkStore, organisation: OrganisationId) -> tuple[KnownPeriod, ...]:
    """Every known month of an organisation, oldest first."""
    rows = work.session.execute(
        select(_period.c.period, _period.c.state, _period.c.closes_on)
        .where(_period.c.organisation == organisation)
        .order_by(_period.c.period)
    )
    return tuple(KnownPeriod(row.period, PeriodState(row.state), row.closes_on) for row in rows)


def add_period(work: WorkStore, organisation: OrganisationId, period: Period, closes: Day) -> None:
    """Open a month on the calendar."""
    row = {"organisation": organisation, "period": period, "state": PeriodState.OPEN, "closes_on": closes}
    work.session.execute(insert(_period).values(row))


def move_period(work: WorkStore, organisation: OrganisationId, period: Period, to: PeriodState) -> bool:
    """Move a month one step on; False if it was not in the step before (somebody else moved it)."""
    before = PeriodState.OPEN if to is PeriodState.CLOSED else PeriodState.CLOSED
    moved = work.session.execute(
        update(_period)
        .where(_period.c.organisation == organisation, _period.c.period == period, _period.c.state == before)
        .values(state=to)
    )
    return _touched(moved)


def is_closed(work: WorkStore, organisation: OrganisationId, period: Period) -> bool:
    """Whether a month is closed and not yet released."""
    found = work.session.execute(
        select(_period.c.state).where(_period.c.organisation == organisation, _period.c.period == period)
    ).scalar_one_or_none()
    return found == PeriodState.CLOSED


def hold_calendar(work: WorkStore, organisation: OrganisationId) -> bool:
    """Take the lock on an organisation's calendar until the transaction ends; False if there is none such."""
    held = work.session.execute(
        update(_organisation)
        .where(_organisation.c.organisation == organisation)
        .values(revision=_organisation.c.revision)
    )
    return _touched(held)


def _touched(result: object) -> bool:
    assert isinstance(result, CursorResult)
    return result.rowcount > 0
