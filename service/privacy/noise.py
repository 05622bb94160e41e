"""Blurs counts once with integer Laplace noise, from OpenDP, with its privacy map asserted.

Never draws twice for the same figures: whoever calls `blur` stores what it returns, or throws it away
unseen. Chance is OpenDP's own CSPRNG and no argument: a seed could be guessed, leaked or replayed.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import inf, nextafter
from typing import Protocol, cast

import opendp.prelude as dp

from service.privacy.budget import EFFECT_OF_ONE_REPORT, Epsilon
from service.privacy.counting import RawCounts

# "contrib": make_laplace is in OpenDP's library but not yet through its formal vetting. No other flag is on;
# "floating-point" and "honest-but-curious" stay off, so an unsafe construction cannot be built here.
dp.enable_features("contrib")


class BudgetExceeded(AssertionError):
    """The mechanism would spend more than its stage may: a fault in the program, nothing is published."""


class _Mechanism(Protocol):
    def map(self, d_in: int) -> float: ...

    def __call__(self, arg: list[int]) -> list[int]: ...


@dataclass(frozen=True, slots=True)
class Blurred:
    """Noisy counts, fit to be published: signed integers by cell, in the domain's order."""

    cells: tuple[tuple[str, int], ...]
    scale: str
    """The noise's scale as an exact decimal of the float OpenDP was given."""


def scale_for(epsilon: Epsilon) -> float:
    """The smallest float scale that we can show spends at most epsilon.

    1/epsilon is rarely a float: 1/(7/20) rounds down and would spend 0.35000000000000003. So step up
    until the map, read as an exact number, stays within epsilon.
    """
    scale = float(1 / epsilon.amount)
    while spends(scale) > epsilon.amount:
        scale = nextafter(scale, inf)
    return scale


def spends(scale: float) -> Fraction:
    """What OpenDP's own map says one report costs at this scale, as an exact number."""
    return Fraction(_laplace(scale).map(EFFECT_OF_ONE_REPORT))


def blur(counts: RawCounts, epsilon: Epsilon) -> Blurred:
    """Draw noise for every cell, once. Raises BudgetExceeded if the map says it would cost more."""
    scale = scale_for(epsilon)
    if spends(scale) > epsilon.amount:
        raise BudgetExceeded("the mechanism's map is above the stage's epsilon")
    noisy = _laplace(scale)(list(counts.values))
    return Blurred(tuple(zip(counts.domain.cells, noisy, strict=True)), repr(scale))


def _laplace(scale: float) -> _Mechanism:
    # Integers in, integers out: the discrete Laplace of Ghosh et al. 2009 as sampled by Canonne, Kamath
    # and Steinke 2020, with no floating-point noise to attack (Mironov 2012).
    domain, distance = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
    return cast(_Mechanism, dp.m.make_laplace(domain, distance, scale=scale))
