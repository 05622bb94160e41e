"""Draws rows with Altair: band, limits, line, points and marks; or cells. Looks only; decides nothing.

Importing this imports Altair, which is slow: see series.py.
"""

from functools import lru_cache
from textwrap import wrap

import altair as alt

from service.charts.words import KINDS, WHOLE, ChartMark, ChartNotes, Row, Spec

INK, TEAL, BAND, INDIGO, GREY, GRID = "#1b2a30", "#14505a", "#d5e5e5", "#4b4a92", "#6d7b80", "#dfe5e6"
SHAPES = ("circle", "diamond", "triangle-up", "triangle-down")
COLOURS = (TEAL, GREY, INDIGO, INDIGO)
"""Calm, and apart from each other without colour vision; the shapes say the same."""


HEAT = ("#eef5f5", "#d5e5e5", "#b9d3d4", "#9cc1c3", "#7fb0b3")
"""One colour, light enough throughout to read ink on."""
NO_SHADE = "#f1efe9"
ON_LINES = "split(datum.label, '\\n')"
LINE = 15
"""Letters on one line of a label, where a word allows."""
LETTER = 7.5
"""Pixels that a letter of a label takes in a wide font, on average."""
YEAR = "lastindexof(datum.label, ' ')"
QUARTER = (
    f"length(datum.label) > 8 ? [slice(datum.label, 0, {YEAR}), slice(datum.label, {YEAR} + 1)] : datum.label"
)
"""A quarter stands above its year: two in one line would be too wide for a phone."""
MARGIN = 20
"""Pixels beside the labels of rows: ticks, and the edges of a chart."""
PLACE = "width > 0 ? containerSize()[0] : 0"
"""How wide the place of a chart is; names the drawn width, so that it is asked again when that changes."""
LEANS = 40
"""Pixels from an end of the time axis within which a label leans inwards: half of "Oct to Dec"."""


ROWS, WHENS, DESCRIPTION = "\0rows", "\0whens", "\0description"
"""Stand in a shape for what is put in last; no word that anybody types begins so."""


def draw(rows: list[Row], description: str, notes: ChartNotes) -> Spec:
    """The layered specification, as wide as its place."""
    limits = any(row["mean"] is not None for row in rows)
    places = {ROWS: rows, WHENS: [str(row["when"]) for row in rows], DESCRIPTION: description}
    return {key: _filled(part, places) for key, part in _shape(limits, notes.marks, notes.measured).items()}


@lru_cache(maxsize=128)
def _shape(limits: bool, marks: tuple[ChartMark, ...], measured: str) -> Spec:
    """A chart with its marks but no figures: Altair copies its data at every step, so it is given none."""
    base = alt.Chart(alt.InlineData(values=ROWS)).encode(x=_time())
    usual = [
        _line(base.encode(y=_up(field, measured)), dash)
        for field, dash in (("mean", None), ("lower", [4, 4]), ("upper", [4, 4]))
    ]
    layers = [
        base.mark_area(color=BAND, opacity=1).encode(y=_up("low", measured), y2=alt.Y2("high")),
        *(usual if limits else ()),
        *(_marks(marks) if marks else ()),
        base.mark_line(color=TEAL, strokeWidth=2).encode(y=_up("drawn", measured)),
        _points(base, measured),
    ]
    return _finish(alt.layer(*layers), DESCRIPTION, 300)


def _filled(part: object, places: dict[str, object]) -> object:
    """A part of a shape with everything in its place."""
    if isinstance(part, dict):
        return {key: _filled(one, places) for key, one in part.items()}
    if isinstance(part, list):
        return places[WHENS] if part == [WHENS] else [_filled(one, places) for one in part]
    return places.get(part, part) if isinstance(part, str) else part


def draw_heat(rows: list[Row], description: str) -> Spec:
    """Cells in the order they came, shaded in one colour, each with its figure."""
    rows = [row | {"across": _lines(row["column"]), "down": _lines(row["row"])} for row in rows]
    across, down = (list(dict.fromkeys(str(row[name]) for row in rows)) for name in ("across", "down"))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("across:N", sort=across, title=None, axis=_under_columns(across, down)),
        y=alt.Y(
            "down:N",
            sort=down,
            title=None,
            axis=alt.Axis(labelExpr=ON_LINES, labelLimit=0, labelOffset=-6),
        ),
    )
    told = [row["value"] for row in rows if isinstance(row["value"], int | float)]
    shades = alt.Scale(domain=[0, max([1, *told])], range=list(HEAT))
    shade = alt.Color("value:Q", scale=shades, legend=None)
    cells = base.mark_rect(stroke="#ffffff", strokeWidth=2, invalid=None).encode(
        color=alt.condition("datum.value !== null", shade, alt.value(NO_SHADE)),
        tooltip=[
            alt.Tooltip("row:N", title="Group of factors"),
            alt.Tooltip("column:N", title="Group of units"),
            alt.Tooltip("words:N", title="Reports"),
        ],
    )
    said = base.mark_text(fontSize=14, color=INK).encode(text="said:N")
    whole = {"name": WHOLE, "expr": PLACE}
    return {**_finish(alt.layer(cells, said), description, max(160, 60 * len(down))), "params": [whole]}


