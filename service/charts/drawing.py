"""Draws rows as layers with Altair: band, limits, line, points. Looks only; decides nothing.

Importing this imports Altair, which is slow: see series.py.
"""

import altair as alt

from service.charts.words import KINDS, Row, Spec

INK, TEAL, BAND, INDIGO, GREY, GRID = "#1b2a30", "#14505a", "#b9d3d4", "#4b4a92", "#6d7b80", "#dfe5e6"
SHAPES = ("circle", "diamond", "triangle-up", "triangle-down")
COLOURS = (TEAL, GREY, INDIGO, INDIGO)
"""Calm, and apart from each other without colour vision; the shapes say the same."""


def draw(rows: list[Row], description: str, *, limits: bool) -> Spec:
    """The layered specification, as wide as its place."""
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "when:O",
            sort=None,
            title=None,
            axis=alt.Axis(labelOverlap="greedy", labelSeparation=10, labelAngle=0),
        )
    )
    usual = [
        _line(base, field, dash) for field, dash in (("mean", None), ("lower", [4, 4]), ("upper", [4, 4]))
    ]
    layers = [
        base.mark_area(color=BAND, opacity=0.6).encode(y=_reports("low"), y2=alt.Y2("high")),
        *(usual if limits else ()),
        base.mark_line(color=TEAL, strokeWidth=2).encode(y=_reports("drawn")),
        _points(base),
    ]
    whole = alt.layer(*layers).properties(width="container", height=300, description=description)
    spec: Spec = _dress(whole).to_dict(validate=False)
    # The schema's address is for editors: nothing on a page names a place elsewhere.
    return {key: value for key, value in spec.items() if key != "$schema"}


def _reports(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", axis=alt.Axis(title="Reports", tickMinStep=1, gridColor=GRID))


def _line(base: alt.Chart, field: str, dash: list[int] | None) -> alt.Chart:
    drawn: alt.Chart = base.mark_line(color=GREY, strokeWidth=1, strokeDash=dash or [1, 0]).encode(
        y=_reports(field)
    )
    return drawn


def _points(base: alt.Chart) -> alt.Chart:
    legend = alt.Legend(title=None, orient="bottom", columns=1, labelLimit=0)
    shapes = alt.Scale(domain=list(KINDS), range=list(SHAPES))
    colours = alt.Scale(domain=list(KINDS), range=list(COLOURS))
    drawn: alt.Chart = base.mark_point(size=70, filled=True, opacity=1).encode(
        y=_reports("place"),
        shape=alt.Shape("kind:N", scale=shapes, legend=legend),
        color=alt.Color("kind:N", scale=colours, legend=legend),
        tooltip=[
            alt.Tooltip("when:N", title="Period"),
            alt.Tooltip("words:N", title="Reports"),
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
