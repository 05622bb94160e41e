"""GET what is promised about one report in published figures. Anybody may ask; the answer is the same."""

from fastapi import APIRouter

from service.api.schemas import Form
from service.deps import AnyoneDep, DirectoryDep, ReleaseDep
from service.domain.protection import view_protection
from service.privacy.domains import PublicFacts

router = APIRouter(prefix="/o/{organisation}", tags=["privacy"])


class ChargeOut(Form):
    """What one report is charged for being in a table."""

    stage: str
    epsilon: str


class BeliefOut(Form):
    """What somebody thinks, in per cent, before and after everything that is ever published."""

    before: int
    most: float
    least: float


class ProtectionOut(Form):
    """The promise of an organisation, and the most that has been used of it on any one report."""

    organisation: str
    name: str
    plan: str
    version: int
    lifetime: str
    spent: str
    charges: list[ChargeOut]
    beliefs: list[BeliefOut]
    releases: int
    last_hash: str


@router.get("/privacy")
def show_protection(_: AnyoneDep, directory: DirectoryDep, releases: ReleaseDep) -> ProtectionOut:
    """The epsilon of each table, what has been spent on any one report, and what that lets anybody know."""
    found = view_protection(releases, PublicFacts(directory.organisation, directory.units))
    return ProtectionOut(
        organisation=found.organisation,
        name=found.name,
        plan=found.plan.value,
        version=found.version,
        lifetime=found.lifetime,
        spent=found.spent,
        charges=[ChargeOut(stage=one.stage.value, epsilon=one.epsilon) for one in found.charges],
        beliefs=[BeliefOut(before=one.before, most=one.most, least=one.least) for one in found.beliefs],
        releases=found.releases,
        last_hash=found.last_hash,
    )
