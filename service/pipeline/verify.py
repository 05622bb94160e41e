"""Re-checks, from what is stored, that every promise about releases holds: chain, map, sum per report.

Never changes anything and never draws.
"""

from dataclasses import dataclass
from fractions import Fraction

from service.errors import BrokenChain
from service.privacy.budget import LIFETIME, Epsilon
from service.privacy.chain import Release, check_chain
from service.privacy.noise import spends
from service.privacy.policy import plan_rules
from service.store.engine import transaction
from service.store.release.handle import ReleaseStore
from service.store.release.releases import read_chain
from service.store.work.handle import WorkStore
from service.store.work.ledger import count_overspent
from service.store.work.outbox import read_draws
from service.terms import OrganisationId, Stage

UNITS = 20
"""Every epsilon of every plan is a whole number of twentieths, so the database can sum them exactly."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked and found in order."""

    organisation: OrganisationId
    releases: int
    last_hash: str


def verify_releases(work: WorkStore, releases: ReleaseStore, organisation: OrganisationId) -> Verified:
    """Check one organisation. Raises BrokenChain, saying which check failed, at the first thing amiss."""
    with transaction(releases):
        chain = read_chain(releases, organisation)
    count = check_chain(organisation, chain)
    for release in chain:
        _check_rule(release)
    with transaction(work):
        drawn = read_draws(work, organisation, copied=True)
        overspent = count_overspent(work, organisation, _costs(), _whole(LIFETIME))
    if not set(drawn) <= {release.content for release in chain}:
        raise BrokenChain("a release that was published is missing, or is not what was drawn")
    if overspent:
        raise BrokenChain(f"{overspent} reports were charged more than their lifetime")
    return Verified(organisation, count, chain[-1].hash if chain else "")


def _check_rule(release: Release) -> None:
    content = release.content
    rules = {(plan.plan, plan.version, rule.stage): rule for plan in plan_rules() for rule in plan.stages}
    rule = rules.get((content.plan, content.version, content.stage))
    if rule is None or content.epsilon != str(rule.epsilon):
        raise BrokenChain(f"release {release.position} spends what its plan does not say")
    if (content.margin, content.threshold) != (rule.margin, rule.threshold):
        raise BrokenChain(f"release {release.position} states another margin than its plan")
    if spends(float(content.scale)) > Fraction(content.epsilon):
        raise BrokenChain(f"release {release.position} was blurred less than its epsilon asks")


def _costs() -> tuple[tuple[Stage, int, int], ...]:
    costs = {
        (rule.stage, plan.version, _whole(rule.epsilon)) for plan in plan_rules() for rule in plan.stages
    }
    return tuple(sorted(costs))


def _whole(epsilon: Epsilon) -> int:
    units = epsilon.amount * UNITS
    if units.denominator != 1:
        raise BrokenChain("an epsilon is no whole number of twentieths")
    return units.numerator
