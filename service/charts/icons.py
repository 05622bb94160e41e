"""What a marked point means once a direction is named, and whether limits keep to a target.

Volume of reports has no direction: charts of it are neutral and have no target. Directions exist for measures
of harm or of our own promises, such as replies given on time. Never colours anything.
"""

from enum import StrEnum

from service.charts.xmr import Limits, Point


class Direction(StrEnum):
    """Which way would be better; neutral for how much is reported."""

    NEUTRAL = "neutral"
    INCREASE = "increase"
    DECREASE = "decrease"


class Variation(StrEnum):
    """What a point says."""

    COMMON = "common"
    NEUTRAL_HIGH = "neutral-high"
    NEUTRAL_LOW = "neutral-low"
    IMPROVEMENT_HIGH = "improvement-high"
    IMPROVEMENT_LOW = "improvement-low"
    CONCERN_HIGH = "concern-high"
    CONCERN_LOW = "concern-low"


class Assurance(StrEnum):
    """Whether a target lies outside the limits: kept always, missed always, or by chance."""

    PASS = "pass"  # noqa: S105 - not a password
    FAIL = "fail"
    INCONSISTENT = "inconsistent"


def variation(point: Point, direction: Direction) -> Variation:
    """What a point says, given which way would be better."""
    if point.mark is None:
        return Variation.COMMON
    way = "high" if point.points > 0 else "low"
    if direction is Direction.NEUTRAL:
        return Variation(f"neutral-{way}")
    better = (point.points > 0) == (direction is Direction.INCREASE)
    return Variation(f"{'improvement' if better else 'concern'}-{way}")


def assurance(limits: Limits, direction: Direction, target: float | None) -> Assurance | None:
    """Whether the limits keep to a target; None without one or without a direction."""
    if target is None or direction is Direction.NEUTRAL:
        return None
    if limits.lower <= target <= limits.upper:
        return Assurance.INCONSISTENT
    above = limits.lower > target
    return Assurance.PASS if above == (direction is Direction.INCREASE) else Assurance.FAIL
