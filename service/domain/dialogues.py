"""Two-way sealed messages between a reporter and a circle. Opens none: nothing here can.

A receipt that is unknown, quiet or answered gets a mailbox of one size, sealed anew, at one price. Keeps no
time finer than a week, and no order.
"""

import json
from base64 import b64encode
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from service.crypto.errors import NotAnEnvelope
from service.crypto.messages import MESSAGE_BYTES, message_key_id, seal_mailbox
from service.crypto.receipts import verifier
from service.crypto.tokens import same
from service.domain.clocks import ACKNOWLEDGE_DAYS, REPLY_DAYS, Clocks, judge, read_clocks
from service.domain.routing import Directory
from service.errors import DialogueFull, MalformedEnvelope, NoDialogue, RetiredKey, UnknownReceipt
from service.store.work import dialogues, forgetting
from service.store.work.dialogues import Dialogue, DialogueState
from service.store.work.handle import WorkStore
from service.terms import CircleId, Kept, OrganisationId, ReportId, Standing, Towards

ROOM = {Towards.CIRCLE: 16, Towards.REPORTER: 8}
"""Places for messages; the circle's copies stand in the places of what they copy."""
EMPTY_PLACE = bytes(MESSAGE_BYTES)
NOBODY = ReportId("")
"""The report of a receipt that names none: looked up like any other, at the same price."""


class ReplyKind(StrEnum):
    """What a circle sends, as far as the server sees; the words are sealed."""

    THANKS = "thanks"
    WORDS = "words"
    THEME = "theme"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Secret:
    """What a reporter's device derives from the words to ask for a dialogue."""

    organisation: OrganisationId
    lookup: bytes = field(repr=False)
    token: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A reporter's message, sealed to the circle's current key."""

    sealed: bytes = field(repr=False)
    asks: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A circle's message, sealed to the reporter, and the circle's own copy."""

    kind: ReplyKind
    to_reporter: bytes = field(repr=False)
    copy: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A dialogue as the circle sees it: closed messages, and where it stands."""

    public_key: bytes = field(repr=False)
    state: DialogueState
    from_reporter: tuple[bytes, ...] = field(repr=False)
    copies: tuple[bytes, ...] = field(repr=False)
    room: int


def prove(work: WorkStore, secret: Secret) -> Dialogue | None:
    """The dialogue a secret gives the right to. The one place where a receipt's secret is checked.

    Compares in constant time, and compares something where nothing is found.
    """
    found = dialogues.find_by_lookup(work, secret.organisation, secret.lookup)
    shown = verifier(secret.token)
    fits = same(shown, bytes(len(shown)) if found is None else found.verifier)
    return found if fits else None


def show_mailbox(work: WorkStore, secret: Secret, nobody: bytes) -> bytes:
    """What lies ready for a reporter, sealed to them; for an unknown receipt, sealed to `nobody`."""
    found = prove(work, secret)
    report = NOBODY if found is None else found.report
    mailbox = (secret.organisation, report, Towards.REPORTER)
    places = dialogues.read_places(work, mailbox, ROOM[Towards.REPORTER], EMPTY_PLACE)
    used = dialogues.count_messages(work, secret.organisation, report, Towards.CIRCLE)
    state = DialogueState() if found is None else found.state
    spelled = [(full, b64encode(sealed).decode()) for full, sealed in places]
    content = {
        "v": 1,
        "circle": "" if found is None else found.circle,
        "standing": state.standing.value,
        "asked": state.asked,
        "room": ROOM[Towards.CIRCLE] - used,
        "replies": [text for full, text in spelled if full],
    }
    # Every place is read and written out, and those that are empty are thrown away: the same work for all.
    json.dumps([text for full, text in spelled if not full])
    key = nobody if found is None else found.public_key
    return seal_mailbox(json.dumps(content).encode(), key, secret.organisation, secret.lookup.hex())


def require(found: Dialogue | None) -> Dialogue:
    """The dialogue, or UnknownReceipt."""
    if found is None:
        raise UnknownReceipt
    return found


def tell_circle(work: WorkStore, found: Dialogue, note: Note, directory: Directory, now: datetime) -> None:
    """Keep a reporter's message for the circle; the same bytes twice are kept once.

    Raises MalformedEnvelope, RetiredKey or DialogueFull, storing nothing.
    """
    _check_current(note.sealed, found, directory)
    dialogues.hold_dialogue(work, found)
    kept = dialogues.list_messages(work, found.organisation, found.report, Towards.CIRCLE)
    if note.sealed not in kept.values():
        place = free_place(ROOM[Towards.CIRCLE], kept, note.sealed)
        dialogues.add_message(work, found, Towards.CIRCLE, place, note.sealed)
        asked = found.state.asked or note.asks
        active = _week(_today(directory, now))
        dialogues.set_state(work, found, replace(found.state, asked=asked, waiting=True, active=active))


def ask_for_answer(work: WorkStore, found: Dialogue, directory: Directory, now: datetime) -> None:
    """The reporter would like to hear from the circle. Cannot be taken back: somebody may be writing."""
    state = found.state
    if not state.asked:
        active = state.active or _week(_today(directory, now))
        dialogues.set_state(work, found, replace(state, asked=True, active=active))


def forget_report(work: WorkStore, found: Dialogue) -> None:
    """Delete the report, its envelope and its dialogue: the reporter's own wish. Published figures stand."""
    forgetting.delete_report(work, found.organisation, found.report)


