"""Opens envelopes. The only module that turns sealed words back into words.

Never imported by the web process, not even indirectly (rule R6). Never says why something did not open.
"""

from cryptography.exceptions import InvalidTag

from service.crypto.context import Context
from service.crypto.envelope import parse_envelope
from service.crypto.errors import BrokenSeal
from service.crypto.keys import SUITE, KeyPair, load_private
from service.crypto.messages import (
    MAILBOX_BUCKET,
    MAILBOX_BYTES,
    MAILBOX_VERSION,
    MESSAGE_BUCKET,
    mailbox_context,
    message_key_id,
)
from service.crypto.padding import unpad, unpad_from


def open_envelope(data: bytes, key_pair: KeyPair, context: Context) -> bytes:
    """The plaintext that was sealed to this key pair for exactly this context.

    Raises BrokenSeal, and nothing else, whatever the cause.
    """
    try:
        envelope = parse_envelope(data)
    except BrokenSeal:
        raise BrokenSeal from None
    if envelope.key_id != key_pair.key_id or context.key_id != envelope.key_id.hex():
        raise BrokenSeal
    return unpad(decrypt(envelope.enc + envelope.ciphertext, key_pair.seed, context))


def open_message(data: bytes, key_pair: KeyPair, context: Context) -> bytes:
    """What a message says. Raises BrokenSeal, and nothing else, whatever the cause."""
    try:
        recipient = message_key_id(data)
    except BrokenSeal:
        raise BrokenSeal from None
    if recipient != key_pair.key_id.hex() or context.key_id != recipient:
        raise BrokenSeal
    return unpad_from(decrypt(data[1 + len(key_pair.key_id) :], key_pair.seed, context), MESSAGE_BUCKET)


def open_mailbox(data: bytes, seed: bytes, organisation: str, lookup: str) -> bytes:
    """What a mailbox holds. Raises BrokenSeal: it is damaged, or the receipt names no dialogue here."""
    if len(data) != MAILBOX_BYTES or data[0] != MAILBOX_VERSION:
        raise BrokenSeal
    return unpad_from(decrypt(data[1:], seed, mailbox_context(organisation, lookup)), MAILBOX_BUCKET)


def decrypt(sealed: bytes, seed: bytes, context: Context) -> bytes:
    """The HPKE step alone. Raises BrokenSeal."""
    try:
        return SUITE.decrypt(sealed, load_private(seed), info=context.encode())
    except (InvalidTag, ValueError):
        raise BrokenSeal from None
