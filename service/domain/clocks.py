"""The clocks of a circle: thanks within 7 days, an answer within 90. Judged when it acts; kept as a flag.

A report that was coded has only a week left; its clock runs from the end of that week.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from service.privacy.calendar import shift_month
from service.store.work.dialogues import Tally
from service.terms import Kept, Period

ACKNOWLEDGE_DAYS = 7
REPLY_DAYS = 90
SHOWN_DAYS = 180
"""Older reports say nothing of how a circle answers now."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How a circle keeps one of its times."""

    days: int
    in_time: int
    due: int
    """In time, late, or past without an answer. What still has time is not due."""
    overdue: int
    open: int
    """Unanswered, with time left."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both clocks of a circle."""

    thanks: Clock
    answers: Clock


def day_of(received: str) -> date:
    """The day (2026-11-25), the Sunday of the ISO week (2026-W48) or the end of the month (2026-M11)."""
    if "M" in received:
        after = shift_month(Period(received.replace("M", "")), 1)
        return date.fromisoformat(f"{after}-01") - timedelta(days=1)
    return date.fromisoformat(f"{received}-7" if "W" in received else received)


def judge(received: str, today: date, days: int) -> Kept:
    """Whether acting today is in time."""
    return Kept.IN_TIME if today <= day_of(received) + timedelta(days=days) else Kept.LATE


def read_clocks(tallies: Iterable[Tally], today: date) -> Clocks:
    """Both clocks, from how the reports of the last half year stand."""
    since = today - timedelta(days=SHOWN_DAYS)
    rows = tuple(row for row in tallies if day_of(row.received) >= since)
    return Clocks(
        _read([(row.received, row.acknowledged, row.reports) for row in rows], today, ACKNOWLEDGE_DAYS),
        _read([(row.received, row.replied, row.reports) for row in rows], today, REPLY_DAYS),
    )


def _read(rows: list[tuple[str, Kept, int]], today: date, days: int) -> Clock:
    in_time = sum(count for _, kept, count in rows if kept is Kept.IN_TIME)
    late = sum(count for _, kept, count in rows if kept is Kept.LATE)
    unanswered = [(received, count) for received, kept, count in rows if kept is Kept.NO]
    overdue = sum(count for received, count in unanswered if judge(received, today, days) is Kept.LATE)
    waiting = sum(count for _, count in unanswered) - overdue
    return Clock(days, in_time, in_time + late + overdue, overdue, waiting)