def show_conversation(
    work: WorkStore, organisation: OrganisationId, report: ReportId
) -> tuple[Dialogue, Conversation]:
    """A report's dialogue for its circle. Raises NoDialogue where the reporter has no receipt."""
    found = dialogues.find_by_report(work, organisation, report)
    if found is None:
        raise NoDialogue
    kept = {towards: dialogues.list_messages(work, organisation, report, towards) for towards in Towards}
    return found, Conversation(
        public_key=found.public_key,
        state=found.state,
        from_reporter=tuple(kept[Towards.CIRCLE].values()),
        copies=tuple(kept[Towards.COPY].values()),
        room=ROOM[Towards.REPORTER] - len(kept[Towards.REPORTER]),
    )


def tell_reporter(
    work: WorkStore, found: Dialogue, reply: Reply, directory: Directory, now: datetime
) -> None:
    """Keep a circle's message for the reporter, and move the dialogue on.

    Raises MalformedEnvelope, RetiredKey or DialogueFull, storing nothing.
    """
    _key_id(reply.to_reporter)
    _check_current(reply.copy, found, directory)
    dialogues.hold_dialogue(work, found)
    kept = dialogues.list_messages(work, found.organisation, found.report, Towards.REPORTER)
    if reply.to_reporter not in kept.values():
        place = free_place(ROOM[Towards.REPORTER], kept, reply.to_reporter)
        dialogues.add_message(work, found, Towards.REPORTER, place, reply.to_reporter)
        dialogues.add_message(work, found, Towards.COPY, place, reply.copy)
        dialogues.set_state(work, found, _answered(found, reply.kind, _today(directory, now)))


def show_clocks(
    work: WorkStore, directory: Directory, circle: CircleId, now: datetime
) -> tuple[Clocks, tuple[ReportId, ...]]:
    """How a circle keeps its times, and the reports whose reporter wrote last."""
    organisation = directory.organisation.organisation
    tallies = dialogues.tally_answers(work, organisation, circle)
    return read_clocks(tallies, _today(directory, now)), dialogues.list_waiting(work, organisation, circle)


def _answered(found: Dialogue, kind: ReplyKind, today: date) -> DialogueState:
    """Any message is thanks enough; a reply is one that says something."""
    state = found.state
    thanked, replied = state.acknowledged, state.replied
    if thanked is Kept.NO:
        thanked = judge(found.received, today, ACKNOWLEDGE_DAYS)
    if replied is Kept.NO and kind is not ReplyKind.THANKS:
        replied = judge(found.received, today, REPLY_DAYS)
    reached = {ReplyKind.THEME: Standing.IN_THEME, ReplyKind.OUTCOME: Standing.CONCLUDED}.get(
        kind, Standing.READ
    )
    return DialogueState(
        standing=max(state.standing, reached, key=list(Standing).index),
        asked=state.asked,
        acknowledged=thanked,
        replied=replied,
        waiting=state.waiting and kind is ReplyKind.THANKS,
        active=_week(today),
    )


def free_place(room: int, taken: dict[int, bytes], sealed: bytes) -> int:
    """A free place drawn by the ciphertext's own randomness, so that places follow no order of writing."""
    free = [place for place in range(room) if place not in taken]
    if not free:
        raise DialogueFull
    return free[int.from_bytes(sealed[-8:], "big") % len(free)]


def _check_current(sealed: bytes, found: Dialogue, directory: Directory) -> None:
    current = directory.require_key(found.circle).key_id
    if _key_id(sealed) != current:
        raise RetiredKey(key_id=current)


def _key_id(sealed: bytes) -> str:
    try:
        return message_key_id(sealed)
    except NotAnEnvelope:
        raise MalformedEnvelope from None


def _today(directory: Directory, now: datetime) -> date:
    return now.astimezone(ZoneInfo(directory.organisation.timezone)).date()


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
