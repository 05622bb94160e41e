"""One series as a Vega-Lite specification: its line, the band it likely lies in, usual limits, marks.

Written with Altair; carries its own data, loads nothing, needs no eval to draw. Shapes say what colours
say; no red, no green, no ranking. Never draws what its words do not tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from service.charts.words import (
    FEW,
    FIGURE,
    HIGH,
    LOW,
    USUAL,
    WHY,
    ChartNotes,
    ChartPoint,
    Row,
    Spec,
)
from service.charts.xmr import Limits, Point, chart
from service.languages import N_

ENOUGH = 12
"""Points from which on usual limits are drawn; fewer say too little about what is usual."""
PLAIN = ChartNotes()


@dataclass(frozen=True, slots=True)
class Beside:
    """A point beside the others of its stretch; no limits and no mark where the stretch is too short."""

    stretch: int
    limits: Limits | None
    point: Point | None

    @property
    def words(self) -> str:
        """Usual for you, or by which rule not; empty where nobody can tell."""
        if self.point is None:
            return ""
        if self.point.mark is None:
            return USUAL
        why = WHY[self.point.mark]
        if self.point.points > 0:
            return N_("higher than usual for you: %(why)s", why=why)
        return N_("lower than usual for you: %(why)s", why=why)


def series_chart(title: str, points: Iterable[ChartPoint], notes: ChartNotes = PLAIN) -> Spec:
    """The chart of a series, oldest first. An empty series gives an empty chart."""
    return dict(_drawn(title, tuple(points), notes))


def usual_words(points: tuple[ChartPoint, ...], notes: ChartNotes = PLAIN) -> str:
    """What the newest figure is beside the others: usual, or unusual and by which rule. Empty if too few."""
    found = beside(tuple(point.value for point in points), notes.anew)
    return found[-1].words if found else ""


@lru_cache(maxsize=4096)
def beside(values: tuple[int, ...], anew: tuple[int, ...] = ()) -> tuple[Beside, ...]:
    """Each point beside the others of its stretch. `anew`: where limits start anew, by decision only."""
    if not values:
        return ()
    cuts = tuple(sorted({index for index in anew if 0 < index < len(values)}))
    drawn = chart(values, rebase_at=cuts)
    lengths = [end - start for start, end in zip((0, *cuts), (*cuts, len(values)), strict=True)]
    return tuple(
        Beside(point.stretch, drawn.limits[point.stretch], point)
        if lengths[point.stretch] >= ENOUGH
        else Beside(point.stretch, None, None)
        for point in drawn.points
    )


@lru_cache(maxsize=1024)
def _drawn(title: str, points: tuple[ChartPoint, ...], notes: ChartNotes) -> Spec:
    # Altair takes most of a second to import: only leaders' pages wait for it, once, and no start-up does.
    # Published figures never change, so a drawn chart can be kept.
    from service.charts.drawing import draw

    found = beside(tuple(point.value for point in points), notes.anew)
    rows = [_row(point, one) for point, one in zip(points, found, strict=True)]
    return draw(rows, _description(title, points, notes), notes)


def _row(point: ChartPoint, found: Beside) -> Row:
    limits = found.limits
    return {
        "when": point.when,
        "words": point.words,
        "drawn": point.value if point.told else None,
        "place": point.value if point.told else (point.low + point.high) / 2,
        "low": point.low,
        "high": point.high,
        "kind": _kind(point, found.point),
        "why": found.words or "too early to say",
        "stretch": found.stretch,
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


def _description(title: str, points: tuple[ChartPoint, ...], notes: ChartNotes) -> str:
    if not points:
        return f"{title}: nothing has been published yet."
    marks = "".join(f" {mark.when}: {mark.words}." for mark in notes.marks)
    return f"{title}, {points[0].when} to {points[-1].when}. Newest: {points[-1].words}.{marks}"
