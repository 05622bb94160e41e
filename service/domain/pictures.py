"""A dashboard's series as a chart: the same figures, the same words, drawn from nothing else."""

from datetime import date

from service.charts.series import ChartPoint, series_chart, usual_words
from service.charts.words import Spec
from service.domain.dashboards import Dashboard
from service.domain.figures import Figure, Series
from service.domain.scopes import ScopeKind
from service.terms import Period


def main_series(dashboard: Dashboard) -> Series:
    """The series of the chosen scope: its factor, its unit, or the total."""
    chosen = {ScopeKind.FACTOR: dashboard.factors, ScopeKind.UNIT: dashboard.units}
    return next(iter(chosen.get(dashboard.scope.kind, ())), dashboard.total)


def draw_dashboard(dashboard: Dashboard) -> Spec | None:
    """The Vega-Lite specification of the chosen scope's series; None while nothing is published."""
    series = main_series(dashboard)
    return draw_series(series) if series.figures else None


def draw_series(series: Series) -> Spec:
    """The Vega-Lite specification of a series, oldest first."""
    return series_chart(series.label, _points(series))


def beside_others(series: Series) -> str:
    """The newest figure beside the others, in words: "usual for you", or which rule says otherwise."""
    return usual_words(_points(series))


def short_words(period: Period) -> str:
    """2026-11 as "Nov 2026", 2026-Q4 as "Oct to Dec 2026"."""
    if period[5] != "Q":
        return f"{date.fromisoformat(f'{period}-01'):%b %Y}"
    last = int(period[6]) * 3
    first, end = (date(int(period[:4]), month, 1) for month in (last - 2, last))
    return f"{first:%b} to {end:%b %Y}"


def _points(series: Series) -> tuple[ChartPoint, ...]:
    return tuple(_point(figure) for figure in series.figures)


def _point(figure: Figure) -> ChartPoint:
    return ChartPoint(
        when=short_words(figure.period),
        words=figure.words,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        told=figure.told,
    )