def _under_columns(columns: list[str], rows: list[str]) -> alt.Axis:
    """Labels lie below their columns where these are wide enough; else they stand on end, in one line."""
    # Not by the width of a column as drawn: Vega makes room for labels once, before it knows that.
    columns_are = f"({WHOLE} - {_longest(rows) + MARGIN}) / {max(1, len(columns))}"
    narrow = f"{columns_are} < {_longest(columns)}"
    on_end = LETTER * max(map(len, columns), default=0)
    return alt.Axis(
        labelExpr=f"{narrow} ? join({ON_LINES}, ' ') : {ON_LINES}",
        labelAngle=alt.expr(f"{narrow} ? -90 : 0"),
        labelAlign=alt.expr(f"{narrow} ? 'right' : 'center'"),
        labelBaseline=alt.expr(f"{narrow} ? 'middle' : 'top'"),
        labelLimit=0,
        # Whoever opens a picture may have wider letters than it was measured with.
        minExtent=alt.expr(f"{narrow} ? {on_end} : 0"),
    )


def _longest(labels: list[str]) -> float:
    """How wide the widest line of some labels is, in pixels."""
    return LETTER * max((len(line) for label in labels for line in label.split("\n")), default=0)


def _lines(label: object) -> str:
    return "\n".join(wrap(str(label), LINE, break_long_words=False))


def _finish(whole: alt.LayerChart | alt.FacetChart, description: str, height: int) -> Spec:
    sized = whole.properties(width="container", height=height, description=description)
    spec: Spec = _dress(sized).to_dict(validate=False)
    # The schema's address is for editors: nothing on a page names a place elsewhere.
    return {key: value for key, value in spec.items() if key != "$schema"}


def _time() -> alt.X:
    # The outermost labels lean inwards: which are shown changes with the width, and Vega makes room once.
    axis = alt.Axis(
        labelExpr=QUARTER, labelOverlap="greedy", labelSeparation=10, labelAngle=0, labelFlush=LEANS
    )
    return alt.X("when:O", scale=alt.Scale(domain=[WHENS]), sort=None, title=None, axis=axis)


def _marks(marks: tuple[ChartMark, ...]) -> list[alt.Chart]:
    """A line at each mark with its sign on top; the list below the chart says what it means."""
    values = [{"when": mark.when, "sign": mark.sign, "words": mark.words} for mark in marks]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=_time(), tooltip=[alt.Tooltip("when:N", title="When"), alt.Tooltip("words:N", title="What")]
    )
    line = base.mark_rule(color=INK, strokeWidth=1.5, strokeDash=[2, 3])
    sign = base.mark_text(baseline="top", dx=4, align="left", fontSize=13, fontWeight="bold", color=INK)
    return [line, sign.encode(text="sign:N", y=alt.value(0))]


def _up(field: str, measured: str) -> alt.Y:
    return alt.Y(f"{field}:Q", axis=alt.Axis(title=measured, tickMinStep=1, gridColor=GRID))


def _line(base: alt.Chart, dash: list[int] | None) -> alt.Chart:
    # Each stretch has its own limits: where they start anew, the line breaks.
    drawn: alt.Chart = base.mark_line(color=GREY, strokeWidth=1, strokeDash=dash or [1, 0]).encode(
        detail="stretch:N"
    )
    return drawn


def _points(base: alt.Chart, measured: str) -> alt.Chart:
    legend = alt.Legend(title=None, orient="bottom", columns=1, labelLimit=0)
    shapes = alt.Scale(domain=list(KINDS), range=list(SHAPES))
    colours = alt.Scale(domain=list(KINDS), range=list(COLOURS))
    drawn: alt.Chart = base.mark_point(size=70, filled=True, opacity=1).encode(
        y=_up("place", measured),
        shape=alt.Shape("kind:N", scale=shapes, legend=legend),
        color=alt.Color("kind:N", scale=colours, legend=legend),
        tooltip=[
            alt.Tooltip("when:N", title="Period"),
            alt.Tooltip("words:N", title=measured),
            alt.Tooltip("why:N", title="Beside the others"),
        ],
    )
    return drawn


def _dress(whole: alt.LayerChart | alt.FacetChart) -> alt.LayerChart | alt.FacetChart:
    dressed: alt.LayerChart | alt.FacetChart = (
        whole.configure(font="system-ui, sans-serif", background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            labelFontSize=13,
            titleFontSize=13,
            domainColor=GREY,
            tickColor=GREY,
        )
        .configure_legend(labelColor=INK, labelFontSize=13, symbolSize=90)
    )
    return dressed
