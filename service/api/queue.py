"""A circle's queue, page by page, and a page's closed envelopes for the member's browser to open."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from service.api.places import ReadersDep
from service.api.reports import facts
from service.api.schemas import Base64, CodedReportOut, Form, Hex128
from service.deps import MemberDep, OwnCircleDep, WorkDep
from service.domain.lots import Lot, is_drawn
from service.domain.queue import PAGE, Place, State, show_envelopes, show_queue
from service.domain.rejections import show_rejections
from service.terms import OrganisationId, ReportId

router = APIRouter(prefix="/o/{organisation}", tags=["reports"])


class WaitingOut(Form):
    """How many reports wait in each band."""

    same_day: int
    this_week: int
    thematic: int


class QueueOut(Form):
    """One page of a circle's reports, and the mark that the next page comes after."""

    reports: list[CodedReportOut]
    after: str | None
    waiting: WaitingOut | None


class EnvelopesIn(Form):
    """Which reports of a page to hand out."""

    reports: Annotated[list[Hex128], Field(max_length=PAGE)]


class EnvelopeOut(Form):
    """A closed envelope, the key it was sealed to, and whether suggestions may be shown for it."""

    report: str
    key_id: str
    envelope: Base64
    suggests: bool


class EnvelopesOut(Form):
    """Those of them that are this circle's and not forgotten."""

    envelopes: list[EnvelopeOut]


@router.get("/circles/{circle}/reports", response_model=QueueOut)
def list_reports(
    _: MemberDep,
    organisation: str,
    circle: OwnCircleDep,
    work: WorkDep,
    state: State = State.NEW,
    after: Annotated[str, Query(max_length=50)] = "",
) -> Response:
    """A page of the circle's queue: soonest band first, then by day, then in no order."""
    page = show_queue(work, Place(OrganisationId(organisation), circle, state), after)
    waiting = None
    if page.waiting is not None:
        same_day, this_week, thematic = page.waiting.values()
        waiting = WaitingOut(same_day=same_day, this_week=this_week, thematic=thematic)
    rejected = show_rejections(work, page.reports)
    shown = QueueOut(
        reports=[
            CodedReportOut.model_validate({**facts(report), "rejected": rejected[report.report]})
            for report in page.reports
        ],
        after=page.after,
        waiting=waiting,
    )
    # Written out once: FastAPI would check a hundred reports again, and take them apart before it does.
    return Response(shown.model_dump_json(), media_type="application/json")


@router.post("/circles/{circle}/envelopes")
def read_envelopes(
    _: MemberDep, circle: OwnCircleDep, body: EnvelopesIn, work: WorkDep, readers: ReadersDep
) -> EnvelopesOut:
    """A page's closed envelopes. Ids come in a body, so that no address holds a hundred of them."""
    wanted = tuple(ReportId(report) for report in body.reports)
    found = show_envelopes(work, readers.actor.organisation, circle, wanted)
    return EnvelopesOut(
        envelopes=[
            EnvelopeOut(
                report=report,
                key_id=key,
                envelope=sealed,
                suggests=not is_drawn(readers.secret, Lot.WITHOUT_SUGGESTIONS, report),
            )
            for report, key, sealed in found
        ]
    )
