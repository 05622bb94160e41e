"""Calibrates factor scores and tunes how many are shown, on cross-validated scores only."""

from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from training.factors_solver import Array
from training.marked import FACTORS

GAPS = np.linspace(0.2, 4, 20)
FLOORS = np.linspace(-3.1, -0.7, 9)
ALIKE = 30.0
"""How strongly the offsets of the factors are held together."""
_SLACK = 0.0075
"""How much F1 may be given up so that the first factor of the report is among those shown."""


class Figures(NamedTuple):
    """As in evaluate.py: micro-F1, first in set, gold first among the shown; and how many are shown."""

    micro_f1: float
    first_in_set: float
    gold_first_in_3: float
    shown: float


class Rule(NamedTuple):
    """logit = slope * score + its code's offset.

    A second is shown within gaps[0] of the first and above floors[0].
    """

    slope: float
    offsets: tuple[float, ...]
    floor: float
    gaps: tuple[float, float]
    floors: tuple[float, float]
    figures: Figures


PLAIN = Rule(1.0, (0.0,) * len(FACTORS), -99.0, (99.0, 99.0), (-99.0, -99.0), Figures(0, 0, 0, 0))
"""Scores as they come, everything shown."""


def measure(order: list[list[int]], gold: list[tuple[str, ...]]) -> Figures:
    """The figures of shown codes (places in FACTORS) against the gold."""
    right = shown = wanted = first = primary = 0
    for places, factors in zip(order, gold, strict=True):
        codes = [FACTORS[place] for place in places]
        right += len(set(codes) & set(factors))
        shown += len(codes)
        wanted += len(factors)
        first += bool(codes) and codes[0] in factors
        primary += factors[0] in codes
    count = len(gold)
    return Figures(
        round(2 * right / (shown + wanted), 4),
        round(first / count, 4),
        round(primary / count, 4),
        round(shown / count, 2),
    )


def calibrate(scores: Array, gold: list[tuple[str, ...]]) -> tuple[float, Array]:
    """Slope and offsets that make a centred score the logit of its factor being in the gold set (Platt).

    Offsets are held near each other: some factors have few reports.
    """
    truth = np.array([[code in factors for code in FACTORS] for factors in gold], dtype=float)

    def loss(line: Array) -> tuple[float, Array]:
        logits = line[0] * scores + line[1:]
        error = 1 / (1 + np.exp(-logits)) - truth
        apart = line[1:] - line[1:].mean()
        value = (np.logaddexp(0, logits) - truth * logits).sum() + ALIKE / 2 * (apart**2).sum()
        return float(value), np.concatenate([[(error * scores).sum()], error.sum(axis=0) + ALIKE * apart])

    start = np.array([1.0] + [-2.0] * len(FACTORS))
    found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return float(found[0]), found[1:]


def tune_rule(scores: Array, gold: list[tuple[str, ...]]) -> Rule:
    """The rule that shows the report's first factor most often while F1 stays near its best."""
    centred = scores - scores.mean(axis=1, keepdims=True)
    slope, offsets = calibrate(centred, gold)
    logits = slope * centred + offsets
    places = np.argsort(-logits, axis=1, kind="stable")[:, :3]
    top = np.take_along_axis(logits, places, axis=1)
    gaps, floors, many = max(_near_best(top, places, gold))[-1]
    order = [list(row[:n]) for row, n in zip(places, many, strict=True)]
    nothing = float(top[:, 0].min()) - 0.2
    return Rule(slope, tuple(map(float, offsets)), nothing, gaps, floors, measure(order, gold))


class _Tried(NamedTuple):
    """How often the first factor is shown, F1, where the rule stands in the order of trying, the rule."""

    first_shown: float
    f1: float
    turn: int
    rule: tuple[tuple[float, float], tuple[float, float], NDArray[np.int64]]


def _near_best(top: Array, places: NDArray[np.int64], gold: list[tuple[str, ...]]) -> list[_Tried]:
    """Every rule whose F1 is within _SLACK of the best. A second and a third factor have a floor each."""
    right = np.array(
        [[FACTORS[place] in factors for place in row] for row, factors in zip(places, gold, strict=True)]
    )
    first = np.array(
        [[FACTORS[place] == factors[0] for place in row] for row, factors in zip(places, gold, strict=True)]
    )
    wanted = sum(len(factors) for factors in gold)
    behind = top[:, :1] - top
    tried: list[_Tried] = []
    for second, floor in product(GAPS, FLOORS):
        two = (behind[:, 1] <= second) & (top[:, 1] >= floor)
        for third, last in product(GAPS[second >= GAPS], FLOORS):
            three = two & (behind[:, 2] <= third) & (top[:, 2] >= last)
            shown = np.column_stack([np.ones_like(two), two, three])
            f1 = 2 * float((right & shown).sum()) / (int(shown.sum()) + wanted)
            rule = ((float(second), float(third)), (float(floor), float(last)), shown.sum(axis=1))
            tried.append(_Tried(float((first & shown).sum()) / len(gold), f1, -len(tried), rule))
    best = max(one.f1 for one in tried)
    return [one for one in tried if one.f1 >= best - _SLACK]
