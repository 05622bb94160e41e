"""Wraps a circle's seed to one member's public key; the member's browser takes it out again.

    version 0x11 (1) | member key id (16) | encapsulated secret (1120) | ciphertext (32 + 16)

Never unwraps. A seed has one size, so nothing is padded.
"""

from service.crypto.context import Context, Purpose
from service.crypto.envelope import ENC_BYTES, TAG_BYTES
from service.crypto.errors import WrongContext
from service.crypto.keys import KEY_ID_BYTES, SEED_BYTES, KeyPair, key_id
from service.crypto.sealing import encrypt

WRAPPED_VERSION = 0x11
"""Not an envelope's version: one can never be mistaken for the other."""
WRAPPED_BYTES = 1 + KEY_ID_BYTES + ENC_BYTES + SEED_BYTES + TAG_BYTES


def wrap(circle_seed: bytes, member_public: bytes, context: Context) -> bytes:
    """The circle's 32-byte seed, closed for one member: 1,185 bytes.

    The context has purpose `circle-key`, the circle key's id and the member as subject.
    Raises WrongContext if it names another key or purpose, NotAKey.
    """
    circle_key = KeyPair.from_seed(circle_seed)
    if context.purpose is not Purpose.CIRCLE_KEY or context.key_id != circle_key.key_id.hex():
        raise WrongContext
    head = bytes([WRAPPED_VERSION]) + key_id(member_public)
    return head + encrypt(circle_seed, member_public, context)
