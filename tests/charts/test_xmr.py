"""Our XmR charts give what the reference implementation gives, to a billionth, on every vector it made."""

import json
from dataclasses import replace
from math import isnan
from pathlib import Path

import pytest

from service.charts import xmr
from service.charts.icons import Direction, assurance, variation

SPC = json.loads((Path(__file__).parents[1] / "vectors" / "spc.json").read_text(encoding="utf-8"))
SPECIAL = {
    "Common Cause": (None, 0),
    "Above UCL": ("outside-limits", 1),
    "Below LCL": ("outside-limits", -1),
    "7 Point Trend (Increasing)": ("trend", 1),
    "7 Point Trend (Decreasing)": ("trend", -1),
    "2 in 3 Above CL": ("two-of-three", 1),
    "2 in 3 Below CL": ("two-of-three", -1),
    "7 Points Above CL": ("shift", 1),
    "7 Points Below CL": ("shift", -1),
}


def drawn(vector: dict) -> xmr.Chart:
    said = vector["input"]
    rebase = said["rebase_at_1based"]
    return xmr.chart(
        said["y"],
        screen=said["screen_outliers"],
        fix_after=said["fix_after_n_points"],
        rebase_at=None if rebase is None else rebase - 1,
    )


def same(found: float, expected: float | None) -> bool:
    return isnan(found) if expected is None else abs(found - expected) <= 1e-9


def test_all_the_vectors_are_here():
    assert (len(SPC["vectors"]), len(SPC["unit_vectors"])) == (33, 8)


@pytest.mark.parametrize("vector", SPC["vectors"], ids=lambda vector: vector["id"])
def test_limits_are_those_of_the_reference(vector):
    found = drawn(vector).limits

    assert len(found) == len(vector["expected"]["groups"])
    for limits, expected in zip(found, vector["expected"]["groups"], strict=True):
        assert same(limits.mean, expected["mean"])
        assert same(limits.lower, expected["lpl"])
        assert same(limits.upper, expected["upl"])
        assert limits.trial == expected["short_group_warning"]


@pytest.mark.parametrize("vector", SPC["vectors"], ids=lambda vector: vector["id"])
def test_points_are_marked_as_in_the_reference(vector):
    chart, expected = drawn(vector), vector["expected"]

    assert [point.stretch for point in chart.points] == expected["rebase_group"]
    assert [point.side for point in chart.points] == expected["relative_to_mean"]
    assert [point.outside for point in chart.points] == [bool(one) for one in expected["outside_limits"]]
    assert [point.near for point in chart.points] == [bool(one) for one in expected["close_to_limits"]]
    marks = [(point.mark, point.points) for point in chart.points]
    assert marks == [SPECIAL[one] for one in expected["special_cause_type"]]


@pytest.mark.parametrize("vector", SPC["vectors"], ids=lambda vector: vector["id"])
def test_icons_are_those_of_the_reference(vector):
    chart, expected = drawn(vector), vector["expected"]
    direction = Direction(vector["input"]["improvement_direction"])

    said = [variation(point, direction) for point in chart.points]
    kept = assurance(chart.limits[-1], direction, vector["input"]["target"])

    neutral = direction is Direction.NEUTRAL
    kinds = [
        one.replace("special_cause_", "").replace("_", "-").replace("-cause", "")
        for one in expected["point_type"]
    ]
    assert [one.value if neutral else one.value.split("-")[0] for one in said] == kinds
    assert said[-1].value == expected["variation_icon"].replace("_cause", "").replace("_", "-")
    assert kept == expected["assurance_icon"]


UNITS = {
    "ptd_seven_point_one_side_mean": xmr.shift_ends,
    "ptd_seven_point_trend": xmr.trend_ends,
    "ptd_part_of_seven_trend": lambda ends: [abs(one) for one in xmr.part_of_seven(ends)],
    "ptd_two_in_three": xmr.two_in_three,
}


@pytest.mark.parametrize("vector", SPC["unit_vectors"], ids=lambda vector: vector["fn"])
def test_each_rule_alone_gives_what_the_reference_gives(vector):
    found = UNITS[vector["fn"]](*vector["args"])

    assert found == vector["out"]


def test_a_series_that_never_moves_has_no_limits_and_no_marks():
    chart = xmr.chart([4] * 14)

    assert isnan(chart.limits[0].upper)
    assert {point.mark for point in chart.points} == {None}


def test_a_run_at_the_very_start_is_not_mistaken_for_one_that_wraps_around():
    assert xmr.shift_ends([1, 1, 1, 1, 1, 1]) == [0] * 6
    assert xmr.trend_ends([1, 2, 3]) == [0] * 3


def test_limits_may_start_anew_more_than_once_and_what_lies_outside_is_left_out():
    values = [10.0, 12.0, 11.0] * 4 + [30.0, 33.0, 31.0] * 4 + [5.0, 4.0, 6.0] * 4

    drawn = xmr.chart(values, rebase_at=(24, 12, 0, 99))

    assert [limits.mean for limits in drawn.limits] == [11.0, 94 / 3, 5.0]
    assert [point.stretch for point in drawn.points] == [0] * 12 + [1] * 12 + [2] * 12
    assert drawn.points[12:24] == tuple(
        replace(point, stretch=1) for point in xmr.chart(values[12:24]).points
    )
