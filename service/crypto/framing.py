"""Labels and frames: how several values become one string of bytes, and one way only.

Never joins values without their lengths: "ab"+"c" must not look like "a"+"bc".
"""

from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PREFIX = b"candour/1"
"""Opens every hashed or derived value, so that no other protocol shares our inputs."""

MAX_FIELD = 0xFFFF


def frame(*fields: str) -> bytes:
    """Each field as its 2-byte big-endian length and its UTF-8 bytes; injective for a fixed count.

    Raises ValueError for a field above 65,535 bytes.
    """
    framed = bytearray()
    for field in fields:
        encoded = field.encode("utf-8")
        if len(encoded) > MAX_FIELD:
            raise ValueError("field too long to frame")
        framed += len(encoded).to_bytes(2, "big") + encoded
    return bytes(framed)


def labelled_hash(label: str, data: bytes) -> bytes:
    """SHA-256 of "candour/1 <label>" and the data: 32 bytes. No label is the beginning of another."""
    return sha256(PREFIX + b" " + label.encode("ascii") + data).digest()


def derive(secret: bytes, length: int, label: str, detail: str = "") -> bytes:
    """HKDF-SHA256 (RFC 5869) without salt: `length` bytes under one label and one public detail.

    The secret must already be uniform or stretched: HKDF does not slow a guesser down.
    """
    info = PREFIX + frame(label, detail)
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret)
