"""What is promised about one report in published figures: what it may be charged, what that lets one know.

Arithmetic on the plan and on what has been published: the same for everybody, so anybody may read it.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import exp

from service.privacy.budget import LIFETIME
from service.privacy.domains import PublicFacts
from service.privacy.policy import NEWEST, plan_rule
from service.store.release.handle import ReleaseStore
from service.store.release.releases import last_release, list_spent
from service.terms import OrganisationId, Plan, Stage

BEFORE = (1, 5, 10, 25, 50, 75, 90, 99)
"""What somebody thought before, in per cent."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What one report is charged for being in one table."""

    stage: Stage
    epsilon: str


@dataclass(frozen=True, slots=True)
class Belief:
    """What somebody thinks, in per cent, before and after all that is ever published about one report."""

    before: int
    most: float
    least: float


@dataclass(frozen=True, slots=True)
class Protection:
    """The promise of an organisation, and how much of it has been used on any one report so far."""

    organisation: OrganisationId
    name: str
    plan: Plan
    version: int
    lifetime: str
    charges: tuple[Charge, ...]
    spent: str
    """At most so much on any one report: the dearest plan and version that has been published under."""
    beliefs: tuple[Belief, ...]
    releases: int
    last_hash: str


def view_protection(releases: ReleaseStore, facts: PublicFacts) -> Protection:
    """The promise as it stands."""
    organisation = facts.organisation
    newest = last_release(releases, organisation.organisation)
    return Protection(
        organisation=organisation.organisation,
        name=organisation.name,
        plan=organisation.plan,
        version=NEWEST,
        lifetime=str(LIFETIME),
        charges=tuple(Charge(rule.stage, str(rule.epsilon)) for rule in plan_rule(organisation.plan).stages),
        spent=str(most_spent(releases, organisation.organisation)),
        beliefs=tuple(belief(before, float(LIFETIME.amount)) for before in BEFORE),
        releases=newest.position if newest else 0,
        last_hash=newest.hash if newest else "",
    )


def most_spent(releases: ReleaseStore, organisation: OrganisationId) -> Fraction:
    """The most that any one report can have been charged: it is in tables of one plan and version only."""
    sums: dict[tuple[Plan, int], Fraction] = {}
    for plan, version, epsilon in list_spent(releases, organisation):
        sums[plan, version] = sums.get((plan, version), Fraction(0)) + Fraction(epsilon)
    return max(sums.values(), default=Fraction(0))


def percent_of(epsilon: str) -> str:
    """A fraction as people read it: 2/5 as 0.4."""
    return f"{float(Fraction(epsilon)):g}"


def belief(before: int, epsilon: float) -> Belief:
    """What Bayes allows after a loss of epsilon, from this many per cent before."""
    odds = before / (100 - before)
    most, least = odds * exp(epsilon), odds * exp(-epsilon)
    return Belief(before, round(100 * most / (1 + most), 1), round(100 * least / (1 + least), 1))
