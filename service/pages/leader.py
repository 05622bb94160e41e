"""The leader's page: published figures in words, in tables, and in a chart that says the same.

Reads releases only (R7). Never ranks, never sorts by value, and says "too few to tell" instead of 0.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from service.api.dashboards import DashboardQuery
from service.deps import DirectoryDep, LeaderSessionDep, ReleaseDep
from service.domain.access import Actor
from service.domain.dashboards import Dashboard, day_words, view_dashboard
from service.domain.figures import TOO_FEW, Series
from service.domain.pictures import beside_others, main_series
from service.domain.routing import Directory
from service.domain.scopes import ScopeKind, Span
from service.pages.dates import say_period
from service.pages.frames import FrameDep
from service.pages.render import render
from service.pages.staff import StaffView, api_of
from service.pages.views import Frame, Option
from service.privacy.domains import OTHER_UNITS, PublicFacts, cell_domain
from service.taxonomy import taxonomy
from service.terms import Day, Stage

SPANS = {
    Span.YEAR: "12 months",
    Span.TWO_YEARS: "2 years",
    Span.FIVE_YEARS: "5 years",
    Span.TEN_YEARS: "10 years",
}
STAGES = {
    Stage.MONTH_FACTOR: "Factors by month",
    Stage.MONTH_UNIT: "Units by month",
    Stage.QUARTER_CROSS: "Unit groups by factor groups",
    Stage.MONTH_TOTAL: "All reports by month",
    Stage.QUARTER_FACTOR: "Factors by quarter",
    Stage.QUARTER_UNIT: "Units by quarter",
}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, in words: a period or a name, and its figure."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class NewestTable:
    """Every cell of the newest period of a table, in its fixed order."""

    title: str
    period: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CrossView:
    """Unit groups by factor groups in the newest quarter."""

    period: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A release that figures of this page came from."""

    table: str
    period: str
    published: str
    hash: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of the form, and whether it is the one shown."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class LeaderView(StaffView):
    """One dashboard. `rows` are newest first; `definition` belongs to a chosen factor, else it is empty."""

    sentences: tuple[str, ...]
    series: str
    definition: str
    prompts: tuple[str, ...]
    newest: Row | None
    beside: str
    rows: tuple[Row, ...]
    quarterly: bool
    chart_query: str
    scopes: tuple[tuple[str, tuple[Choice, ...]], ...]
    spans: tuple[Choice, ...]
    tables: tuple[NewestTable, ...]
    cross: CrossView | None
    next_month: str
    next_quarter: str
    sources: tuple[SourceLine, ...]


@router.get("/o/{organisation}/leader")
def leader_page(
    leader: LeaderSessionDep,
    directory: DirectoryDep,
    releases: ReleaseDep,
    frame: FrameDep,
    asked: Annotated[DashboardQuery, Query()],
) -> HTMLResponse:
    """What has been published, for everything, one factor or one unit."""
    facts = PublicFacts(directory.organisation, directory.units)
    dashboard = view_dashboard(releases, facts, asked.scope, asked.span)
    return render("leader/dashboard.html", view_leader(leader, directory, dashboard, frame))


def view_leader(leader: Actor, directory: Directory, dashboard: Dashboard, frame: Frame) -> LeaderView:
    """A dashboard in words."""
    series = main_series(dashboard)
    definition, prompts = _about(dashboard)
    return LeaderView(
        title="What has been reported",
        organisation=directory.organisation.name,
        frame=frame,
        script="leader.js",
        wide=True,
        api=api_of(directory),
        display=leader.display,
        sentences=dashboard.sentences,
        series=series.label,
        definition=definition,
        prompts=prompts,
        newest=next(iter(_rows(series)), None),
        beside=beside_others(series) if series.newest and series.newest.told else "",
        rows=_rows(series),
        quarterly=series.quarterly,
        chart_query=f"scope={dashboard.scope}&span={dashboard.span}",
        scopes=_scopes(dashboard, directory),
        spans=tuple(Choice(span.value, words, span is dashboard.span) for span, words in SPANS.items()),
        tables=_tables(dashboard),
        cross=_cross(dashboard),
        next_month=_day(dashboard.next_month),
        next_quarter=_day(dashboard.next_quarter),
        sources=_sources(dashboard),
    )


def _rows(series: Series) -> tuple[Row, ...]:
    return tuple(Row(say_period(figure.period), figure.words) for figure in reversed(series.figures))


def _about(dashboard: Dashboard) -> tuple[str, tuple[str, ...]]:
    if dashboard.scope.kind is not ScopeKind.FACTOR:
        return "", ()
    factor = taxonomy().factor(dashboard.scope.code)
    return factor.definition, factor.prompts


def _scopes(dashboard: Dashboard, directory: Directory) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    lists = taxonomy()
    now = str(dashboard.scope)
    groups: list[tuple[str, list[Option]]] = [("Everything", [Option("all", "All reports")])]
    for group in lists.groups:
        inside = [factor for factor in lists.factors if factor.group == group.code]
        groups.append((group.label, [Option(f"factor:{factor.code}", factor.label) for factor in inside]))
    labels = {str(unit.unit): unit.label for unit in directory.units} | {
        OTHER_UNITS: "Other and smaller units"
    }
    cells = cell_domain(Stage.MONTH_UNIT, directory.units).cells
    groups.append(("Units", [Option(f"unit:{cell}", labels[cell]) for cell in cells]))
    return tuple(
        (label, tuple(Choice(option.value, option.label, option.value == now) for option in options))
        for label, options in groups
    )


def _tables(dashboard: Dashboard) -> tuple[NewestTable, ...]:
    if dashboard.scope.kind is not ScopeKind.ALL:
        return ()
    found = (("By factor", dashboard.factors), ("By unit", dashboard.units))
    return tuple(table for title, all_series in found if (table := _newest(title, all_series)) is not None)


def _newest(title: str, all_series: tuple[Series, ...]) -> NewestTable | None:
    period = max((series.newest.period for series in all_series if series.newest), default=None)
    if period is None:
        return None
    figures = ((series.label, series.figure(period)) for series in all_series)
    rows = tuple(Row(label, figure.words if figure else TOO_FEW) for label, figure in figures)
    return NewestTable(title, say_period(period), rows)


def _cross(dashboard: Dashboard) -> CrossView | None:
    cross = dashboard.cross
    if cross is None:
        return None
    return CrossView(
        period=say_period(cross.period),
        columns=tuple(label for _, label in cross.columns),
        rows=tuple(
            (label, tuple(figure.words if figure else TOO_FEW for figure in figures))
            for (_, label), figures in zip(cross.rows, cross.figures, strict=True)
        ),
    )


def _sources(dashboard: Dashboard) -> tuple[SourceLine, ...]:
    return tuple(
        SourceLine(STAGES[source.stage], say_period(source.period), day_words(source.published), source.hash)
        for source in reversed(dashboard.sources)
    )


def _day(day: Day | None) -> str:
    return "" if day is None else day_words(day)
