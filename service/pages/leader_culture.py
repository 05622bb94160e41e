"""The culture of reporting: kinds over time, what is told of good work, and whether people hear back.

Shares, not scores: no target, no ranking, nothing by unit. Each has its range and its table.
"""

from dataclasses import dataclass

from service.domain.culture import Culture, ShareSeries
from service.domain.figures import Series
from service.languages import N_
from service.pages.dates import say_period
from service.pages.leader_frame import LeaderView, Visit, capital, source_lines
from service.pages.leader_series import SPANS, Choice


@dataclass(frozen=True, slots=True)
class CulturePart:
    """One share or one kind over time; `table` newest first, `year` the last four quarters together."""

    code: str
    label: str
    about: str
    newest: str
    period: str
    year: str
    table: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class CultureView(LeaderView):
    """The page. Shares first, then counts of each kind, in their fixed order."""

    span: str
    spans: tuple[Choice, ...]
    shares: tuple[CulturePart, ...]
    kinds: tuple[CulturePart, ...]


def view_culture_page(visit: Visit, culture: Culture) -> CultureView:
    """The culture of reporting in words."""
    return CultureView(
        **visit.base(N_("Culture of reporting"), "leader/culture", culture.sentences),  # type: ignore[arg-type]
        sources=source_lines(culture.sources),
        span=culture.span.value,
        spans=tuple(Choice(span.value, words, span is culture.span) for span, words in SPANS.items()),
        shares=tuple(_share(one) for one in culture.shares if one.shares),
        kinds=tuple(_kind(one) for one in culture.kinds if one.figures),
    )


def _share(series: ShareSeries) -> CulturePart:
    newest = series.shares[-1]
    return CulturePart(
        code=series.code,
        label=series.label,
        about=series.about,
        newest=capital(newest.words),
        period=say_period(newest.period),
        year="" if series.year is None else series.year.words,
        table=tuple((say_period(share.period), share.words) for share in reversed(series.shares)),
    )


def _kind(series: Series) -> CulturePart:
    newest = series.figures[-1]
    return CulturePart(
        code=f"kind-{series.code}",
        label=series.label,
        about="",
        newest=capital(newest.words),
        period=say_period(newest.period),
        year="",
        table=tuple((say_period(figure.period), figure.words) for figure in reversed(series.figures)),
    )
