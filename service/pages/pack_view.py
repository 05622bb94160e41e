"""A board pack in words: one frozen view for the page to print and for the PDF, so that they say the same.

Sections stand in the order of their lists, never by value; each row carries the mark of its release.
"""

from dataclasses import dataclass

from service.domain.dashboards import day_words
from service.domain.overviews import Line
from service.domain.packs import Pack, PackSeries
from service.domain.signals import Prompt
from service.languages import N_
from service.pages.dates import say_period
from service.pages.leader_frame import (
    LeaderView,
    NotedLine,
    SourceLine,
    Visit,
    capital,
    noted_lines,
    sources_of,
    words_of,
)
from service.pages.leader_more import cross_rows
from service.pages.leader_overview import ClosingLine, closing_line
from service.taxonomy import taxonomy

NAME = "candour-board-pack"
SHORT = 8
"""How many letters of a release's mark stand beside a number; the whole mark is at the end."""
CROSS_FILE = "chart-where"


@dataclass(frozen=True, slots=True)
class PackRow:
    """One figure: its period, its words with the margin, how usual it is, and its release."""

    period: str
    words: str
    beside: str
    mark: str


@dataclass(frozen=True, slots=True)
class PackSection:
    """One thing over time. `file` is the name of its chart without the ending."""

    kind: str
    title: str
    definition: str
    summary: str
    file: str
    described: str
    quarterly: bool
    rows: tuple[PackRow, ...]
    noted: tuple[NotedLine, ...]
    questions: tuple[str, ...]

    @property
    def table(self) -> tuple[tuple[str, str, str, str], ...]:
        """The rows as plain cells."""
        return tuple((row.period, row.words, row.beside, row.mark) for row in self.rows)


@dataclass(frozen=True, slots=True)
class PackLine:
    """One line of the summary."""

    label: str
    month: str
    beside: str
    quarter: str
    mark: str


@dataclass(frozen=True, slots=True)
class PackPrompt:
    """A learning prompt in one paragraph, and what to ask."""

    label: str
    words: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackCross:
    """Where and why, in the newest quarter."""

    period: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    mark: str
    file: str

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The rows as plain cells."""
        return tuple((label, *cells) for label, cells in self.rows)


@dataclass(frozen=True, slots=True)
class PackWords:
    """The whole pack in words."""

    title: str
    organisation: str
    language: str
    made: str
    month: str
    quarter: str
    sentences: tuple[str, ...]
    lines: tuple[PackLine, ...]
    prompts: tuple[PackPrompt, ...]
    sections: tuple[PackSection, ...]
    cross: PackCross | None
    calendar: tuple[ClosingLine, ...]
    sources: tuple[SourceLine, ...]

    @property
    def releases(self) -> tuple[tuple[str, str, str, str], ...]:
        """The sources as plain cells."""
        return tuple((one.table, one.period, one.published, one.hash) for one in self.sources)


@dataclass(frozen=True, kw_only=True)
class PackView(LeaderView):
    """The pack as a page; `base` is what the addresses of its pictures start with."""

    pack: PackWords
    base: str
    name: str


def view_pack_page(visit: Visit, pack: Pack) -> PackView:
    """The pack inside the leader's frame."""
    address = "leader/board-pack"
    return PackView(
        **visit.base(N_("Board pack"), address, pack.dashboard.sentences),  # type: ignore[arg-type]
        pack=words_of_pack(pack),
        base=f"{visit.frame.root}/{address}/",
        name=NAME,
    )


def words_of_pack(pack: Pack) -> PackWords:
    """A pack in words."""
    overview, dashboard = pack.overview, pack.dashboard
    return PackWords(
        title=N_("Board pack"),
        organisation=dashboard.name,
        language="en-GB",
        made=day_words(pack.made) if pack.made else "",
        month=say_period(overview.month) if overview.month else "",
        quarter=say_period(overview.quarter) if overview.quarter else "",
        sentences=dashboard.sentences,
        lines=tuple(_line(line) for line in (overview.total, *overview.factors, *overview.units)),
        prompts=tuple(_prompt(prompt) for prompt in overview.prompts),
        sections=tuple(_section(one, pack) for one in pack.series if one.series.figures),
        cross=_cross(pack),
        calendar=tuple(closing_line(one) for one in overview.calendar),
        sources=sources_of(dashboard),
    )


def file_of(scope: str) -> str:
    """The name of a scope's chart, without the ending."""
    return f"chart-{scope.replace(':', '-')}"


def _line(line: Line) -> PackLine:
    figure = line.month or line.quarter
    told = figure is not None and figure.told
    hashes = dict.fromkeys(one for shown in (line.month, line.quarter) if shown for one in shown.hashes)
    return PackLine(
        label=line.label,
        month=capital(words_of(line.month)) if line.month else "",
        beside=line.beside if told else "",
        quarter=capital(words_of(line.quarter)) if line.quarter else "",
        mark=_mark(tuple(hashes)),
    )


def _prompt(prompt: Prompt) -> PackPrompt:
    words = N_(
        "%(rises)s. More often since %(since)s. %(chance)s",
        rises=capital(prompt.rises),
        since=say_period(prompt.since),
        chance=prompt.chance,
    )
    return PackPrompt(prompt.label, words, prompt.questions)


def _section(one: PackSeries, pack: Pack) -> PackSection:
    kind, _, code = one.line.scope.partition(":")
    factor = taxonomy().factor(code) if kind == "factor" else None
    figures = one.series.figures
    newest = figures[-1]
    parts = {"period": say_period(newest.period), "figure": newest.words, "beside": one.line.beside}
    summary = (
        N_("%(period)s: %(figure)s; %(beside)s.", **parts)
        if newest.told and one.line.beside
        else N_("%(period)s: %(figure)s.", **parts)
    )
    return PackSection(
        kind={"factor": N_("Factor"), "unit": N_("Unit")}.get(kind, ""),
        title=one.line.label,
        definition=factor.definition if factor else "",
        summary=summary,
        file=file_of(one.line.scope),
        described=N_(
            "Chart of %(name)s over time. %(summary)s The table below says the same.",
            name=one.line.label,
            summary=summary,
        ),
        quarterly=one.series.quarterly,
        rows=tuple(
            PackRow(say_period(figure.period), figure.words, told, _mark(figure.hashes))
            for figure, told in zip(figures, one.beside, strict=True)
        )[::-1],
        noted=noted_lines(one.series, pack.overview.marks, one.line.scope),
        questions=factor.prompts if factor else (),
    )


def _mark(hashes: tuple[str, ...]) -> str:
    return ", ".join(one[:SHORT] for one in hashes)


def _cross(pack: Pack) -> PackCross | None:
    cross = pack.cross
    if cross is None:
        return None
    figures = [figure for row in cross.figures for figure in row if figure is not None]
    return PackCross(
        period=say_period(cross.period),
        columns=tuple(label for _, label in cross.rows),
        rows=cross_rows(cross),
        mark=_mark(figures[0].hashes) if figures else "",
        file=CROSS_FILE,
    )
