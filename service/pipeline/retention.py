"""Forgets on schedule: a week becomes a month, words go when their time is over, codes after their releases.

Never says how many, never deletes what a release may still count, and does nothing under a hold.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from service.domain.retention import due_on
from service.privacy.calendar import local_date, month_of, needed_until, shift_month
from service.store.engine import transaction
from service.store.work.counting import read_public_facts
from service.store.work.handle import WorkStore
from service.store.work.periods import PeriodState, read_periods
from service.store.work.retention import (
    blur_to_months,
    find_retention,
    forget_reports,
    forget_words,
    read_ageing,
)
from service.terms import OrganisationId, Period, ReportId

CHUNK = 500
CLOCK_MONTHS = 4
"""A clock of 90 days needs the week; a month after the last clock has run out only the month is left."""


def retire(work: WorkStore, organisation: OrganisationId, now: datetime) -> bool:
    """Forget what is due in one organisation; False, changing nothing, under a hold.

    Safe to run again, to kill, and on two machines at once: what is gone is not missed. The caller cleans
    the disk afterwards.
    """
    with transaction(work):
        timezone = read_public_facts(work, organisation).organisation.timezone
        retention = find_retention(work, organisation)
        released = _released(work, organisation)
    if retention.hold is not None:
        return False
    today = local_date(now, timezone)
    present = month_of(today)
    with transaction(work):
        blur_to_months(work, organisation, shift_month(present, -CLOCK_MONTHS))
        due = [one for one in read_ageing(work, organisation, present) if due_on(one, retention) <= today]
    whole = [one.report for one in due if not one.coded or _is_counted(one.period, released)]
    words = [one.report for one in due if one.coded and not _is_counted(one.period, released)]
    for forget, reports in ((forget_reports, whole), (forget_words, words)):
        for chunk in _chunks(reports):
            with transaction(work):
                forget(work, organisation, chunk)
    return True


def _released(work: WorkStore, organisation: OrganisationId) -> frozenset[Period]:
    known = read_periods(work, organisation)
    return frozenset(month.period for month in known if month.state is PeriodState.RELEASED)


def _is_counted(month: Period, released: frozenset[Period]) -> bool:
    """Whether every table that could count a report of this month is published.

    Its quarter's tables come with the quarter's last month, and how its answers were kept a quarter later.
    A report that was coded after that is counted in no table any more: re-coding has closed with its words.
    """
    return needed_until(month) in released


def _chunks(reports: Iterable[ReportId]) -> Iterator[list[ReportId]]:
    waiting = iter(reports)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk
