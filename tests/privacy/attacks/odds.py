"""How far a statistic may stray by chance: an honest service fails at most once in a million runs.

Chance is OpenDP's and takes no seed, so every bound is a theorem for fixed sample sizes: Hoeffding's
inequality, exact binomial tails, or the exact distribution of a sum of discrete Laplace draws.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from math import exp, inf, log, log10, sqrt, tanh

import numpy as np
from scipy.stats import binom, chi2, dlaplace

FALSE_ALARM = 1e-6
"""How often each attack may accuse an honest service, at most."""
SIX = -log10(FALSE_ALARM)


def chance_one_less(epsilon: float) -> float:
    """P(noise <= 0): what decides between two neighbouring counts."""
    return 1 / (1 + exp(-epsilon))


def best_advantage(*epsilons: float) -> float:
    """The largest TPR - FPR of any test between two worlds that differ by one in each of these cells.

    Exact: the likelihood ratio of a cell is exp(+epsilon) or exp(-epsilon) and nothing between, so the
    total variation of the product is a sum over signs. One cell: tanh(epsilon / 2).
    """
    found = 0.0
    for signs in product((True, False), repeat=len(epsilons)):
        here = there = 1.0
        for epsilon, high in zip(epsilons, signs, strict=True):
            likely = chance_one_less(epsilon)
            here *= 1 - likely if high else likely
            there *= likely if high else 1 - likely
        found += max(0.0, there - here)
    return found


def slack(each_arm: int) -> float:
    """What chance may add to TPR - FPR over two arms of independent worlds (Hoeffding 1963)."""
    return sqrt(log(1 / FALSE_ALARM) / each_arm)


def slack_of_share(worlds: int) -> float:
    """What chance may add to a share of independent worlds (Hoeffding 1963)."""
    return sqrt(log(1 / FALSE_ALARM) / (2 * worlds))


def advantage(guesses: Sequence[bool], truths: Sequence[bool]) -> float:
    """TPR - FPR of guesses about worlds."""
    inside = [guess for guess, truth in zip(guesses, truths, strict=True) if truth]
    outside = [guess for guess, truth in zip(guesses, truths, strict=True) if not truth]
    return sum(inside) / len(inside) - sum(outside) / len(outside)


def reach_of_sum(*epsilons: float) -> int:
    """The smallest r that the sum of independent noises of these epsilons leaves once in a million times."""
    half = round(40 / min(epsilons))
    support = np.arange(-half, half + 1)
    total = np.array([1.0])
    for epsilon in epsilons:
        total = np.convolve(total, dlaplace(epsilon).pmf(support))
    middle = len(total) // 2
    tails = total[middle + 1 :][::-1].cumsum()[::-1]
    return int(np.argmax(2 * tails <= FALSE_ALARM)) if (2 * tails <= FALSE_ALARM).any() else len(tails)


def surprise_of_coin(heads: int, flips: int, fair: float = 0.5) -> float:
    """-log10 of the exact two-sided p-value of so many heads (twice the smaller tail)."""
    tail = min(binom.cdf(heads, flips, fair), binom.sf(heads - 1, flips, fair))
    return _surprise(2 * tail)


def surprise_of_ratio(with_report: int, without: int, epsilon: float) -> float:
    """-log10 p of seeing an event so often in each of two arms of equal size under P1 <= exp(epsilon) P0.

    Given the sum of rare independent events, the share of the first arm is at most binomial with
    exp(epsilon) / (1 + exp(epsilon)).
    """
    return _surprise(binom.sf(with_report - 1, with_report + without, chance_one_less(epsilon)))


def surprise_of_law(noise: Sequence[int], epsilon: float) -> float:
    """-log10 of an exact p-value that draws follow the discrete Laplace: a binomial test in each of its bins.

    The smallest of the bins' p-values times their number (Bonferroni): no large-sample approximation.
    """
    law, edge = dlaplace(epsilon), round(2 / epsilon)
    shares = [(value, float(law.pmf(value))) for value in range(-edge, edge + 1)]
    found = [surprise_of_coin(sum(one == value for one in noise), len(noise), p) for value, p in shares]
    above = surprise_of_coin(sum(one > edge for one in noise), len(noise), float(law.sf(edge)))
    below = surprise_of_coin(sum(one < -edge for one in noise), len(noise), float(law.cdf(-edge - 1)))
    return max(*found, above, below) - log10(len(found) + 2)


def surprise_of_chi_square(noise: Sequence[int], epsilon: float) -> float:
    """-log10 p of Pearson's chi-square against the discrete Laplace; for samples of ten thousand and more."""
    law, edge = dlaplace(epsilon), round(4 / epsilon)
    clipped = np.clip(np.array(noise), -edge - 1, edge + 1) + edge + 1
    seen = np.bincount(clipped, minlength=2 * edge + 3)
    inner = law.pmf(np.arange(-edge, edge + 1))
    shares = np.concatenate(([law.cdf(-edge - 1)], inner, [law.sf(edge)]))
    expected = shares * len(noise)
    return _surprise(float(chi2.sf(((seen - expected) ** 2 / expected).sum(), len(seen) - 1)))


def surprise_of_signs(pairs: Iterable[tuple[int, int]]) -> float:
    """-log10 p that the signs of paired symmetric draws agree as often as a coin says."""
    agreeing = [first * second > 0 for first, second in pairs if first * second != 0]
    return surprise_of_coin(sum(agreeing), len(agreeing))


def mode_share(epsilon: float) -> float:
    """How often anybody can name a count exactly who knew nothing of it before: tanh(epsilon / 2)."""
    return tanh(epsilon / 2)


def _surprise(p_value: float) -> float:
    return -log10(p_value) if p_value > 0 else inf
