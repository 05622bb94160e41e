"""A circle's queue: what cannot wait first, then whoever has waited longest, then by chance.

The order comes from answers and days only: never from a person, nor from how many reports there are.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from service.domain.triage import Band, place_of
from service.errors import UnknownCode
from service.store.work import queue
from service.store.work.handle import WorkStore
from service.store.work.queue import Shelf
from service.store.work.reports import StoredReport
from service.terms import CircleId, KeyId, OrganisationId, ReportId

PAGE = 100
"""Rows of a page, and the most envelopes that are handed out at once."""
_MARK = re.compile(r"([123])\.(\d{4}-(?:\d{2}-\d{2}|[WM]\d{2}))\.([0-9a-f]{32})")


class State(StrEnum):
    """Whether a circle has agreed a report's factors."""

    NEW = "new"
    CODED = "coded"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose queue, and which half of it."""

    organisation: OrganisationId
    circle: CircleId
    state: State


@dataclass(frozen=True, slots=True)
class Page:
    """One page, and the mark after which the next one begins; none after the last.

    `waiting` says how many stand in each band; only the first page of what is new tells.
    """

    reports: tuple[StoredReport, ...]
    after: str | None
    waiting: dict[Band, int] | None


def show_queue(work: WorkStore, place: Place, after: str) -> Page:
    """The page after a mark, or the first one. Raises UnknownCode for what was never a mark.

    What is new begins with the oldest day, so that nobody is overtaken; what is coded with the newest.
    """
    shelf = Shelf(
        place.organisation, place.circle, place.state.value, newest_first=place.state is State.CODED
    )
    band, mark = _read_mark(after)
    found: list[StoredReport] = []
    for number in range(band, len(Band) + 1):
        found += queue.list_band(work, shelf, number, mark if number == band else None, PAGE + 1 - len(found))
        if len(found) > PAGE:
            break
    shown = tuple(found[:PAGE])
    counted = queue.count_bands(work, shelf) if place.state is State.NEW and not after else None
    return Page(
        reports=shown,
        after=_mark_of(shown[-1]) if len(found) > PAGE else None,
        waiting=None if counted is None else {one: counted.get(place_of(one), 0) for one in Band},
    )


def show_envelopes(
    work: WorkStore, organisation: OrganisationId, circle: CircleId, reports: tuple[ReportId, ...]
) -> tuple[tuple[ReportId, KeyId, bytes], ...]:
    """The closed envelopes of a page; whatever is not this circle's, or is forgotten, is left out."""
    return queue.list_envelopes(work, organisation, circle, reports)


def _mark_of(report: StoredReport) -> str:
    return f"{report.band}.{report.received}.{report.report}"


def _read_mark(after: str) -> tuple[int, tuple[str, str] | None]:
    if not after:
        return 1, None
    found = _MARK.fullmatch(after)
    if found is None:
        raise UnknownCode(field="after")
    return int(found[1]), (found[2], found[3])
