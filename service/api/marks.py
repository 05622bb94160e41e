"""Marks on the time axis: leaders read them, a steward records them. Never about a report or a person."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import StringConstraints

from service.api.schemas import Form
from service.deps import DirectoryDep, LeaderDep, NowDep, ReleaseChangesDep, ReleaseDep, StewardDep
from service.domain.marks import (
    EVENT_LABELS,
    EXPECTED_RISE,
    REASON_WORDS,
    Decision,
    Marks,
    decide_rebase,
    mark_event,
    read_marks,
)
from service.domain.routing import Directory
from service.privacy.domains import PublicFacts
from service.store.engine import transaction
from service.terms import Event, EventKind, RebaseReason

router = APIRouter(prefix="/o/{organisation}", tags=["marks"])
Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}$")]
ScopeCode = Annotated[str, StringConstraints(max_length=80)]


class EventIn(Form):
    """What happened, when, and whether more reports were expected; `stands` is false to take it back."""

    kind: EventKind
    month: Month
    expected_rise: bool = False
    stands: bool = True


class RebaseIn(Form):
    """Which scope's usual limits start anew, when and why; `stands` is false to take it back."""

    scope: ScopeCode
    month: Month
    why: RebaseReason
    stands: bool = True


class EventOut(Form):
    """Something that happened around the work."""

    kind: str
    label: str
    month: str
    expected_rise: bool
    words: str
    by: str
    decided: str


class RebaseOut(Form):
    """From this month on, the usual limits of a scope start anew."""

    scope: str
    month: str
    why: str
    words: str
    by: str
    decided: str


class MarksOut(Form):
    """Everything that stands, oldest month first."""

    events: list[EventOut]
    rebases: list[RebaseOut]


@router.get("/marks")
def show_marks(_: LeaderDep, directory: DirectoryDep, releases: ReleaseDep) -> MarksOut:
    """What happened around the work, and where usual limits start anew."""
    return shape_marks(read_marks(releases, directory.organisation.organisation))


@router.post("/events")
def record_event(
    steward: StewardDep,
    body: EventIn,
    directory: DirectoryDep,
    releases: ReleaseChangesDep,
    now: NowDep,
) -> MarksOut:
    """Record that something happened in a month, or take it back. The same again changes nothing."""
    with transaction(releases):
        decision = Decision(steward.role, now, stands=body.stands)
        mark_event(releases, facts_of(directory), (body.kind, body.month, body.expected_rise), decision)
        return shape_marks(read_marks(releases, directory.organisation.organisation))


@router.post("/rebases")
def record_rebase(
    steward: StewardDep,
    body: RebaseIn,
    directory: DirectoryDep,
    releases: ReleaseChangesDep,
    now: NowDep,
) -> MarksOut:
    """Decide that a scope's usual limits start anew, or take it back. The same again changes nothing."""
    with transaction(releases):
        decision = Decision(steward.role, now, stands=body.stands)
        decide_rebase(releases, facts_of(directory), (body.scope, body.month, body.why), decision)
        return shape_marks(read_marks(releases, directory.organisation.organisation))


def shape_marks(marks: Marks) -> MarksOut:
    """Marks as the API tells them."""
    return MarksOut(
        events=[shape_event(event) for event in marks.events],
        rebases=[
            RebaseOut(
                scope=one.scope,
                month=one.month,
                why=one.why.value,
                words=REASON_WORDS[one.why],
                by=one.by.value,
                decided=one.decided,
            )
            for one in marks.rebases
        ],
    )


def shape_event(event: Event) -> EventOut:
    """An event as the API tells it."""
    return EventOut(
        kind=event.kind.value,
        label=EVENT_LABELS[event.kind],
        month=event.month,
        expected_rise=event.expected_rise,
        words=EXPECTED_RISE if event.expected_rise else "",
        by=event.by.value,
        decided=event.decided,
    )


def facts_of(directory: Directory) -> PublicFacts:
    """What anybody may know of the organisation."""
    return PublicFacts(directory.organisation, directory.units)
