"""Seals the messages of a dialogue, and the mailbox in which a reporter is handed the circle's.

    message  31 (1) | key id (16) | encapsulated secret (1120) | ciphertext (2,048 + 16)
    mailbox  41 (1) | encapsulated secret (1120) | ciphertext (36,864 + 16)

Every message has one size. A mailbox is sealed anew each time somebody asks, whether anything is in it
or not. Never opens one.
"""

from service.crypto.context import Context, Purpose
from service.crypto.envelope import ENC_BYTES, TAG_BYTES
from service.crypto.errors import NotAnEnvelope, WrongContext
from service.crypto.keys import KEY_ID_BYTES, key_id
from service.crypto.padding import pad_to
from service.crypto.sealing import encrypt

MESSAGE_VERSION = 0x31
MESSAGE_BUCKET = 2048
"""Room for 2,044 bytes: about 300 English words. A longer answer is two messages."""
MESSAGE_BYTES = 1 + KEY_ID_BYTES + ENC_BYTES + MESSAGE_BUCKET + TAG_BYTES
MAILBOX_VERSION = 0x41
MAILBOX_BUCKET = 36_864
"""Room for eight messages in base64, and for where the report stands."""
MAILBOX_BYTES = 1 + ENC_BYTES + MAILBOX_BUCKET + TAG_BYTES
_MESSAGES = (Purpose.MESSAGE_TO_CIRCLE, Purpose.MESSAGE_TO_REPORTER, Purpose.MESSAGE_COPY)


def seal_message(plaintext: bytes, public_key: bytes, context: Context) -> bytes:
    """A message for the holder of `public_key` and for this context only: 3,201 bytes.

    Raises WrongContext if the context names another key or purpose, TooLong above 2,044 bytes, NotAKey.
    """
    recipient = key_id(public_key)
    if context.purpose not in _MESSAGES or context.key_id != recipient.hex():
        raise WrongContext
    padded = pad_to(plaintext, MESSAGE_BUCKET)
    return bytes([MESSAGE_VERSION]) + recipient + encrypt(padded, public_key, context)


def message_key_id(data: bytes) -> str:
    """The id of the key a message was sealed to, in hex. Raises NotAnEnvelope if the bytes are none."""
    if len(data) != MESSAGE_BYTES or data[0] != MESSAGE_VERSION:
        raise NotAnEnvelope
    return data[1 : 1 + KEY_ID_BYTES].hex()


def seal_mailbox(plaintext: bytes, public_key: bytes, organisation: str, lookup: str) -> bytes:
    """What a reporter is handed: 38,001 bytes, whatever is inside. Raises TooLong, NotAKey."""
    padded = pad_to(plaintext, MAILBOX_BUCKET)
    return bytes([MAILBOX_VERSION]) + encrypt(padded, public_key, mailbox_context(organisation, lookup))


def mailbox_context(organisation: str, lookup: str) -> Context:
    """Bound to the dialogue it was asked for. No key id: the bytes must not say whose they are."""
    return Context(Purpose.MAILBOX, organisation, "", "", lookup)
