"""XmR charts by the rules of NHS "Making Data Count", as its reference implementation computes them.

A port of the rules (not the code) of NHSRplotthedots 0.2.2 (github.com/nhs-r-community/NHSRplotthedots,
050b07d), checked against its own results in tests/vectors/spc.json. Pure: numbers in, frozen values out.
Never truncates a limit at zero and never calls more reports better or worse unless told a direction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import fsum, nan
from typing import Literal

LIMIT = 2.66
NEAR = LIMIT * 2 / 3
SCREEN = 3.267
RUN = 7
FIRM_AT = 13
"""Fewer points than this give trial limits, likely to move."""

Sign = Literal[-1, 0, 1]


class Mark(StrEnum):
    """Why a point stands out. Checked in this order; the first that holds is the one that is said."""

    OUTSIDE = "outside-limits"
    TREND = "trend"
    TWO_OF_THREE = "two-of-three"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class Limits:
    """Mean and natural process limits of one stretch; NaN limits where a series never moves."""

    mean: float
    lower: float
    upper: float
    near: float
    """Half the width of the inner two thirds."""
    trial: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its side of the mean, whether it is out or near a limit, and its mark."""

    value: float
    stretch: int
    side: Sign
    outside: bool
    near: bool
    mark: Mark | None
    points: Sign
    """+1 for high or rising, -1 for low or falling, 0 without a mark."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole series with the limits of each of its stretches."""

    limits: tuple[Limits, ...]
    points: tuple[Point, ...]


def chart(
    values: Sequence[float],
    *,
    screen: bool = True,
    fix_after: int | None = None,
    rebase_at: int | Sequence[int] | None = None,
) -> Chart:
    """The XmR chart of a series.

    screen: leave out moving ranges of 3.267 times their mean or more, once. fix_after: limits from the first
    so many points only. rebase_at: the index, or the indexes in order, at which limits start anew; no run
    crosses them, and what lies outside the series is left out.
    """
    asked = (rebase_at,) if isinstance(rebase_at, int) else rebase_at or ()
    cuts = [0, *(at for at in sorted(set(asked)) if 0 < at < len(values)), len(values)]
    limits, points = [], []
    for stretch, (start, end) in enumerate(pairwise(cuts)):
        part = [float(value) for value in values[start:end]]
        found = limits_of(part[:fix_after], len(part), screen=screen)
        limits.append(found)
        points += _mark(part, found, stretch)
    return Chart(tuple(limits), tuple(points))


def limits_of(baseline: Sequence[float], length: int, *, screen: bool = True) -> Limits:
    """Limits from a baseline, for a stretch of this many points."""
    mean = fsum(baseline) / len(baseline)
    ranges = [abs(after - before) for before, after in pairwise(baseline)]
    if screen and ranges:
        bound = SCREEN * fsum(ranges) / len(ranges)
        ranges = [moving for moving in ranges if moving < bound]
    typical = fsum(ranges) / len(ranges) if ranges else nan
    return Limits(mean, mean - LIMIT * typical, mean + LIMIT * typical, NEAR * typical, length < FIRM_AT)


def _mark(values: list[float], limits: Limits, stretch: int) -> list[Point]:
    sides = [sign(value - limits.mean) for value in values]
    outside = [value > limits.upper or value < limits.lower for value in values]
    near = [
        not out and abs(value - limits.mean) > limits.near for value, out in zip(values, outside, strict=True)
    ]
    windows = two_in_three(near, sides)
    rules: tuple[tuple[Mark, Sequence[Sign]], ...] = (
        (Mark.OUTSIDE, [side if out else 0 for side, out in zip(sides, outside, strict=True)]),
        (Mark.TREND, part_of_seven(trend_ends(values))),
        (Mark.TWO_OF_THREE, [side if flag else 0 for side, flag in zip(windows, near, strict=True)]),
        (Mark.SHIFT, part_of_seven(shift_ends(sides))),
    )
    points = []
    for index, value in enumerate(values):
        mark, direction = _first(rules, index)
        points.append(Point(value, stretch, sides[index], outside[index], near[index], mark, direction))
    return points


def _first(rules: tuple[tuple[Mark, Sequence[Sign]], ...], index: int) -> tuple[Mark | None, Sign]:
    for mark, signs in rules:
        if signs[index]:
            return mark, signs[index]
    return None, 0


def sign(difference: float) -> Sign:
    """Which side of nothing a difference lies on."""
    return 1 if difference > 0 else -1 if difference < 0 else 0


def shift_ends(sides: Sequence[Sign]) -> list[Sign]:
    """Where the last seven points, this one included, lie strictly on one side of the mean."""
    return [_all_same(sides[max(0, index - RUN + 1) : index + 1], RUN) for index in range(len(sides))]


def trend_ends(values: Sequence[float]) -> list[Sign]:
    """Where the last seven points, this one included, each rise or each fall: six strict steps."""
    steps = [sign(after - before) for before, after in pairwise(values)]
    return [_all_same(steps[max(0, index - RUN + 1) : index], RUN - 1) for index in range(len(values))]


def part_of_seven(ends: Sequence[Sign]) -> list[Sign]:
    """Every point of a run of seven, from where runs end; a point in two runs takes the later one."""
    return [
        next((end for end in reversed(ends[index : index + RUN]) if end), 0) for index in range(len(ends))
    ]


def two_in_three(near: Sequence[bool | int], sides: Sequence[Sign]) -> list[Sign]:
    """All points of any three in a row that lie on one side with two or more of them near a limit."""
    marked: list[Sign] = [0] * len(sides)
    for start in range(len(sides) - 2):
        window = range(start, start + 3)
        side = _all_same(sides[start : start + 3], 3)
        if side and sum(bool(near[index]) for index in window) > 1:
            for index in window:
                marked[index] = side
    return marked


def _all_same(signs: Sequence[Sign], length: int) -> Sign:
    return signs[0] if len(signs) == length and len(set(signs)) == 1 else 0
