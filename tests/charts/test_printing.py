"""Charts on paper: the picture the browser draws, without a browser, the same bytes each time."""

import pytest

from service.charts.heat import heat_chart
from service.charts.printing import draw_png, draw_svg
from service.charts.series import series_chart
from service.charts.words import ChartMark, ChartNotes, HeatCell
from tests.charts.test_series import points

VALUES = [20, 22, 19, 21, 20, 23, 18, 20, 21, 19, 22, 20, 60]
MARK = ChartNotes((ChartMark("month 4", "1", "Inspection."),))


def test_a_series_is_drawn_with_its_limits_and_marks_and_loads_nothing():
    svg = draw_svg(series_chart("Digital systems", points(VALUES), MARK))

    assert svg.startswith("<svg") and "Higher than usual for you" in svg
    assert ">1</text>" in svg
    assert "href=" not in svg and "<script" not in svg and "<image" not in svg


def test_a_heat_map_is_drawn_with_a_figure_in_every_cell():
    cells = tuple(HeatCell(row, "Tools", "about 31", 31, row == "Care") for row in ("Care", "Learning"))

    svg = draw_svg(heat_chart("Where and why", cells))

    assert ">31</text>" in svg and ">few</text>" in svg


def test_the_same_chart_is_the_same_bytes_twice():
    spec = series_chart("Digital systems", points(VALUES))

    first, second = draw_svg(spec), draw_svg(spec)

    assert first == second
    assert draw_png(first) == draw_png(second)
    assert draw_png(first).startswith(b"\x89PNG")


@pytest.mark.parametrize("url", ["https://elsewhere.test/data.json", "file:///etc/hostname"])
def test_a_specification_that_names_a_place_is_refused(url):
    spec = {**series_chart("Digital systems", points(VALUES)), "data": {"url": url}}

    with pytest.raises(ValueError, match="load nothing"):
        draw_svg(spec)
