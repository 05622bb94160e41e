"""One factor, one unit or all reports over time: the chart's table, what is marked on it, what to ask.

Never names who reported; a factor is a condition of the work, and its questions are about the work.
"""

from dataclasses import dataclass, field

from service.domain.dashboards import OTHERS, Dashboard
from service.domain.figures import Series
from service.domain.overviews import newest_quarter, quarter_figure
from service.domain.pictures import beside_newest, main_series, notes_of
from service.domain.routing import Directory
from service.domain.scopes import ScopeKind, Span
from service.domain.signals import Prompt
from service.languages import N_
from service.pages.dates import say_period
from service.pages.leader_frame import (
    LeaderView,
    NotedLine,
    Row,
    Visit,
    capital,
    noted_lines,
    rows_of,
    sources_of,
    words_of,
)
from service.privacy.domains import cell_domain
from service.store.release.themes import PublishedTheme
from service.taxonomy import taxonomy
from service.terms import Stage

SPANS = {
    Span.YEAR: N_("12 months"),
    Span.TWO_YEARS: N_("2 years"),
    Span.FIVE_YEARS: N_("5 years"),
    Span.TEN_YEARS: N_("10 years"),
}
KINDS = {ScopeKind.ALL: N_("All reports"), ScopeKind.FACTOR: N_("Factor"), ScopeKind.UNIT: N_("Unit")}


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of the form, and whether it is the one shown."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PromptLine:
    """A lasting rise of what is shown, and where to read about it."""

    address: str
    label: str
    since: str


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme that has left its circle, as the circle wrote it for everybody."""

    circle: str
    title: str
    text: str = field(repr=False)
    published: str


@dataclass(frozen=True, kw_only=True)
class SeriesView(LeaderView):
    """One thing over time; `table` newest first. `definition` and `questions` belong to a factor."""

    kind: str
    group: str
    definition: str
    questions: tuple[str, ...]
    newest: Row | None
    quarter: Row | None
    quarterly: bool
    table: tuple[tuple[str, str, str], ...]
    noted: tuple[NotedLine, ...]
    prompts: tuple[PromptLine, ...]
    shows_themes: bool
    themes: tuple[ThemeLine, ...] = ()
    chart_query: str
    scopes: tuple[tuple[str, tuple[Choice, ...]], ...]
    spans: tuple[Choice, ...]


def view_series(
    visit: Visit,
    dashboard: Dashboard,
    prompts: tuple[Prompt, ...],
    themes: tuple[PublishedTheme, ...] = (),
) -> SeriesView:
    """The chosen scope of a dashboard in words, with what circles have published about it."""
    series = main_series(dashboard)
    scope = str(dashboard.scope)
    group, definition, questions = _about(dashboard)
    return SeriesView(
        **visit.base(series.label, "", dashboard.sentences),  # type: ignore[arg-type]
        sources=sources_of(dashboard),
        kind=KINDS[dashboard.scope.kind],
        group=group,
        definition=definition,
        questions=questions,
        newest=_newest(series, dashboard),
        quarter=_quarter(series, dashboard),
        quarterly=series.quarterly,
        table=rows_of(series, dashboard.marks, scope),
        noted=noted_lines(series, dashboard.marks, scope),
        prompts=prompt_lines(visit, tuple(prompt for prompt in prompts if prompt.scope == scope)),
        shows_themes=dashboard.scope.kind is ScopeKind.FACTOR,
        themes=tuple(ThemeLine(one.circle, one.title, one.words, say_period(one.month)) for one in themes),
        chart_query=f"scope={scope}&span={dashboard.span}",
        scopes=scopes_of(visit.directory, scope),
        spans=tuple(Choice(span.value, words, span is dashboard.span) for span, words in SPANS.items()),
    )


def prompt_lines(visit: Visit, prompts: tuple[Prompt, ...]) -> tuple[PromptLine, ...]:
    """Prompts as lines that lead to their pages, in the order they came."""
    root = f"{visit.frame.root}/leader/prompts"
    return tuple(
        PromptLine(f"{root}/{prompt.id}", prompt.label, say_period(prompt.since)) for prompt in prompts
    )


def scopes_of(directory: Directory, chosen: str) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Everything a leader may choose, in its fixed order."""
    lists = taxonomy()
    groups: list[tuple[str, list[tuple[str, str]]]] = [(N_("Everything"), [("all", N_("All reports"))])]
    for group in lists.groups:
        inside = [factor for factor in lists.factors if factor.group == group.code]
        groups.append((group.label, [(f"factor:{factor.code}", factor.label) for factor in inside]))
    labels = {str(unit.unit): unit.label for unit in directory.units} | dict([OTHERS])
    cells = cell_domain(Stage.MONTH_UNIT, directory.units).cells
    groups.append((N_("Units"), [(f"unit:{cell}", labels[cell]) for cell in cells]))
    return tuple(
        (label, tuple(Choice(value, name, value == chosen) for value, name in options))
        for label, options in groups
    )


def _newest(series: Series, dashboard: Dashboard) -> Row | None:
    figure = series.newest
    if figure is None:
        return None
    notes = notes_of(series, dashboard.marks, str(dashboard.scope))
    beside = beside_newest(series, notes) if figure.told else ""
    return Row(say_period(figure.period), capital(figure.words), beside)


def _quarter(series: Series, dashboard: Dashboard) -> Row | None:
    quarter = newest_quarter(dashboard)
    if quarter is None or series.quarterly:
        return None
    return Row(say_period(quarter), capital(words_of(quarter_figure(series, quarter))))


def _about(dashboard: Dashboard) -> tuple[str, str, tuple[str, ...]]:
    if dashboard.scope.kind is not ScopeKind.FACTOR:
        return "", "", ()
    factor = taxonomy().factor(dashboard.scope.code)
    group = next(group.label for group in taxonomy().groups if group.code == factor.group)
    return group, factor.definition, factor.prompts
