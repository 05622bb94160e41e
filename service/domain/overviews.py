"""What a leader sees first: this month and this quarter, told beside what is usual; prompts; the calendar.

Reads releases only (R7). Lines stand in the fixed order of their lists, whatever their figures: never ranked.
"""

from dataclasses import dataclass

from service.domain.dashboards import Dashboard, view_dashboard
from service.domain.figures import Figure, Series, sum_figures
from service.domain.marks import Marks, read_marks
from service.domain.pictures import beside_newest, notes_of
from service.domain.scopes import Scope, ScopeKind, Span
from service.domain.signals import Prompt, find_prompts
from service.privacy.calendar import closes_on, last_month, quarter_ending, shift_month
from service.privacy.domains import PublicFacts
from service.store.release.handle import ReleaseStore
from service.taxonomy import taxonomy
from service.terms import Day, Period, Plan

AHEAD = 4
"""How many closing days the calendar tells in advance."""
USUAL_SPAN = {Plan.M: Span.TWO_YEARS, Plan.Q: Span.FIVE_YEARS}
"""What "usual for you" looks back on: 24 months, or 20 quarters where a plan publishes those."""


@dataclass(frozen=True, slots=True)
class Line:
    """One factor, unit or the total: its newest month, its newest whole quarter, and how usual it is.

    `month` is empty where a plan publishes quarters only, `beside` where there is too little to compare.
    """

    scope: str
    label: str
    group: str
    month: Figure | None
    quarter: Figure | None
    beside: str


@dataclass(frozen=True, slots=True)
class Closing:
    """A day on which figures may be published: which month closes, and the quarter that ends with it."""

    day: Day
    month: Period
    quarter: Period | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page. `month` and `quarter` are the newest that are published; the quarter is whole."""

    dashboard: Dashboard
    marks: Marks
    month: Period | None
    quarter: Period | None
    total: Line
    factors: tuple[Line, ...]
    units: tuple[Line, ...]
    prompts: tuple[Prompt, ...]
    calendar: tuple[Closing, ...]


def view_overview(releases: ReleaseStore, facts: PublicFacts) -> Overview:
    """The overview of an organisation, from all that is published."""
    span = USUAL_SPAN[facts.organisation.plan]
    dashboard = view_dashboard(releases, facts, ScopeKind.ALL.value, span.value)
    marks = read_marks(releases, facts.organisation.organisation)
    month = dashboard.months[-1] if dashboard.months else None
    quarter = newest_quarter(dashboard)
    groups = {factor.code: factor.group for factor in taxonomy().factors}

    def line(kind: ScopeKind, series: Series) -> Line:
        scope = str(Scope(kind) if kind is ScopeKind.ALL else Scope(kind, series.code))
        return Line(
            scope=scope,
            label=series.label,
            group=groups.get(series.code, ""),
            month=None if series.quarterly or month is None else series.figure(month),
            quarter=None if quarter is None else quarter_figure(series, quarter),
            beside=beside_newest(series, notes_of(series, marks, scope)),
        )

    return Overview(
        dashboard=dashboard,
        marks=marks,
        month=month,
        quarter=quarter,
        total=line(ScopeKind.ALL, dashboard.total),
        factors=tuple(line(ScopeKind.FACTOR, series) for series in dashboard.factors),
        units=tuple(line(ScopeKind.UNIT, series) for series in dashboard.units),
        prompts=find_prompts(releases, facts),
        calendar=_calendar(month),
    )


def quarter_figure(series: Series, quarter: Period) -> Figure | None:
    """A series in a quarter: as published, or its three months together; None unless all are there."""
    if series.quarterly:
        return series.figure(quarter)
    last = last_month(quarter)
    found = [series.figure(shift_month(last, by)) for by in (-2, -1, 0)]
    months = tuple(figure for figure in found if figure is not None)
    return sum_figures(quarter, months) if len(months) == len(found) else None


def newest_quarter(dashboard: Dashboard) -> Period | None:
    """The newest quarter whose three months are all published."""
    ended = (quarter_ending(month) for month in reversed(dashboard.months))
    return next((quarter for quarter in ended if quarter is not None), None)


def _calendar(month: Period | None) -> tuple[Closing, ...]:
    if month is None:
        return ()
    ahead = (shift_month(month, by) for by in range(1, AHEAD + 1))
    return tuple(Closing(closes_on(one), one, quarter_ending(one)) for one in ahead)
