"""The dialogue's forms. Closed and bounded like all others; never shown in a log."""

from typing import Annotated

from annotated_types import Len

from service.api.schemas import Base64, Form, Hex128, Hex256, ReportOut
from service.crypto.messages import MESSAGE_BYTES
from service.domain.dialogues import ReplyKind

Sealed = Annotated[Base64, Len(MESSAGE_BYTES, MESSAGE_BYTES)]
"""A sealed message, 3,201 bytes."""


class SecretIn(Form):
    """What a receipt's words derive to ask for its dialogue. Never the words."""

    lookup: Hex128
    token: Hex256


class MailboxOut(Form):
    """38,001 bytes sealed to whoever asks, whether the receipt is unknown, quiet or answered."""

    mailbox: Base64


class NoteIn(SecretIn):
    """A reporter's message, sealed to the circle's current key; `asks` for an answer."""

    message: Sealed
    asks: bool


class StateOut(Form):
    """Where a dialogue stands, in closed lists."""

    standing: str
    asked: bool
    acknowledged: str
    replied: str
    waiting: bool


class ConversationOut(Form):
    """A dialogue as its circle sees it: everything in it is closed."""

    public_key: Base64
    state: StateOut
    from_reporter: list[Base64]
    copies: list[Base64]
    room: int


class ReplyIn(Form):
    """A circle's message, sealed to the reporter, with a copy sealed to the circle."""

    kind: ReplyKind
    message: Sealed
    copy_for_circle: Sealed


class ClockOut(Form):
    """How a circle keeps one of its times: in time, of how many that are due; and what has time left."""

    days: int
    in_time: int
    due: int
    overdue: int
    open: int


class ClocksOut(Form):
    """Both clocks of a circle, and the reports whose reporter wrote last."""

    thanks: ClockOut
    answers: ClockOut
    waiting: list[ReportOut]
