"""Read a report second, without seeing what the first reader saw; see how far two readers agree."""

from fastapi import APIRouter

from service.api.places import InCircleDep, ReadersDep
from service.api.reports import facts
from service.api.schemas import Accepted, Code, Form, ReportOut
from service.deps import (
    DirectoryDep,
    MemberDep,
    OwnCircleDep,
    StewardDep,
    WorkChangesDep,
    WorkDep,
)
from service.domain.agreement import INVESTIGATE_BELOW, LEAST, Agreement
from service.domain.second_readings import offer_readings, read_second, show_agreement, show_agreements
from service.store.engine import transaction
from service.terms import OrganisationId

router = APIRouter(prefix="/o/{organisation}", tags=["second readings"])


class SecondReadingsOut(Form):
    """Reports offered for a second reading; their factors are left out."""

    reports: list[ReportOut]


class SecondReadingIn(Form):
    """The factors a second reader sees."""

    factors: list[Code]


class FactorAgreementOut(Form):
    """A factor and Krippendorff's alpha of two readers; null where too few reports were read twice."""

    factor: str
    alpha: float | None


class AgreementOut(Form):
    """How far two readers agree, with what it takes to say so and when to look into it."""

    least: int
    investigate_below: float
    factors: list[FactorAgreementOut]


class CircleAgreementOut(AgreementOut):
    """The same of a circle, for stewards."""

    circle: str
    label: str


class AgreementsOut(Form):
    """Every circle's."""

    circles: list[CircleAgreementOut]


@router.get("/circles/{circle}/second-readings")
def list_second_readings(
    _: MemberDep, circle: OwnCircleDep, work: WorkDep, readers: ReadersDep
) -> SecondReadingsOut:
    """What this member may read second: never a report they coded first."""
    offered = offer_readings(work, readers, circle)
    blind = [{**facts(report), "factors": []} for report in offered]
    return SecondReadingsOut(reports=[ReportOut.model_validate(one) for one in blind])


@router.put("/circles/{circle}/reports/{report}/second-reading", status_code=202)
def set_second_reading(
    _: MemberDep, place: InCircleDep, body: SecondReadingIn, work: WorkChangesDep, readers: ReadersDep
) -> Accepted:
    """Say what a second reader sees. The report's own factors stay as they are."""
    with transaction(work):
        read_second(work, readers, place.circle, place.report, tuple(body.factors))
    return Accepted()


@router.get("/circles/{circle}/agreement")
def show_circle_agreement(
    _: MemberDep, organisation: str, circle: OwnCircleDep, work: WorkDep
) -> AgreementOut:
    """How far two readers in this circle see the same factors."""
    return AgreementOut(
        **_terms(), factors=_factors(show_agreement(work, OrganisationId(organisation), circle))
    )


@router.get("/agreement")
def list_agreements(_: StewardDep, directory: DirectoryDep, work: WorkDep) -> AgreementsOut:
    """How far two readers agree, for every circle. No report, no reader, no number of either."""
    return AgreementsOut(
        circles=[
            CircleAgreementOut(**_terms(), circle=one.circle, label=one.label, factors=_factors(found))
            for one, found in show_agreements(work, directory)
        ]
    )


def _terms() -> dict[str, float]:
    return {"least": LEAST, "investigate_below": INVESTIGATE_BELOW}


def _factors(found: tuple[Agreement, ...]) -> list[FactorAgreementOut]:
    return [
        FactorAgreementOut(factor=one.factor, alpha=None if one.alpha is None else round(one.alpha, 2))
        for one in found
    ]
