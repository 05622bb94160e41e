"""Two-way sealed messages: the reporter's end by receipt, the circle's end by session.

A receipt's secret comes in a body, never in an address. Unknown, quiet and answered receipts get one answer.
"""

from fastapi import APIRouter, Response

from service.api.dialogue_forms import (
    ClockOut,
    ClocksOut,
    ConversationOut,
    MailboxOut,
    NoteIn,
    ReplyIn,
    SecretIn,
    StateOut,
)
from service.api.knocking import Knock, KnockDep
from service.api.places import InCircle, InCircleDep
from service.api.reports import facts
from service.api.schemas import Accepted, ReportOut
from service.deps import (
    AnyoneDep,
    DirectoryDep,
    MemberDep,
    NowDep,
    OwnCircleDep,
    WorkChangesDep,
    WorkDep,
)
from service.domain import dialogues
from service.domain.clocks import Clock
from service.domain.dialogues import Note, Reply, Secret
from service.domain.reports import show_report
from service.domain.routing import Directory
from service.store.engine import clean, transaction
from service.store.work.dialogues import Dialogue, DialogueState
from service.store.work.forgetting import tables_of_reports
from service.store.work.handle import WorkStore

router = APIRouter(prefix="/o/{organisation}", tags=["dialogues"])


@router.post("/dialogues/open")
def open_mailbox(
    _: AnyoneDep, body: SecretIn, directory: DirectoryDep, work: WorkDep, knock: KnockDep
) -> MailboxOut:
    """What waits for a reporter, sealed to them. The same size and price where nothing waits or nobody is."""
    secret = _secret(directory, body, knock)
    return MailboxOut(mailbox=dialogues.show_mailbox(work, secret, knock.runtime.nobody))


@router.post("/dialogues/messages", status_code=202)
def write_message(
    _: AnyoneDep, body: NoteIn, directory: DirectoryDep, work: WorkChangesDep, knock: KnockDep
) -> Accepted:
    """A reporter's message to the circle. Refused as retired-key if it is sealed to an older one."""
    with transaction(work):
        found = dialogues.require(dialogues.prove(work, _secret(directory, body, knock)))
        dialogues.tell_circle(work, found, Note(body.message, body.asks), directory, knock.runtime.clock())
    return Accepted()


@router.post("/dialogues/ask", status_code=202)
def ask_for_answer(
    _: AnyoneDep, body: SecretIn, directory: DirectoryDep, work: WorkChangesDep, knock: KnockDep
) -> Accepted:
    """The reporter would like an answer."""
    with transaction(work):
        found = dialogues.require(dialogues.prove(work, _secret(directory, body, knock)))
        dialogues.ask_for_answer(work, found, directory, knock.runtime.clock())
    return Accepted()


@router.post("/dialogues/delete", status_code=204)
def delete_everything(
    _: AnyoneDep, body: SecretIn, directory: DirectoryDep, work: WorkChangesDep, knock: KnockDep
) -> Response:
    """Delete the report, its envelope and its dialogue, at once. The same answer where there is nothing."""
    with transaction(work):
        found = dialogues.prove(work, _secret(directory, body, knock))
        if found is not None:
            dialogues.forget_report(work, found)
    if found is not None:
        clean(knock.runtime.writer, [table.name for table in tables_of_reports()])
    return Response(status_code=204)


@router.get("/circles/{circle}/reports/{report}/dialogue")
def show_dialogue(
    _: MemberDep, place: InCircleDep, directory: DirectoryDep, work: WorkDep
) -> ConversationOut:
    """A report's dialogue, closed, for the member's browser to open."""
    found, talk = _conversation(work, place, directory)
    return ConversationOut(
        public_key=talk.public_key,
        state=_state(found.state),
        from_reporter=list(talk.from_reporter),
        copies=list(talk.copies),
        room=talk.room,
    )


@router.post("/circles/{circle}/reports/{report}/dialogue", status_code=202)
def answer_reporter(
    _: MemberDep,
    place: InCircleDep,
    body: ReplyIn,
    directory: DirectoryDep,
    work: WorkChangesDep,
    now: NowDep,
) -> Accepted:
    """Thanks, a reply, that it is in a theme, or what came of it; sealed to the reporter."""
    with transaction(work):
        found, _talk = _conversation(work, place, directory)
        reply = Reply(body.kind, body.message, body.copy_for_circle)
        dialogues.tell_reporter(work, found, reply, directory, now)
    return Accepted()


@router.get("/circles/{circle}/clocks")
def show_clocks(
    _: MemberDep, circle: OwnCircleDep, directory: DirectoryDep, work: WorkDep, now: NowDep
) -> ClocksOut:
    """How the circle keeps its times, and whose reporters wrote last."""
    organisation = directory.organisation.organisation
    clocks, waiting = dialogues.show_clocks(work, directory, circle, now)
    reports = [show_report(work, organisation, circle, report) for report in waiting]
    return ClocksOut(
        thanks=_clock(clocks.thanks),
        answers=_clock(clocks.answers),
        waiting=[ReportOut.model_validate(facts(report)) for report in reports],
    )


def _secret(directory: Directory, body: SecretIn, knock: Knock) -> Secret:
    organisation = directory.organisation.organisation
    knock.admit(organisation, body.lookup)
    knock.count(organisation, body.lookup)
    return Secret(organisation, bytes.fromhex(body.lookup), bytes.fromhex(body.token))


def _conversation(
    work: WorkStore, place: InCircle, directory: Directory
) -> tuple[Dialogue, dialogues.Conversation]:
    organisation = directory.organisation.organisation
    show_report(work, organisation, place.circle, place.report)
    return dialogues.show_conversation(work, organisation, place.report)


def _state(state: DialogueState) -> StateOut:
    return StateOut(
        standing=state.standing.value,
        asked=state.asked,
        acknowledged=state.acknowledged.value,
        replied=state.replied.value,
        waiting=state.waiting,
    )


def _clock(clock: Clock) -> ClockOut:
    return ClockOut(
        days=clock.days, in_time=clock.in_time, due=clock.due, overdue=clock.overdue, open=clock.open
    )
