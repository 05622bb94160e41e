"""What something is sealed for: bound into the seal, so that it opens nowhere else.

Never holds a narrative, a key or a time.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from service.crypto.framing import PREFIX, frame


class Purpose(StrEnum):
    """Why something was sealed. A seal of one purpose never opens as another."""

    REPORT_DEVICE = "report/device"
    REPORT_SERVICE = "report/service"
    MESSAGE_TO_CIRCLE = "message/to-circle"
    MESSAGE_TO_REPORTER = "message/to-reporter"
    MESSAGE_COPY = "message/copy"
    MAILBOX = "mailbox"
    THEME_NOTE = "theme/note"
    CIRCLE_KEY = "circle-key"
    MEMBER_KEY = "member-key"
    VOUCH_MEMBER = "vouch/member"
    VOUCH_KEY = "vouch/key"
    VOUCH_CIRCLE = "vouch/circle"


@dataclass(frozen=True, slots=True)
class Context:
    """Five facts about one seal; `key_id` is hex, `subject` the id of a report or a person.

    All are public but one: the subject of a dialogue's messages is their thread (receipts.py).
    """

    purpose: Purpose
    organisation: str
    circle: str
    key_id: str
    subject: str = field(repr=False)

    def encode(self) -> bytes:
        """`candour/1` and the five framed fields: different contexts never give the same bytes."""
        return PREFIX + frame(self.purpose.value, self.organisation, self.circle, self.key_id, self.subject)
