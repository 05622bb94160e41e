"""The culture of reporting as charts: each share and each kind by quarter, as their tables say.

Drawn from nothing else; a share that is not told is drawn as its range without a number.
"""

from service.charts.series import series_chart
from service.charts.words import ChartNotes, ChartPoint, Spec
from service.domain.culture import Culture, ShareSeries
from service.domain.pictures import draw_series, short_words

PER_CENT = ChartNotes(measured="Per cent")
PLAIN = ChartNotes()


def draw_culture(culture: Culture) -> dict[str, Spec]:
    """The chart of every share and kind that has been published, by its code."""
    shares = {one.code: draw_share(one) for one in culture.shares if one.shares}
    kinds = {f"kind-{one.code}": draw_series(one, PLAIN) for one in culture.kinds if one.figures}
    return shares | kinds


def draw_share(series: ShareSeries) -> Spec:
    """One share over time, oldest quarter first."""
    points = (
        ChartPoint(short_words(share.period), share.words, share.percent, share.low, share.high, share.told)
        for share in series.shares
    )
    return series_chart(series.label, points, PER_CENT)
