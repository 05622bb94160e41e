"""Comes back with a receipt: reads a circle's replies, answers, deletes.

Derives everything from the eight words on this machine. Never sends, logs or keeps a word of them.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Any

from service.client.messages import Message, MessageKind, decode_message, encode_message
from service.crypto.context import Context, Purpose
from service.crypto.errors import BrokenSeal
from service.crypto.keys import KeyPair
from service.crypto.messages import seal_message
from service.crypto.opening import open_mailbox, open_message
from service.crypto.receipts import ReceiptKeys, derive_receipt_keys, normalise
from service.errors import CandourError


class NothingHere(CandourError):
    """These words name nothing in this organisation: mistyped, or the report has been forgotten."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a report stands and what its circle has written, in order."""

    circle: str
    standing: str
    asked: bool
    room: int
    replies: tuple[Message, ...] = field(repr=False)

    @property
    def place(self) -> int:
        """One more than the last message that was seen."""
        return max((reply.place for reply in self.replies), default=0) + 1


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a receipt, in one organisation."""

    organisation: str
    keys: ReceiptKeys = field(repr=False)

    @classmethod
    def of(cls, organisation: str, receipt: str) -> "Holder":
        """Raises NotAReceipt or UnknownWord, which name a position and never a word."""
        return cls(organisation, derive_receipt_keys(normalise(receipt), organisation))

    @property
    def secret(self) -> dict[str, str]:
        """What every request for the dialogue carries."""
        return {"lookup": self.keys.lookup.hex(), "token": self.keys.token.hex()}

    def open(self, answer: dict[str, Any]) -> Mailbox:
        """The mailbox in an answer. Raises NothingHere; skips what was not sealed in this thread."""
        try:
            content = json.loads(
                open_mailbox(
                    b64decode(answer["mailbox"]), self.keys.seed, self.organisation, self.secret["lookup"]
                )
            )
        except BrokenSeal:
            raise NothingHere from None
        replies = [self._read(b64decode(sealed), content["circle"]) for sealed in content["replies"]]
        found = sorted((reply for reply in replies if reply is not None), key=lambda reply: reply.place)
        return Mailbox(
            content["circle"], content["standing"], content["asked"], content["room"], tuple(found)
        )

    def write(self, text: str, mailbox: Mailbox, week: str, directory: dict[str, Any]) -> bytes:
        """A message to the circle's current key. Raises TooLong above 2,044 bytes with its frame."""
        key = next(entry["key"] for entry in directory["circles"] if entry["circle"] == mailbox.circle)
        context = self._context(Purpose.MESSAGE_TO_CIRCLE, mailbox.circle, key["key_id"])
        message = Message(mailbox.place, week, MessageKind.WORDS, text)
        return seal_message(encode_message(message), b64decode(key["public_key"]), context)

    def _read(self, sealed: bytes, circle: str) -> Message | None:
        pair = KeyPair.from_seed(self.keys.seed)
        context = self._context(Purpose.MESSAGE_TO_REPORTER, circle, pair.key_id.hex())
        try:
            return decode_message(open_message(sealed, pair, context))
        except BrokenSeal:
            # Somebody who does not know the thread put it there: the circle did not.
            return None

    def _context(self, purpose: Purpose, circle: str, key_id: str) -> Context:
        return Context(purpose, self.organisation, circle, key_id, self.keys.thread.hex())


def body_of(secret: dict[str, str], sealed: bytes, *, asks: bool) -> dict[str, Any]:
    """The body of POST /dialogues/messages."""
    return {**secret, "message": b64encode(sealed).decode(), "asks": asks}
