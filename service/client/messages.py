"""What a message of a dialogue says: compact UTF-8 JSON, the same in every language.

The order stands in here, sealed, and nowhere else; a week is the finest time it knows.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.crypto.errors import BrokenSeal


class MessageKind(StrEnum):
    """What a message is. A reporter writes words; a circle also thanks, and says what came of it."""

    WORDS = "words"
    THANKS = "thanks"
    THEME = "theme"
    OUTCOME = "outcome"


class Outcome(StrEnum):
    """What came of a report; told to the reporter only."""

    CHANGED = "changed"
    TRYING = "trying"
    PASSED_ON = "passed-on"
    SHARED = "shared"
    ALREADY = "already"
    NOT_NOW = "not-now"


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its place in the dialogue, the ISO week of writing, and the words."""

    place: int
    week: str = field(repr=False)
    kind: MessageKind
    text: str = field(repr=False)
    outcome: Outcome | None = field(default=None, repr=False)


def week_of(day: date) -> str:
    """The ISO week of a day, as 2026-W48."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def encode_message(message: Message) -> bytes:
    """The plaintext of a message."""
    value = {
        "v": 1,
        "n": message.place,
        "week": message.week,
        "kind": message.kind.value,
        "outcome": "" if message.outcome is None else message.outcome.value,
        "text": message.text,
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def decode_message(plaintext: bytes) -> Message:
    """The message in an opened envelope. Raises BrokenSeal: no page of ours sealed anything else."""
    try:
        value = json.loads(plaintext)
        version, place, week, text = (value[name] for name in ("v", "n", "week", "text"))
        kind = MessageKind(value["kind"])
        outcome = Outcome(value["outcome"]) if value["outcome"] else None
    except (ValueError, KeyError, TypeError):
        raise BrokenSeal from None
    if version != 1 or type(place) is not int or type(week) is not str or type(text) is not str:
        raise BrokenSeal
    return Message(place, week, kind, text, outcome)
