"""POST a sealed report; read and code the reports of one's own circle."""

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from service.api.knocking import admit_report
from service.api.places import InCircleDep, ReadersDep
from service.api.schemas import (
    Accepted,
    CodedIn,
    CodedReportOut,
    FactorsIn,
    SealedReportIn,
    SealedReportOut,
    inline_schema,
    parse_form,
)
from service.deps import (
    AnyoneDep,
    MemberDep,
    OwnCircleDep,
    Runtime,
    RuntimeDep,
    WorkChangesDep,
    WorkDep,
    runtime_of,
)
from service.domain.duplicates import show_told
from service.domain.lots import Lot, is_drawn
from service.domain.rejections import keep_rejections, show_rejections
from service.domain.reports import accept_report, recode_report, show_envelope, show_report
from service.domain.routing import Directory
from service.domain.second_readings import note_first_reading
from service.domain.triage import band_of
from service.errors import Overloaded, Refusal, ReportConflict
from service.store.engine import transaction
from service.store.work.intake import Outcome, QueueFull
from service.store.work.reports import StoredReport
from service.terms import (
    CircleId,
    CodedFields,
    OrganisationId,
    ReportId,
    SealedBy,
    SealedReport,
    UnitCode,
)

router = APIRouter(prefix="/o/{organisation}", tags=["reports"])


ACCEPTED = Accepted().model_dump_json().encode()
BODY = {"content": {"application/json": {"schema": inline_schema(SealedReportIn)}}, "required": True}


@router.post("/reports", status_code=202, response_model=Accepted, openapi_extra={"requestBody": BODY})
async def submit_report(_: AnyoneDep, organisation: str, request: Request) -> Response:
    """Accept a sealed report. The answer is the same for every report, and comes after it is on disk."""
    body, runtime = await request.body(), runtime_of(request)
    admit_report(request.scope, organisation, runtime)
    await take_report(organisation, body, runtime)
    return Response(ACCEPTED, 202, media_type="application/json")


async def take_report(organisation: str, body: bytes, runtime: Runtime) -> None:
    """Parse, check and store one report; returns when it is on disk. Raises a Refusal, storing nothing then.

    The body is parsed straight into its form, at half the cost of going by a dictionary.
    """
    form = parse_form(SealedReportIn, body)
    await store_report(_sealed(OrganisationId(organisation), form), runtime)


@router.get("/circles/{circle}/reports/{report}")
def open_report(
    _: MemberDep, organisation: str, circle: OwnCircleDep, report: str, work: WorkDep, runtime: RuntimeDep
) -> SealedReportOut:
    """One report with its closed envelope, for the member's browser to open."""
    found = show_report(work, OrganisationId(organisation), circle, ReportId(report))
    key_id, envelope = show_envelope(work, OrganisationId(organisation), found.report)
    told = show_told(work, found)
    return SealedReportOut(
        **facts(found),
        rejected=list(show_rejections(work, (found,))[found.report]),
        key_id=key_id,
        envelope=envelope,
        original=told.original,
        others=told.others,
        suggests=not is_drawn(runtime.secret, Lot.WITHOUT_SUGGESTIONS, found.report),
    )


@router.put("/circles/{circle}/reports/{report}/factors")
def set_factors(
    member: MemberDep, place: InCircleDep, body: FactorsIn, work: WorkChangesDep, readers: ReadersDep
) -> CodedReportOut:
    """Code a report. Refused as stale-edit if somebody else was quicker."""
    with transaction(work):
        found = show_report(work, member.organisation, place.circle, place.report)
        factors = tuple(body.factors)
        coded = recode_report(work, found, factors, body.version)
        note_first_reading(work, readers, found, factors)
        given = None if body.rejected is None else tuple(body.rejected)
        rejected = keep_rejections(work, readers, coded, given)
    return CodedReportOut(**facts(coded), rejected=list(rejected))


async def store_report(sealed: SealedReport, runtime: Runtime) -> None:
    """Check against the cached directory; where it proves stale while writing, read it again once."""
    for newest in (False, True):
        directory = await _directory(sealed.organisation, runtime, newest=newest)
        try:
            outcome = await runtime.intake.submit(accept_report(sealed, directory, runtime.clock()))
        except QueueFull:
            raise Overloaded from None
        except Refusal:
            # What was stored under an older key or circle stays stored, and its sender may ask again.
            if await run_in_threadpool(runtime.was_accepted, sealed):
                return
            raise
        if outcome is Outcome.STORED:
            return
        if outcome is Outcome.CONFLICT:
            raise ReportConflict
    raise Overloaded


async def _directory(organisation: OrganisationId, runtime: Runtime, *, newest: bool) -> Directory:
    """The cached one at once; whatever asks the database must not hold up everybody else."""
    known = None if newest else runtime.directories.get(organisation)
    if known is not None:
        return known
    return await run_in_threadpool(runtime.directory, organisation, newest=newest)


def coded_fields(coded: CodedIn) -> CodedFields:
    """The coded fields of a form, unchecked."""
    return CodedFields(
        kind=coded.kind,
        unit=UnitCode(coded.unit),
        role_group=coded.role_group,
        factors=tuple(coded.factors),
        impact=coded.impact,
        potential=coded.potential,
        spread=coded.spread,
        setting=coded.setting,
    )


def _sealed(organisation: OrganisationId, body: SealedReportIn) -> SealedReport:
    return SealedReport(
        organisation=organisation,
        report=ReportId(body.report),
        coded=coded_fields(body.coded),
        circle=CircleId(body.circle),
        envelope=body.envelope,
        sealed_by=SealedBy.DEVICE,
        dialogue_lookup=bytes.fromhex(body.dialogue.lookup),
        dialogue_verifier=bytes.fromhex(body.dialogue.verifier),
        dialogue_key=body.dialogue.public_key,
    )


def facts(stored: StoredReport) -> dict[str, object]:
    """The fields of ReportOut."""
    coded = stored.coded
    return {
        "report": stored.report,
        "kind": coded.kind,
        "unit": coded.unit,
        "role_group": coded.role_group,
        "setting": coded.setting,
        "factors": list(coded.factors),
        "impact": coded.impact,
        "potential": coded.potential,
        "spread": coded.spread,
        "band": band_of(coded).value,
        "received": stored.received,
        "sealed_by": stored.sealed_by.value,
        "state": stored.state,
        "version": stored.version,
    }
