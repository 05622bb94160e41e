"""Published series and tables as charts: the same figures, the same words, drawn from nothing else."""

from dataclasses import dataclass
from datetime import date

from service.charts.heat import heat_chart
from service.charts.series import Beside, beside, series_chart
from service.charts.words import ChartMark, ChartNotes, ChartPoint, HeatCell, Spec
from service.domain.dashboards import CrossTable, Dashboard
from service.domain.figures import TOO_FEW, Figure, Series
from service.domain.marks import EVENT_LABELS, EXPECTED_RISE, REASON_WORDS, Marks
from service.domain.scopes import ScopeKind
from service.languages import N_, Text
from service.privacy.calendar import last_month, shift_month
from service.terms import Event, Period

ANEW = N_("Usual limits start anew from here, by a recorded decision.")
BEGUN_EARLY = N_("too early to say what is usual")


@dataclass(frozen=True, slots=True)
class Noted:
    """A mark on the time axis as a list tells it: its sign on the chart, when, and what."""

    sign: str
    period: Period
    words: str


def main_series(dashboard: Dashboard) -> Series:
    """The series of the chosen scope: its factor, its unit, or the total."""
    chosen = {ScopeKind.FACTOR: dashboard.factors, ScopeKind.UNIT: dashboard.units}
    return next(iter(chosen.get(dashboard.scope.kind, ())), dashboard.total)


def draw_dashboard(dashboard: Dashboard) -> Spec | None:
    """The Vega-Lite specification of the chosen scope's series; None while nothing is published."""
    series = main_series(dashboard)
    if not series.figures:
        return None
    return draw_series(series, notes_of(series, dashboard.marks, str(dashboard.scope)))


def draw_series(series: Series, notes: ChartNotes) -> Spec:
    """The Vega-Lite specification of a series, oldest first."""
    return series_chart(series.label, points_of(series), notes)


def draw_cross(cross: CrossTable) -> Spec:
    """The heat map of a cross-table, in its fixed order."""
    return heat_chart(f"Where and why, {short_words(cross.period)}", cells_of(cross))


def cells_of(cross: CrossTable) -> tuple[HeatCell, ...]:
    """The cells of a cross-table, a row for each group of factors: long names need the side of a phone."""
    units = [label for _, label in cross.rows]
    return tuple(
        HeatCell(
            factor,
            unit,
            figure.words if figure else TOO_FEW,
            figure.value if figure else 0,
            bool(figure and figure.told),
        )
        for place, (_, factor) in enumerate(cross.columns)
        for unit, figure in zip(units, (row[place] for row in cross.figures), strict=True)
    )


def notes_of(series: Series, marks: Marks, scope: str) -> ChartNotes:
    """What is marked on a series: events of its time, and where its limits start anew."""
    drawn = tuple(
        ChartMark(short_words(noted.period), noted.sign, noted.words)
        for noted in noted_on(series, marks, scope)
    )
    months = marks.rebases_of(scope)
    periods = [last_month(figure.period) for figure in series.figures]
    anew = {next((place for place, one in enumerate(periods) if one >= month), 0) for month in months}
    return ChartNotes(drawn, tuple(sorted(anew - {0})))


def noted_on(series: Series, marks: Marks, scope: str) -> tuple[Noted, ...]:
    """The marks within the time of a series, oldest first, numbered as the chart numbers them."""
    told = [(event.month, event_words(event)) for event in marks.events]
    told += [
        (rebase.month, N_("%(anew)s %(reason)s", anew=ANEW, reason=REASON_WORDS[rebase.why]))
        for rebase in marks.rebases
        if rebase.scope == scope
    ]
    placed = [(_period_at(series, month), words) for month, words in sorted(told)]
    shown = [(period, words) for period, words in placed if period is not None]
    return tuple(Noted(str(sign), period, words) for sign, (period, words) in enumerate(shown, 1))


def event_words(event: Event) -> Text:
    """What happened around the work, and whether a rise was expected after it."""
    label = EVENT_LABELS[event.kind]
    if event.expected_rise:
        return N_("%(event)s. %(expected)s", event=label, expected=EXPECTED_RISE)
    return N_("%(event)s.", event=label)


def beside_each(series: Series, notes: ChartNotes) -> tuple[str, ...]:
    """Each figure beside the others of its stretch, in words."""
    return tuple(one.words or BEGUN_EARLY for one in _beside(series, notes))


def beside_newest(series: Series, notes: ChartNotes) -> str:
    """The newest figure beside the others, in words: "usual for you", or which rule says otherwise."""
    found = _beside(series, notes)
    return found[-1].words if found else ""


def points_of(series: Series) -> tuple[ChartPoint, ...]:
    """A series as the points of a chart."""
    return tuple(_point(figure) for figure in series.figures)


def short_words(period: Period) -> str:
    """2026-11 as "Nov 2026", 2026-Q4 as "Oct to Dec 2026"."""
    if period[5] != "Q":
        return f"{date.fromisoformat(f'{period}-01'):%b %Y}"
    last = int(period[6]) * 3
    first, end = (date(int(period[:4]), month, 1) for month in (last - 2, last))
    return f"{first:%b} to {end:%b %Y}"


def _beside(series: Series, notes: ChartNotes) -> tuple[Beside, ...]:
    return beside(tuple(figure.value for figure in series.figures), notes.anew)


def _period_at(series: Series, month: Period) -> Period | None:
    """The period of a series that holds a month, or the next that was published; None outside its time."""
    periods = [figure.period for figure in series.figures]
    if not periods or month < shift_month(last_month(periods[0]), -2 if series.quarterly else 0):
        return None
    return next((period for period in periods if last_month(period) >= month), None)


def _point(figure: Figure) -> ChartPoint:
    return ChartPoint(
        when=short_words(figure.period),
        words=figure.words,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        told=figure.told,
    )
