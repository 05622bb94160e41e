"""How far two readers of the same reports agree on a factor: Krippendorff's α, nominal, two readers.

Twelve lines of our own, held against the PyPI package `krippendorff` by a test: that package is under
GPL-3.0 and cannot be shipped with us. Knows no report, no reader and no circle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LEAST = 20
"""Reports that two people have read, before any α is worked out: below, chance alone decides."""
LEAST_MARKED = 5
"""Reports in which at least one of the two saw the factor, before its own α is."""
INVESTIGATE_BELOW = 0.67
"""taxonomy.yaml, `reliability_check`: below, two people see different things in the same words."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A factor, and the α of two readers; None where too few reports were read twice to say."""

    factor: str
    alpha: float | None


class Verdict(StrEnum):
    """What an α means for the work: nothing yet, that a factor is worth a talk, or that people agree."""

    TOO_FEW = "too-few"
    LOOK = "look"
    AGREED = "agreed"


def judge(alpha: float | None) -> Verdict:
    """The rule of taxonomy.yaml for one α."""
    if alpha is None:
        return Verdict.TOO_FEW
    return Verdict.LOOK if alpha < INVESTIGATE_BELOW else Verdict.AGREED


def alpha_of(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Krippendorff's α of two readers over yes and no; None where nothing varies, or nothing was read."""
    values = 2 * len(pairs)
    marked = sum(one + other for one, other in pairs)
    differing = sum(one != other for one, other in pairs)
    expected = 2 * marked * (values - marked)
    if expected == 0:
        return None
    return 1 - (values - 1) * 2 * differing / expected


def judge_agreement(
    readings: Sequence[tuple[frozenset[str], frozenset[str]]], factors: Sequence[str]
) -> tuple[Agreement, ...]:
    """The α of each factor, in the order given. Says nothing at all below LEAST readings."""
    if len(readings) < LEAST:
        return tuple(Agreement(factor, None) for factor in factors)
    found = []
    for factor in factors:
        pairs = [(factor in one, factor in other) for one, other in readings]
        enough = sum(one or other for one, other in pairs) >= LEAST_MARKED
        found.append(Agreement(factor, alpha_of(pairs) if enough else None))
    return tuple(found)
