"""How long words are kept: who decides, what reporters are told before they write, and when each is due.

Never deletes a report early and never keeps one longer than was said, except under a hold that everybody
can see before they write.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from service.domain.audit import Deed, record
from service.domain.clocks import day_of
from service.errors import BadRetention
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.organisations import move_revision
from service.store.work.retention import Ageing, find_retention, set_retention
from service.terms import OrganisationId, ReportId, Retention

LEAST_DAYS, MOST_DAYS = 90, 730
"""An answer may take 90 days; nothing said in confidence should lie about for more than two years."""
SPREAD_DAYS = 7
"""Reports of one day are not forgotten on one day (LEAKS 5)."""


class HoldReason(StrEnum):
    """Why nothing may be deleted by age for now: a closed list, so that it names no case."""

    COURT = "court"
    INQUIRY = "inquiry"
    REGULATOR = "regulator"
    LEGAL_CLAIM = "legal-claim"


def decide_retention(
    work: WorkStore, staff: StaffStore, organisation: OrganisationId, days: int, who: tuple[str, datetime]
) -> None:
    """Keep words `days` days after the last message from now on. BadRetention outside 90 to 730.

    Holds for what is stored already too: a shorter time is kept at the next run.
    """
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise BadRetention(least=str(LEAST_DAYS), most=str(MOST_DAYS))
    set_retention(work, organisation, replace(find_retention(work, organisation), days=days))
    move_revision(work, organisation)
    record(staff, organisation, Deed.RETENTION_CHANGED, who, str(days))


def begin_hold(
    work: WorkStore,
    staff: StaffStore,
    organisation: OrganisationId,
    reason: HoldReason,
    who: tuple[str, datetime],
) -> None:
    """Delete nothing by age until the hold ends. Reporters see it before they write, and can still delete."""
    set_retention(work, organisation, replace(find_retention(work, organisation), hold=reason.value))
    move_revision(work, organisation)
    record(staff, organisation, Deed.HOLD_BEGAN, who, reason.value)


def end_hold(
    work: WorkStore, staff: StaffStore, organisation: OrganisationId, who: tuple[str, datetime]
) -> None:
    """Let age decide again; nothing happens where there is no hold."""
    known = find_retention(work, organisation)
    if known.hold is None:
        return
    set_retention(work, organisation, replace(known, hold=None))
    move_revision(work, organisation)
    record(staff, organisation, Deed.HOLD_ENDED, who, known.hold)


def due_on(ageing: Ageing, retention: Retention) -> date:
    """The day from which a report's words go: so long after the last message, spread by up to seven days.

    The spread comes from the random report id, so it is the same at every run and is stored nowhere.
    """
    last = max(day_of(moment) for moment in (ageing.received, ageing.active) if moment)
    return last + timedelta(days=retention.days + _spread(ageing.report))


def _spread(report: ReportId) -> int:
    return int(report[:8], 16) % (2 * SPREAD_DAYS + 1) - SPREAD_DAYS
