"""The words and plain shapes that a chart's data and its drawing share."""

from service.charts.xmr import Mark

Spec = dict[str, object]
"""A Vega-Lite specification as plain JSON values."""
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
    Mark.OUTSIDE: "beyond the usual limits",
    Mark.TREND: "seven in a row moving one way",
    Mark.TWO_OF_THREE: "two of three near a limit",
    Mark.SHIFT: "seven in a row on one side of the mean",
}
