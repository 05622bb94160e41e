"""Padding: every ordinary report has the same size, so that its length says nothing.

Pads bytes, never characters. Never compresses: that would bring the length back.
"""

from service.crypto.errors import BrokenSeal, TooLong

PREFIX_BYTES = 4
BUCKETS = (8192, 32768)
"""Sizes in bytes, the 4-byte length included. The first holds every ordinary report."""
MAX_PLAINTEXT = BUCKETS[-1] - PREFIX_BYTES


def pad_to(plaintext: bytes, size: int) -> bytes:
    """The plaintext behind its 4-byte big-endian length, filled with zeros to `size`. Raises TooLong."""
    if len(plaintext) > size - PREFIX_BYTES:
        raise TooLong
    return (len(plaintext).to_bytes(PREFIX_BYTES, "big") + plaintext).ljust(size, b"\0")


def unpad_from(padded: bytes, size: int) -> bytes:
    """The plaintext again. Raises BrokenSeal if size, length or filler is not what pad_to() makes."""
    length = int.from_bytes(padded[:PREFIX_BYTES], "big")
    plaintext = padded[PREFIX_BYTES : PREFIX_BYTES + length]
    if length > size - PREFIX_BYTES or pad_to(plaintext, size) != padded:
        raise BrokenSeal
    return plaintext


def pad(plaintext: bytes) -> bytes:
    """The plaintext behind its 4-byte big-endian length, filled with zeros to the smallest bucket.

    Raises TooLong above 32,764 bytes.
    """
    for bucket in BUCKETS:
        if len(plaintext) <= bucket - PREFIX_BYTES:
            return (len(plaintext).to_bytes(PREFIX_BYTES, "big") + plaintext).ljust(bucket, b"\0")
    raise TooLong


def unpad(padded: bytes) -> bytes:
    """The plaintext again. Raises BrokenSeal if size, length or filler is not what pad() makes."""
    length = int.from_bytes(padded[:PREFIX_BYTES], "big")
    plaintext = padded[PREFIX_BYTES : PREFIX_BYTES + length]
    if length > MAX_PLAINTEXT or pad(plaintext) != padded:
        raise BrokenSeal
    return plaintext
