"""The envelope: the versioned bytes of something sealed, and how to tell one from noise.

    version 0x01 (1) | key id (16) | encapsulated secret (1120) | ciphertext (a bucket + 16)

Reads lengths and the version only. Never touches a key: the web process may parse what it cannot open.
"""

from dataclasses import dataclass, field

from service.crypto.errors import NotAnEnvelope, UnknownVersion
from service.crypto.keys import KEY_ID_BYTES
from service.crypto.padding import BUCKETS

VERSION = 0x01
ENC_BYTES = 1120
TAG_BYTES = 16
HEAD_BYTES = 1 + KEY_ID_BYTES + ENC_BYTES
ENVELOPE_SIZES = tuple(HEAD_BYTES + bucket + TAG_BYTES for bucket in BUCKETS)
"""9,345 bytes for every ordinary report; 33,921 for a long one. Nothing in between exists."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A closed envelope. The key id is public; the rest is nobody's business."""

    key_id: bytes = field(repr=False)
    enc: bytes = field(repr=False)
    ciphertext: bytes = field(repr=False)

    def to_bytes(self) -> bytes:
        """The bytes parse_envelope() reads."""
        return bytes([VERSION]) + self.key_id + self.enc + self.ciphertext


def parse_envelope(data: bytes) -> Envelope:
    """Take an envelope apart without opening it.

    Raises UnknownVersion for another first byte, NotAnEnvelope for a length that does not exist.
    """
    if not data:
        raise NotAnEnvelope
    if data[0] != VERSION:
        raise UnknownVersion
    if len(data) not in ENVELOPE_SIZES:
        raise NotAnEnvelope
    return Envelope(
        key_id=data[1 : 1 + KEY_ID_BYTES],
        enc=data[1 + KEY_ID_BYTES : HEAD_BYTES],
        ciphertext=data[HEAD_BYTES:],
    )
