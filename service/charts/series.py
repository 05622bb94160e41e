"""One series as a Vega-Lite specification: its line, the band it likely lies in, usual limits, marks.

Written with Altair; carries its own data, loads nothing, needs no eval to draw. Shapes say what colours
say; no red, no green, no ranking. Never draws what its words do not tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from service.charts.words import FEW, FIGURE, HIGH, LOW, WHY, Row, Spec
from service.charts.xmr import Chart, Point, chart

ENOUGH = 12
"""Points from which on usual limits are drawn; fewer say too little about what is usual."""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One published figure as it is drawn: when, in words, its value, and where it likely lies."""

    when: str
    words: str
    value: int
    low: int
    high: int
    told: bool


def series_chart(title: str, points: Iterable[ChartPoint]) -> Spec:
    """The chart of a series, oldest first. An empty series gives an empty chart."""
    return dict(_drawn(title, tuple(points)))


def usual_words(points: tuple[ChartPoint, ...]) -> str:
    """What the newest figure is beside the others: usual, or unusual and by which rule. Empty if too few."""
    if len(points) < ENOUGH:
        return ""
    newest = chart([point.value for point in points]).points[-1]
    if newest.mark is None:
        return "usual for you"
    way = "higher" if newest.points > 0 else "lower"
    return f"{way} than usual for you: {WHY[newest.mark]}"


@lru_cache(maxsize=512)
def _drawn(title: str, points: tuple[ChartPoint, ...]) -> Spec:
    # Altair takes most of a second to import: only leaders' pages wait for it, once, and no start-up does.
    # Published figures never change, so a drawn chart can be kept.
    from service.charts.drawing import draw

    marks = chart([point.value for point in points]) if len(points) >= ENOUGH else None
    rows = [_row(point, index, marks) for index, point in enumerate(points)]
    return draw(rows, _description(title, points), limits=marks is not None)


def _row(point: ChartPoint, index: int, marks: Chart | None) -> Row:
    marked = marks.points[index] if marks else None
    limits = marks.limits[0] if marks else None
    return {
        "when": point.when,
        "words": point.words,
        "drawn": point.value if point.told else None,
        "place": point.value if point.told else (point.low + point.high) / 2,
        "low": point.low,
        "high": point.high,
        "kind": _kind(point, marked),
        "why": WHY[marked.mark] if marked and marked.mark else "usual for you",
        "mean": _shown(limits.mean) if limits else None,
        "lower": _shown(limits.lower) if limits else None,
        "upper": _shown(limits.upper) if limits else None,
    }


def _shown(limit: float) -> float | None:
    # A series that never moves has no limits; JSON knows no NaN. Nothing is drawn below nothing.
    return None if limit != limit else round(max(0.0, limit), 2)


def _kind(point: ChartPoint, marked: Point | None) -> str:
    if marked is not None and marked.mark is not None:
        return HIGH if marked.points > 0 else LOW
    return FIGURE if point.told else FEW


def _description(title: str, points: tuple[ChartPoint, ...]) -> str:
    if not points:
        return f"{title}: nothing has been published yet."
    return f"{title}, {points[0].when} to {points[-1].when}. Newest: {points[-1].words}."
