"""GET a dashboard: published releases in figures, words and a chart. Reads nothing that is not published."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, JsonValue, StringConstraints
from starlette.responses import Response

from service.api.conditional import ConditionalDep
from service.api.marks import MarksOut, shape_marks
from service.api.schemas import Form
from service.deps import DirectoryDep, LeaderDep, ReleaseDep
from service.domain.dashboards import CrossTable, Dashboard, Source, view_dashboard
from service.domain.figures import Figure, Series
from service.domain.overviews import Line, view_overview
from service.domain.pictures import draw_cross, draw_dashboard
from service.domain.scopes import ScopeKind, Span
from service.domain.versions import published_version
from service.privacy.domains import PublicFacts

router = APIRouter(prefix="/o/{organisation}", tags=["dashboards"])


class DashboardQuery(Form):
    """What to look at: all, factor:<code> or unit:<code>; and how many months back: 12, 24, 60 or 120."""

    scope: Annotated[str, StringConstraints(max_length=80)] = ScopeKind.ALL.value
    span: Annotated[str, StringConstraints(max_length=4)] = Span.TWO_YEARS.value


class FigureOut(Form):
    """One published value. Too few to tell: value, low and high are null, never 0."""

    period: str
    words: str
    value: int | None
    low: int | None
    high: int | None


class TableOut(Form):
    """One thing over time, oldest first."""

    code: str
    label: str
    quarterly: bool
    figures: list[FigureOut]


class CrossCellOut(Form):
    """One cell of the cross-table."""

    unit_group: str
    factor_group: str
    figure: FigureOut | None


class Nothing(BaseModel, extra="forbid"):
    """Nothing is asked; anything that is asked all the same is refused."""


class LineOut(Form):
    """The total, a factor or a unit in the newest month and whole quarter, beside what is usual."""

    scope: str
    label: str
    month: FigureOut | None
    quarter: FigureOut | None
    beside: str


class ClosingOut(Form):
    """A day on which figures may be published: arithmetic, whatever is reported."""

    day: str
    month: str
    quarter: str | None


class OverviewOut(Form):
    """What a leader sees first. All reports, then factors and units in their fixed order."""

    month: str | None
    quarter: str | None
    sentences: list[str]
    lines: list[LineOut]
    calendar: list[ClosingOut]


class WhereOut(Form):
    """Unit groups by factor groups in the newest published quarter."""

    period: str | None
    sentences: list[str]
    cells: list[CrossCellOut]
    chart: dict[str, JsonValue] | None = Field(description="Vega-Lite of the heat map, with its own data")


class SourceOut(Form):
    """The release a table came from."""

    stage: str
    period: str
    published: str
    hash: str


class DashboardOut(Form):
    """One view of what has been published."""

    organisation: str
    name: str
    plan: str
    scope: str
    span: str
    sentences: list[str]
    next_release: str | None = Field(
        description="The day the next month may be published, whatever is reported"
    )
    next_quarter: str | None
    chart: dict[str, JsonValue] | None = Field(description="Vega-Lite of the chosen scope, with its own data")
    tables: list[TableOut] = Field(
        description="All reports first, then factors and units in their fixed order"
    )
    cross: list[CrossCellOut]
    sources: list[SourceOut]
    marks: MarksOut


@router.get("/dashboard", response_model=DashboardOut)
def show_dashboard(
    _: LeaderDep,
    directory: DirectoryDep,
    releases: ReleaseDep,
    asked: Annotated[DashboardQuery, Query()],
    conditional: ConditionalDep,
) -> Response:
    """Published figures with their margins, in numbers and in words, and the chart of the chosen scope."""
    facts = PublicFacts(directory.organisation, directory.units)
    version = published_version(releases, facts, conditional.asked)
    return conditional.answer(
        version, lambda: _shape(view_dashboard(releases, facts, asked.scope, asked.span))
    )


@router.get("/overview")
def show_overview(
    _: LeaderDep, directory: DirectoryDep, releases: ReleaseDep, __: Annotated[Nothing, Query()]
) -> OverviewOut:
    """This month and this quarter, how usual each figure is, and the calendar in advance."""
    facts = PublicFacts(directory.organisation, directory.units)
    overview = view_overview(releases, facts)
    return OverviewOut(
        month=overview.month,
        quarter=overview.quarter,
        sentences=list(overview.dashboard.sentences),
        lines=[_line(line) for line in (overview.total, *overview.factors, *overview.units)],
        calendar=[ClosingOut(day=one.day, month=one.month, quarter=one.quarter) for one in overview.calendar],
    )


@router.get("/where")
def show_where(
    _: LeaderDep, directory: DirectoryDep, releases: ReleaseDep, __: Annotated[Nothing, Query()]
) -> WhereOut:
    """Groups of units by groups of factors in the newest quarter, and the heat map that says the same."""
    facts = PublicFacts(directory.organisation, directory.units)
    dashboard = view_dashboard(releases, facts, ScopeKind.ALL.value, Span.YEAR.value)
    cross = dashboard.cross
    return WhereOut(
        period=None if cross is None else cross.period,
        sentences=list(dashboard.sentences),
        cells=[] if cross is None else _cells(cross),
        chart=None if cross is None else draw_cross(cross),
    )


def _shape(dashboard: Dashboard) -> DashboardOut:
    series = (dashboard.total, *dashboard.factors, *dashboard.units)
    return DashboardOut(
        organisation=dashboard.organisation,
        name=dashboard.name,
        plan=dashboard.plan.value,
        scope=str(dashboard.scope),
        span=dashboard.span.value,
        sentences=list(dashboard.sentences),
        next_release=dashboard.next_month,
        next_quarter=dashboard.next_quarter,
        chart=draw_dashboard(dashboard),
        tables=[shape_table(one) for one in series],
        cross=[] if dashboard.cross is None else _cells(dashboard.cross),
        sources=shape_sources(dashboard.sources),
        marks=shape_marks(dashboard.marks),
    )


def shape_sources(sources: tuple[Source, ...]) -> list[SourceOut]:
    """The releases that tables came from."""
    return [
        SourceOut(stage=one.stage.value, period=one.period, published=one.published, hash=one.hash)
        for one in sources
    ]


def shape_table(series: Series) -> TableOut:
    """One thing over time."""
    figures = [_figure(figure) for figure in series.figures]
    return TableOut(code=series.code, label=series.label, quarterly=series.quarterly, figures=figures)


def _cells(cross: CrossTable) -> list[CrossCellOut]:
    return [
        CrossCellOut(unit_group=row, factor_group=column, figure=None if figure is None else _figure(figure))
        for (row, _), figures in zip(cross.rows, cross.figures, strict=True)
        for (column, _), figure in zip(cross.columns, figures, strict=True)
    ]


def _line(line: Line) -> LineOut:
    return LineOut(
        scope=line.scope,
        label=line.label,
        month=None if line.month is None else _figure(line.month),
        quarter=None if line.quarter is None else _figure(line.quarter),
        beside=line.beside,
    )


def _figure(figure: Figure) -> FigureOut:
    told = figure.told
    return FigureOut(
        period=figure.period,
        words=figure.words,
        value=figure.value if told else None,
        low=figure.low if told else None,
        high=figure.high if told else None,
    )
