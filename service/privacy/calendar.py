"""The public calendar: months, quarters, and the day each one closes. Arithmetic only.

Never asks what is stored: the date of the next release must not depend on any report.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from service.terms import Day, Period

CLOSES_AFTER_DAYS = 14
"""Whole days between a period's end and its closing, so that late coding is counted."""


def month_of(day: date) -> Period:
    """The month a day belongs to: 2026-11."""
    return Period(f"{day.year:04d}-{day.month:02d}")


def is_quarter(period: Period) -> bool:
    """Whether a period is a quarter (2026-Q4) and not a month (2026-11)."""
    return period[5] == "Q"


def parse_month(text: str) -> Period:
    """Read "2026-11"; ValueError for anything else."""
    return month_of(date.fromisoformat(f"{text}-01"))


def quarter_of(month: Period) -> Period:
    """The quarter a month belongs to: 2026-11 is in 2026-Q4."""
    return Period(f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}")


def last_month(period: Period) -> Period:
    """The month whose closing closes this period: itself, or the last of the quarter."""
    return Period(f"{period[:4]}-{int(period[6]) * 3:02d}") if is_quarter(period) else period


def first_month(period: Period) -> Period:
    """The month a period begins with: itself, or the first of the quarter."""
    return months_of(period)[0]


def months_of(period: Period) -> tuple[Period, ...]:
    """The months of a period, oldest first: itself, or the three of a quarter."""
    last = last_month(period)
    return tuple(shift_month(last, back) for back in (-2, -1, 0)) if is_quarter(period) else (last,)


def quarter_ending(month: Period) -> Period | None:
    """The quarter that ends with this month, if one does."""
    quarter = quarter_of(month)
    return quarter if last_month(quarter) == month else None


def shift_month(month: Period, by: int) -> Period:
    """The month so many months later (or earlier, if negative)."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return Period(f"{count // 12:04d}-{count % 12 + 1:02d}")


def shift_period(period: Period, by: int) -> Period:
    """The period of the same length so many steps later."""
    return (
        quarter_of(shift_month(last_month(period), by * 3)) if is_quarter(period) else shift_month(period, by)
    )


def needed_until(month: Period) -> Period:
    """The month with whose release a month's reports are counted for the last time.

    Answers are counted a quarter late: a report's coded row is needed until then, and no longer.
    """
    return last_month(shift_period(quarter_of(month), 1))


def closing_date(period: Period) -> date:
    """The first day on which a period may be closed: fourteen whole days after its end."""
    return date.fromisoformat(f"{shift_month(last_month(period), 1)}-01") + timedelta(days=CLOSES_AFTER_DAYS)


def closes_on(period: Period) -> Day:
    """The closing day as it is stored and shown: 2026-12-15."""
    return Day(closing_date(period).isoformat())


def is_over(period: Period, now: datetime, timezone: str) -> bool:
    """Whether the closing day has come where the organisation is. `now` must know its zone."""
    return local_date(now, timezone) >= closing_date(period)


def local_date(now: datetime, timezone: str) -> date:
    """The date on the organisation's wall. ValueError for a time without a zone."""
    if now.tzinfo is None:
        raise ValueError("a time without a zone belongs to no calendar")
    return now.astimezone(ZoneInfo(timezone)).date()
