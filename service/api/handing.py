"""Hand a report to another circle; say which reports tell the same thing."""

from typing import Annotated

from annotated_types import Interval, Len, MaxLen
from fastapi import APIRouter

from service.api.dialogue_forms import Sealed
from service.api.places import InCircleDep
from service.api.schemas import MAX_VERSION, Accepted, Base64, Code, Form, Hex128
from service.deps import DirectoryDep, MemberDep, RuntimeDep, WorkChangesDep
from service.domain.dialogues import ROOM
from service.domain.duplicates import Told, mark_duplicate
from service.domain.handing import Resealed, hand_over
from service.domain.reports import show_report
from service.store.engine import clean, transaction
from service.terms import CircleId, OrganisationId, ReportId, Towards

router = APIRouter(prefix="/o/{organisation}", tags=["reports"])
Messages = Annotated[list[Sealed | None], MaxLen(ROOM[Towards.CIRCLE])]


class HandOverIn(Form):
    """A report and its dialogue, sealed to the key of another circle. Null: it did not open, and stays."""

    circle: Code
    version: Annotated[int, Interval(ge=1, le=MAX_VERSION)]
    envelope: Annotated[Base64, Len(1)]
    from_reporter: Messages
    to_reporter: Messages
    copies: Messages


class DuplicateIn(Form):
    """The report this one is counted with; null where it is counted by itself."""

    original: Hex128 | None


class ToldOut(Form):
    """With which report it is counted, and how many are counted with it."""

    original: str | None
    others: int


@router.post("/circles/{circle}/reports/{report}/hand-over", status_code=202)
def hand_report_over(
    _: MemberDep,
    place: InCircleDep,
    body: HandOverIn,
    directory: DirectoryDep,
    work: WorkChangesDep,
    runtime: RuntimeDep,
) -> Accepted:
    """Give a report to another circle. Refused as stale-edit if anything was added meanwhile."""
    messages = {
        Towards.CIRCLE: tuple(body.from_reporter),
        Towards.REPORTER: tuple(body.to_reporter),
        Towards.COPY: tuple(body.copies),
    }
    with transaction(work):
        found = show_report(work, directory.organisation.organisation, place.circle, place.report)
        sealed = Resealed(CircleId(body.circle), body.version, body.envelope, messages)
        hand_over(work, found, sealed, directory)
    # The old seals are dead pages until they are overwritten.
    clean(runtime.writer, ["envelope", "message"])
    return Accepted()


@router.put("/circles/{circle}/reports/{report}/duplicate")
def set_duplicate(
    _: MemberDep,
    organisation: str,
    place: InCircleDep,
    body: DuplicateIn,
    work: WorkChangesDep,
) -> ToldOut:
    """Count a report with another one that tells the same, or by itself again."""
    with transaction(work):
        found = show_report(work, OrganisationId(organisation), place.circle, place.report)
        original = None if body.original is None else ReportId(body.original)
        return shape_told(mark_duplicate(work, found, original))


def shape_told(told: Told) -> ToldOut:
    """As the API tells it."""
    return ToldOut(original=told.original, others=told.others)
