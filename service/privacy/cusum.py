"""The learning trigger's arithmetic: a one-sided CUSUM that knows how published figures were blurred.

A published figure is a count (negative binomial, which varies by a tenth beyond chance) plus integer Laplace
noise of known scale. Each figure adds its log-likelihood ratio of "half as much again" against "as before";
the sum never falls below nothing (Page 1954), and the height at which it speaks is set so that chance alone
reaches it once in a stated number of periods, by a Markov chain (Brook and Evans 1972).

Pure: published numbers in, indexes out. Never sees a true count, never looks for a fall.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

RISE = 1.5
"""The change it is tuned to find."""
SPREAD = 0.10
"""How much a steady count varies from period to period beyond Poisson chance, as a share of its mean."""
STATES = 80
SMALLEST, STEP, LARGEST = 0.5, 1.10, 1e5
TAIL = 1e-12
USUAL_AFTER = 12
"""Periods after which a rise that was found has become what is usual."""
MEANS = tuple(SMALLEST * STEP**n for n in range(int(log(LARGEST / SMALLEST) / log(STEP)) + 1))
"""Means are rounded up to the next of these: a tenth apart, so that few laws are computed."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Law:
    """What a figure of a steady series looks like: probabilities from `lowest` on, and what each adds."""

    lowest: int
    chances: Floats
    adds: Floats

    def add(self, value: int) -> float:
        """What one published figure adds to the sum; beyond the table, what its end adds."""
        return float(self.adds[min(max(value - self.lowest, 0), len(self.adds) - 1)])


@dataclass(frozen=True, slots=True)
class Watch:
    """How a series is watched: its noise, how rarely chance may speak, and how long a baseline is."""

    epsilon: float
    run_length: float
    """Periods between two chance prompts of one series, on average."""
    longest: int
    shortest: int


@dataclass(frozen=True, slots=True)
class Rise:
    """A rise: the index from which it has lasted, the index at which it was found, and what was usual."""

    since: int
    found: int
    usual: float
    ended: int | None


def deviation(mean: float, epsilon: float) -> float:
    """The standard deviation of a published figure with this mean."""
    decay = exp(-epsilon)
    return sqrt(mean + (SPREAD * mean) ** 2 + 2 * decay / (1 - decay) ** 2)


def usual_mean(baseline: list[int], epsilon: float) -> float:
    """The mean of a baseline plus one standard error, so that a low baseline does not cry rise."""
    mean = max(SMALLEST, sum(baseline) / len(baseline))
    return mean + deviation(mean, epsilon) / sqrt(len(baseline))


def find_rises(values: list[int], watch: Watch) -> list[Rise]:
    """Every rise in a series, oldest first. While the sum is above nothing, the baseline stands still.

    A rise that has lasted twelve periods since it was found has become usual: the baseline starts anew
    where it began.
    """
    rises: list[Rise] = []
    first, start, total = 0, watch.shortest, 0.0
    for index in range(watch.shortest, len(values)):
        if total == 0.0:
            start = index
        if start - first < watch.shortest:
            continue
        mean = usual_mean(values[max(first, start - watch.longest) : start], watch.epsilon)
        height = threshold(mean, watch.epsilon, watch.run_length)
        total = min(height, max(0.0, total + law(mean, watch.epsilon).add(values[index])))
        lasting = bool(rises) and rises[-1].ended is None
        if lasting and (total == 0.0 or index - rises[-1].found >= USUAL_AFTER):
            first = rises[-1].since if total > 0.0 else first
            rises[-1] = _end(rises[-1], index)
            total = 0.0
        elif not lasting and total >= height:
            rises.append(Rise(start, index, mean, None))
    return rises


def _end(rise: Rise, index: int) -> Rise:
    return Rise(rise.since, rise.found, rise.usual, index)


def law(mean: float, epsilon: float) -> Law:
    """The law of a published figure whose count has this mean, rounded up."""
    return _law(_rounded(mean), epsilon)


def threshold(mean: float, epsilon: float, run_length: float) -> float:
    """The height that chance alone reaches once in `run_length` periods."""
    return _threshold(_rounded(mean), epsilon, run_length)


def _rounded(mean: float) -> float:
    return MEANS[min(bisect_left(MEANS, mean), len(MEANS) - 1)]


@lru_cache(maxsize=1024)
def _law(mean: float, epsilon: float) -> Law:
    # scipy.stats takes two seconds to import; only the process that looks for rises waits for it.
    from scipy.stats import dlaplace, nbinom

    reach = int(-log(TAIL) / epsilon) + 1
    noise = dlaplace.pmf(np.arange(-reach, reach + 1), epsilon)
    size = 1 / SPREAD**2
    most = int(nbinom.isf(TAIL, size, size / (size + RISE * mean))) + 1
    counts = np.arange(most + 1)
    steady, risen = (
        np.convolve(nbinom.pmf(counts, size, size / (size + level)), noise) for level in (mean, RISE * mean)
    )
    floor = np.finfo(np.float64).tiny
    adds = np.log(np.maximum(risen, floor)) - np.log(np.maximum(steady, floor))
    return Law(-reach, steady / steady.sum(), adds)


@lru_cache(maxsize=4096)
def _threshold(mean: float, epsilon: float, run_length: float) -> float:
    found = _law(mean, epsilon)
    low, high = 0.1, 2 * log(run_length) + 2
    for _ in range(18):
        middle = (low + high) / 2
        low, high = (middle, high) if _run_length(found, middle) < run_length else (low, middle)
    return high


def _run_length(found: Law, height: float) -> float:
    """Periods until a steady series first reaches a height, on average, starting from nothing."""
    width = height / STATES
    centres = np.concatenate(([0.0], (np.arange(STATES) + 0.5) * width))
    to = np.ceil((centres[:, None] + found.adds[None, :]) / width)
    to = np.clip(to, 0, STATES + 1).astype(np.int64)
    moves = np.zeros((STATES + 1, STATES + 2))
    for state in range(STATES + 1):
        moves[state] = np.bincount(to[state], weights=found.chances, minlength=STATES + 2)
    stay = np.eye(STATES + 1) - moves[:, :-1]
    return float(np.linalg.solve(stay, np.ones(STATES + 1))[0])
