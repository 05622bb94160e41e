"""The leader's first page: this month and this quarter in words, prompts, and the calendar in advance.

Lines stand in the order of the taxonomy and of the units, whatever their figures. Never ranks.
"""

from dataclasses import dataclass

from service.domain.dashboards import day_words
from service.domain.overviews import Closing, Line, Overview
from service.domain.scopes import Span
from service.languages import N_
from service.pages.dates import say_period
from service.pages.leader_frame import (
    LeaderView,
    NotedLine,
    Visit,
    capital,
    noted_lines,
    rows_of,
    sources_of,
    words_of,
)
from service.pages.leader_series import SPANS, Choice, PromptLine, prompt_lines, scopes_of
from service.taxonomy import taxonomy
from service.terms import Plan


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the overview in words; `month` is empty where only quarters are published."""

    address: str
    label: str
    month: str
    beside: str
    quarter: str


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """Lines under one heading, or under none."""

    label: str
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """A day in the calendar, and what is published from it on."""

    day: str
    what: str


@dataclass(frozen=True, kw_only=True)
class OverviewView(LeaderView):
    """The overview. `month` and `quarter` say which they are, or are empty."""

    month: str
    quarter: str
    total: Told
    monthly: bool
    factors: tuple[ToldGroup, ...]
    units: tuple[ToldGroup, ...]
    prompts: tuple[PromptLine, ...]
    calendar: tuple[ClosingLine, ...]
    chart_query: str
    table: tuple[tuple[str, str, str], ...]
    noted: tuple[NotedLine, ...]
    scopes: tuple[tuple[str, tuple[Choice, ...]], ...]
    spans: tuple[Choice, ...]


def view_overview_page(visit: Visit, overview: Overview) -> OverviewView:
    """The overview in words."""
    dashboard = overview.dashboard
    root = f"{visit.frame.root}/leader"
    lines = {group.code: group.label for group in taxonomy().groups}
    return OverviewView(
        **visit.base(N_("What has been reported"), "leader", dashboard.sentences),  # type: ignore[arg-type]
        sources=sources_of(dashboard),
        month=say_period(overview.month) if overview.month else "",
        quarter=say_period(overview.quarter) if overview.quarter else "",
        total=_told(root, overview.total),
        monthly=dashboard.plan is Plan.M,
        factors=tuple(
            ToldGroup(label, tuple(_told(root, line) for line in overview.factors if line.group == code))
            for code, label in lines.items()
        ),
        units=(ToldGroup("", tuple(_told(root, line) for line in overview.units)),),
        prompts=prompt_lines(visit, overview.prompts),
        calendar=tuple(closing_line(one) for one in overview.calendar),
        chart_query=f"scope=all&span={dashboard.span}",
        table=rows_of(dashboard.total, dashboard.marks, "all"),
        noted=noted_lines(dashboard.total, dashboard.marks, "all"),
        scopes=scopes_of(visit.directory, "all"),
        spans=tuple(Choice(span.value, words, span is Span.TWO_YEARS) for span, words in SPANS.items()),
    )


def _told(root: str, line: Line) -> Told:
    told = line.month if line.month is not None else line.quarter
    return Told(
        address=f"{root}?scope={line.scope}",
        label=line.label,
        month=capital(words_of(line.month)) if line.month else "",
        beside=line.beside if told is not None and told.told else "",
        quarter=capital(words_of(line.quarter)),
    )


def closing_line(closing: Closing) -> ClosingLine:
    """A closing day in words."""
    what = say_period(closing.month)
    if closing.quarter:
        quarter = say_period(closing.quarter)
        what = N_("%(month)s, and %(quarter)s as a quarter", month=what, quarter=quarter)
    return ClosingLine(day_words(closing.day), what)
