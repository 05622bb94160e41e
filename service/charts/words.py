"""The words and plain shapes that a chart's data and its drawing share."""

from dataclasses import dataclass

from service.charts.xmr import Mark
from service.languages import N_

Spec = dict[str, object]
"""A Vega-Lite specification as plain JSON values."""
WHOLE = "whole"
"""By this name a chart knows its width, labels and all: that of its place on a page, a number on paper."""
Row = dict[str, str | float | None]
"""One datum of a chart."""

FIGURE, FEW, HIGH, LOW = (
    "Published figure",
    "Too few to tell",
    "Higher than usual for you",
    "Lower than usual for you",
)
KINDS = (FIGURE, FEW, HIGH, LOW)
WHY = {
    Mark.OUTSIDE: N_("beyond the usual limits"),
    Mark.TREND: N_("seven in a row moving one way"),
    Mark.TWO_OF_THREE: N_("two of three near a limit"),
    Mark.SHIFT: N_("seven in a row on one side of the mean"),
}
USUAL = N_("usual for you")


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One published figure as it is drawn: when, in words, its value, and where it likely lies."""

    when: str
    words: str
    value: int
    low: int
    high: int
    told: bool


@dataclass(frozen=True, slots=True)
class ChartMark:
    """Something to know beside the figures, at the `when` of a point: a short sign that a list explains."""

    when: str
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class ChartNotes:
    """What is drawn beside a series: marks on its time axis, and from which points on limits start anew."""

    marks: tuple[ChartMark, ...] = ()
    anew: tuple[int, ...] = ()
    measured: str = "Reports"
    """What the upright axis counts."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One published cell of a table by two lists; never drawn as a number where too few to tell."""

    row: str
    column: str
    words: str
    value: int
    told: bool
