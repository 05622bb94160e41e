"""Days and periods in words, in the language of the page. Never a time of day."""

from datetime import date

from babel.dates import format_date

from service.languages import ENGLISH, Language
from service.terms import Day, Period


def say_day(day: Day, language: Language = ENGLISH) -> str:
    """2026-12-15 as "15 December 2026"."""
    return format_date(date.fromisoformat(day), "d MMMM y", locale=language.locale)


def say_period(period: Period, language: Language = ENGLISH) -> str:
    """2026-11 as "November 2026", 2026-Q4 as "October to December 2026"."""
    if period[5] != "Q":
        return _say_month(date.fromisoformat(f"{period}-01"), "LLLL y", language)
    last = int(period[6]) * 3
    first, end = (date(int(period[:4]), month, 1) for month in (last - 2, last))
    return language.say(
        "%(first)s to %(last)s",
        first=_say_month(first, "LLLL", language),
        last=_say_month(end, "LLLL y", language),
    )


def _say_month(month: date, pattern: str, language: Language) -> str:
    return format_date(month, pattern, locale=language.locale)
