"""Days and periods as texts, which a page says in its own language. Never a time of day."""

from datetime import date

from service.languages import N_, DateText, Text
from service.terms import Day, Period


def say_day(day: Day) -> Text:
    """2026-12-15 as "15 December 2026"."""
    return DateText("d MMMM y", date.fromisoformat(day))


def say_period(period: Period) -> Text:
    """2026-11 as "November 2026", 2026-Q4 as "October to December 2026"."""
    if period[5] != "Q":
        return DateText("LLLL y", date.fromisoformat(f"{period}-01"))
    last = int(period[6]) * 3
    first, end = (date(int(period[:4]), month, 1) for month in (last - 2, last))
    return N_("%(first)s to %(last)s", first=DateText("LLLL", first), last=DateText("LLLL y", end))
